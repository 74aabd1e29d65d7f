import { log, output } from "@pulumi/pulumi";
import type { EgressPool } from "../../../components/egress-pool/egress-pool";
import type { SegmentArgs } from "../../../components/egress-segment/segment-arguments";
import { ReverseDns } from "../../../components/reverse-dns/reverse-dns";
import type { ReverseDnsArgs } from "../../../components/reverse-dns/reverse-dns-arguments";
import type { LeaseInput } from "../../../lease/lease";
import { formatPrefix } from "../../../lease/prefix";
import { parseReverseName } from "../../../lease/reverse-name";
import { officeSegment } from "../office-block";
import { recordProgram, recordRefusal } from "../record-program";

const DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const EIP_NAME = "aws:ec2/eipDomainName:EipDomainName";
const ROUTE53 = "aws:route53/record:Record";
const V6 = [{ prefixes: ["2001:db8:1:2::/64"] }, { prefix: "2001:db8:1::/48" }] as const;

function program(args: Partial<ReverseDnsArgs>, segment: Partial<SegmentArgs> = {}, lease: Partial<LeaseInput> = {}) {
  return () =>
    new ReverseDns("mail", {
      segment: officeSegment(segment, lease),
      via: "cloudflare",
      names: { "203.0.113.68": "out.example.com" },
      reverseZones: { "113.0.203.in-addr.arpa": "reverse-zone" },
      forwardZones: { "example.com": { via: "cloudflare", zoneId: "forward-zone" } },
      ...args,
    });
}

afterEach(() => jest.restoreAllMocks());

describe("ReverseDns via Cloudflare", () => {
  test("makes a PTR record whose full name is the address, and the record that leads back", async () => {
    const { one } = await recordProgram(
      program({ reverseZones: { "113.0.203.in-addr.arpa": output("reverse-zone") } }),
    );
    const pointer = one(DNS_RECORD, "mail-ptr-203.0.113.68").inputs;
    expect(pointer).toMatchObject({
      zoneId: "reverse-zone",
      type: "PTR",
      name: "68.113.0.203.in-addr.arpa",
      content: "out.example.com",
      ttl: 3600,
    });
    expect(formatPrefix(parseReverseName(pointer.name as string)!)).toBe("203.0.113.68/32");
    expect(one(DNS_RECORD, "mail-a-203.0.113.68").inputs).toMatchObject({
      zoneId: "forward-zone",
      type: "A",
      name: "out.example.com",
      content: "203.0.113.68",
      proxied: false,
      comment: "leasehold: lease office-2026, segment data",
    });
  });

  test("puts IPv6 names under ip6.arpa, in the longest zone given", async () => {
    const args = {
      names: { "2001:DB8:1:2::25": "Out.Example.com." },
      reverseZones: { "8.b.d.0.1.0.0.2.ip6.arpa": "above", "1.0.0.0.8.B.D.0.1.0.0.2.ip6.arpa.": "zone6" },
    };
    const { one, result } = await recordProgram(program(args, ...V6));
    const pointer = one(DNS_RECORD, "mail-ptr-2001-db8-1-2--25").inputs;
    expect(pointer).toMatchObject({ zoneId: "zone6", content: "out.example.com" });
    expect(formatPrefix(parseReverseName(pointer.name as string)!)).toBe("2001:db8:1:2::25/128");
    expect(one(DNS_RECORD, "mail-aaaa-2001-db8-1-2--25").inputs).toMatchObject({
      type: "AAAA",
      content: "2001:db8:1:2::25",
    });
    expect(result.names).toEqual({ "2001:db8:1:2::25": "out.example.com" });
  });

  test("keeps several addresses of one name in one record set of Route 53", async () => {
    const names = { "203.0.113.68": "out.example.com", "203.0.113.69": "out.example.com" };
    const { all } = await recordProgram(
      program({ names, forwardZones: { "example.com": { via: "route53", zoneId: "Z1" } } }),
    );
    expect(all(ROUTE53).map(({ name, inputs }) => [name, inputs])).toEqual([
      [
        "mail-a-out.example.com",
        { zoneId: "Z1", name: "out.example.com", type: "A", ttl: 3600, records: ["203.0.113.68", "203.0.113.69"] },
      ],
    ]);
  });

  test("makes no forward record where it is kept elsewhere", async () => {
    const { all } = await recordProgram(program({ forwardZones: "elsewhere" }));
    expect(all(DNS_RECORD).map(({ name }) => name)).toEqual(["mail-ptr-203.0.113.68"]);
  });

  test("warns where the lessor answers for reverse DNS", async () => {
    const warn = jest.spyOn(log, "warn").mockResolvedValue();
    await recordProgram(program({}, {}, { reverseDns: { responsibility: "lessor" } }));
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining("the lessor answers for reverse DNS of lease office-2026"),
    ]);
  });
});

