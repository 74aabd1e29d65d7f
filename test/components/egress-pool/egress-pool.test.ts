import { EgressPool } from "../../../components/egress-pool/egress-pool";
import { EgressSegment } from "../../../components/egress-segment/egress-segment";
import { exampleBlock, LEASE6, webPool, webSegment } from "../example-block";
import { recordProgram, recordRefusal } from "../record-program";
import { recordRequests } from "../record-requests";

const EIP = "aws:ec2/eip:Eip";
const POOL_CIDR = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const source = { publicIpv4Pool: "ipv4pool-ec2-1" };

let warn: jest.SpyInstance;
beforeEach(() => {
  warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => warn.mockRestore());

test("an EIP has its known address, its pool, its tags and its protection", async () => {
  const { one, request } = await recordRequests(() =>
    webPool(
      webSegment(
        ["eu-west-1a"],
        exampleBlock({ region: "eu-west-1", tags: { team: "a", "leasehold:segment": "spoofed" } }),
      ),
    ),
  );
  expect(one(EIP, "pool-203.0.113.1").inputs).toEqual({
    domain: "vpc",
    address: "203.0.113.1",
    publicIpv4Pool: "ipv4pool-ec2-1",
    region: "eu-west-1",
    tags: { Name: "pool-203.0.113.1", team: "a", "leasehold:lease": "office-2026", "leasehold:segment": "web" },
  });
  expect(request("pool-203.0.113.1", EIP)).toMatchObject({ protect: true });
  expect(request("pool", EgressPool.type).parent).toMatch(/EgressSegment::office-web$/);
});

test("protection can be taken off, by argument or option", async () => {
  const make = (args: object, opts: object) => () =>
    new EgressPool("pool", { segment: webSegment(), zones: ["eu-west-1a"], ...source, ...args }, opts);
  for (const program of [make({ protect: false }, {}), make({}, { protect: false })]) {
    expect((await recordRequests(program)).request("pool-203.0.113.1", EIP).protect).toBe(false);
  }
});

test("an IPAM pool is provisioned first, and protected too", async () => {
  const { one, request } = await recordRequests(
    () =>
      new EgressPool("pool", {
        segment: webSegment(),
        zones: { "eu-west-1a": "203.0.113.9" },
        ipamPoolId: "ipam-pool-1",
        provision: [{ cidr: "203.0.113.0/26" }],
      }),
  );
  expect(one(POOL_CIDR, "pool-203.0.113.0/26").inputs).toEqual({ ipamPoolId: "ipam-pool-1", cidr: "203.0.113.0/26" });
  expect(request("pool-203.0.113.0/26", POOL_CIDR).protect).toBe(true);
  expect(one(EIP, "pool-203.0.113.9").inputs).toMatchObject({ address: "203.0.113.9", ipamPoolId: "ipam-pool-1" });
  expect(request("pool-203.0.113.9", EIP).dependencies).toEqual([expect.stringMatching(/VpcIpamPoolCidr::/)]);
});

test("two pools of a segment never share an address", async () => {
  const { result } = await recordProgram(() => {
    const segment = webSegment();
    const pools = ["one", "two"].map((name) => new EgressPool(name, { segment, zones: ["eu-west-1a"], ...source }));
    return pools.flatMap(({ addresses }) => addresses);
  });
  expect(new Set(result).size).toBe(2);
});

test("addresses that nobody recorded are warned of, with the record to write", async () => {
  await recordProgram(() => webPool(webSegment()));
  expect(warn.mock.calls.flat().join()).toMatch(
    /add "placements": \{"eu-west-1a":"203\.0\.113\.1"\} to the segment in the register/,
  );
  warn.mockClear();
  await recordProgram(
    () => new EgressPool("pool", { segment: webSegment(), zones: { "eu-west-1a": "203.0.113.1" }, ...source }),
  );
  expect(warn).not.toHaveBeenCalled();
});

test("an address that the pool does not have is an error", async () => {
  const { result } = await recordProgram(() => webPool(webSegment()));
  expect(() => result.allocationId("203.0.113.60")).toThrow("pool pool has no address 203.0.113.60");
});

test("all bad arguments are named at once, before anything is registered", async () => {
  const { lines, resources } = await recordRefusal(
    () =>
      new EgressPool("pool", {
        segment: webSegment(),
        zones: {},
        addressesPerZone: 0,
        publicIpv4Pool: "a",
        ipamPoolId: "b",
        provision: [{ cidr: "203.0.113.1/26" }],
      }),
  );
  expect(lines.slice(1).map((line) => line.split(/:| =/)[0])).toEqual([
    "publicIpv4Pool",
    "addressesPerZone",
    "zones",
    "provision[0].cidr",
  ]);
  expect(resources.filter(({ name }) => name.startsWith("pool"))).toEqual([]);
});

test("chosen addresses outside the segment, or chosen twice, are named", async () => {
  const { lines } = await recordRefusal(
    () =>
      new EgressPool("pool", {
        segment: webSegment(),
        zones: { "eu-west-1a": ["203.0.113.64", "203.0.113.9"], "eu-west-1b": "203.0.113.9" },
        ...source,
      }),
  );
  expect(lines.slice(1)).toEqual([
    'addresses["eu-west-1a"][0] = "203.0.113.64": outside the segment\'s prefixes; choose an address inside them',
    'addresses["eu-west-1b"][0] = "203.0.113.9": already the address of eu-west-1a/2; choose another',
  ]);
});

test("a v6 segment has no pool", async () => {
  const { lines } = await recordRefusal(
    () =>
      new EgressPool("pool", {
        segment: new EgressSegment("web6", { lease: LEASE6, purpose: "web", prefixes: ["2001:db8::/52"] }),
        zones: ["eu-west-1a"],
        ...source,
      }),
  );
  expect(lines[1]).toMatch(/^segment = "web6": an IPv6 segment has no EIPs/);
});