describe("ReverseDns via AWS", () => {
  test("names the Elastic IP, once the record that AWS asks for is there", async () => {
    const args = {
      via: "aws",
      reverseZones: undefined,
      allocationIds: { "203.0.113.68": output("eipalloc-1") },
    } as const;
    const { one, all } = await recordProgram(program(args, { region: "eu-west-1" }));
    expect(one(EIP_NAME, "mail-ptr-203.0.113.68").inputs).toEqual({
      allocationId: "eipalloc-1",
      domainName: "out.example.com",
      region: "eu-west-1",
    });
    expect(all(DNS_RECORD).map(({ inputs }) => inputs.type)).toEqual(["A"]);
  });

  test("takes the allocation from the pool that holds the address", async () => {
    const pool = { eips: new Map([["203.0.113.68", { allocationId: output("eipalloc-2") }]]) } as unknown as EgressPool;
    const { one } = await recordProgram(program({ via: "aws", pool }));
    expect(one(EIP_NAME, "mail-ptr-203.0.113.68").inputs.allocationId).toBe("eipalloc-2");
  });

  test("refuses IPv6, and addresses without an allocation", async () => {
    const v6 = await recordRefusal(program({ via: "aws", names: { "2001:db8:1:2::25": "out.example.com" } }, ...V6));
    expect(v6.lines.slice(1)).toEqual([
      'names = "2001:db8:1:2::25": AWS gives reverse names to Elastic IPs, which are IPv4; use via: "cloudflare" for IPv6',
    ]);
    const v4 = await recordRefusal(program({ via: "aws" }));
    expect(v4.lines.slice(1)).toEqual([
      'allocationIds = "203.0.113.68": has none; give its Elastic IP\'s allocation id, or the pool that holds it',
    ]);
  });
});

describe("ReverseDns refuses, naming the argument and the way out,", () => {
  test.each<[string, Partial<ReverseDnsArgs>, string]>([
    [
      "a missing reverse zone",
      { reverseZones: { "112.0.203.in-addr.arpa": "z" } },
      'reverseZones = "203.0.113.68": no zone holds it; give the id of zone 113.0.203.in-addr.arpa, or of one above it',
    ],
    [
      "a zone that only ends alike",
      { reverseZones: { "3.0.203.in-addr.arpa": "z" } },
      'reverseZones = "203.0.113.68": no zone holds it; give the id of zone 113.0.203.in-addr.arpa, or of one above it',
    ],
    [
      "a missing forward zone",
      { forwardZones: { "ample.com": { via: "cloudflare", zoneId: "z" } } },
      'forwardZones = "out.example.com": no zone holds it; give the zone example.com or one above it, so that the name leads back to 203.0.113.68, or "elsewhere"',
    ],
    [
      "an address of another segment",
      { names: { "203.0.113.4": "out.example.com" } },
      'names = "203.0.113.4": not in the segment\'s prefixes 203.0.113.64/26; name an address of the segment',
    ],
    [
      "a hostname of one label",
      { names: { "203.0.113.68": "out" } },
      'names["203.0.113.68"]: not a full hostname; give two labels or more of letters, digits and inner hyphens, like out.example.com',
    ],
    ["no name at all", { names: {} }, "names: empty; name at least one address"],
    ["a time to live of nothing", { ttl: 0 }, "ttl = 0: give whole seconds from 60 to 86400"],
  ])("%s", async (_, args, line) => {
    const { lines, resources } = await recordRefusal(program(args));
    expect(lines.slice(1)).toEqual([line]);
    expect(
      resources.filter(
        ({ type }) => type !== "leasehold:index:LeasedBlock" && type !== "leasehold:index:EgressSegment",
      ),
    ).toEqual([]);
  });

  test("one address under two spellings", async () => {
    const names = { "2001:db8:1:2::25": "a.example.com", "2001:DB8:1:2:0::25": "b.example.com" };
    const { lines } = await recordRefusal(
      program({ names, reverseZones: { "1.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": "z" } }, ...V6),
    );
    expect(lines.slice(1)).toEqual([
      'names = "2001:DB8:1:2:0::25": the same address as 2001:db8:1:2::25; an address has one name, keep one of them',
    ]);
  });

  test("an IPv6 zone by the name of the lease's own", async () => {
    const { lines } = await recordRefusal(program({ names: { "2001:db8:1:2::25": "out.example.com" } }, ...V6));
    expect(lines[1]).toContain("give the id of zone 1.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
  });
});
