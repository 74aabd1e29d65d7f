import { missingTags } from "../../facts/missing-tags";
import type { Resource } from "../../graph/resource";
import { UNKNOWN } from "../../graph/resource";
import { parseRegister } from "../../register/register";
import { GraphBuilder, type Inputs, type Options, TODAY } from "./graph-builder";

const EIP = "aws:ec2/eip:Eip";
const NONE = { version: 1 as const, leases: [] };
const BOTH = { "leasehold:lease": "acme", "leasehold:segment": "web" };

/** A lease with the segments web, of 203.0.113.0/26, and admin; then the resource. */
function tagsFor(
  type: string,
  inputs: Inputs,
  options: Options & { secrets?: string[]; within?: string } = {},
  web: Inputs = {},
) {
  const graph = new GraphBuilder();
  graph.block();
  const segment = graph.segment("web", { prefixes: ["203.0.113.0/26"], ...web });
  graph.segment("admin", { prefixes: ["203.0.113.64/26"] });
  const { within, ...rest } = options;
  graph.add(type, "it", inputs, { ...rest, parent: within === "web" ? segment : undefined });
  const { resources } = graph;
  return missingTags({ ...graph.graph(), resources: resources as Resource[] }, NONE, TODAY)?.tags;
}

describe("the segment is certain", () => {
  test.each<[string, string, Inputs, "web" | undefined, object]>([
    ["by a segment's prefix", EIP, { address: "203.0.113.9" }, undefined, BOTH],
    ["by prefix and component alike", EIP, { address: "203.0.113.9" }, "web", BOTH],
    ["by the component alone", EIP, { address: "203.0.113.200" }, "web", BOTH],
    [
      "with one tag there",
      EIP,
      { address: "203.0.113.9", tags: { "leasehold:lease": "acme" } },
      undefined,
      { "leasehold:segment": "web" },
    ],
    ["of a gateway in a component", "aws:ec2/natGateway:NatGateway", { subnetId: UNKNOWN }, "web", BOTH],
    ["of an IPv6 subnet's component", "aws:ec2/subnet:Subnet", { cidrBlock: "10.0.0.0/24" }, "web", BOTH],
  ])("%s", (_, type, inputs, within, tags) => {
    expect(tagsFor(type, inputs, { within })).toEqual(tags);
  });

  test("by a register that records the segment, without any block in the program", () => {
    const graph = new GraphBuilder();
    graph.add(EIP, "it", { address: "203.0.113.9" });
    const register = parseRegister(
      JSON.stringify({
        version: 1,
        leases: [
          {
            id: "acme",
            prefix: "203.0.113.0/24",
            status: "active",
            term: { start: "2026-01-01", end: "2027-01-01" },
            segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.0/26"] }],
          },
        ],
      }),
      "leases.json",
    );
    expect(missingTags(graph.graph(), register, TODAY)?.tags).toEqual(BOTH);
    expect(missingTags(graph.graph(), register, "2027-06-01")).toBeUndefined();
  });
});

describe("nothing is guessed", () => {
  const cases: [name: string, type: string, inputs: Inputs, within: "web" | undefined, web?: Inputs][] = [
    ["for an unknown address", EIP, { address: UNKNOWN }, "web"],
    ["for an address from a pool", EIP, { publicIpv4Pool: "ipv4pool-ec2-1" }, "web"],
    ["for the cloud's own address", EIP, {}, "web"],
    ["for an address outside of the lease", EIP, { address: "192.0.2.1" }, "web"],
    ["for an address that no segment claims", EIP, { address: "203.0.113.200" }, undefined],
    ["where prefix and component differ", EIP, { address: "203.0.113.70" }, "web"],
    [
      "where two segments claim the address",
      EIP,
      { address: "203.0.113.70" },
      undefined,
      { prefixes: ["203.0.113.0/24"] },
    ],
    ["where a prefix is unknown that may claim it", EIP, { address: "203.0.113.200" }, "web", { prefixes: [UNKNOWN] }],
    ["where a segment is unknown", EIP, { address: "203.0.113.9" }, undefined, { name: UNKNOWN }],
    ["where the tags are unknown", EIP, { address: "203.0.113.9", tags: UNKNOWN }, undefined],
    ["where a tag is unknown", EIP, { address: "203.0.113.9", tags: { "leasehold:lease": UNKNOWN } }, undefined],
    [
      "where a tag names another segment",
      EIP,
      { address: "203.0.113.9", tags: { "leasehold:segment": "admin" } },
      undefined,
    ],
    ["where a tag is empty", EIP, { address: "203.0.113.9", tags: { "leasehold:segment": "" } }, undefined],
    ["where both tags are there", EIP, { address: "203.0.113.9", tags: BOTH }, undefined],
    ["for what takes no such tags", "aws:s3/bucket:Bucket", { bucket: "203.0.113.9" }, "web"],
  ];
  test.each(cases.map((one) => [one[0], one] as const))("%s", (_, [, type, inputs, within, web]) => {
    expect(tagsFor(type, inputs, { within }, web)).toBeUndefined();
  });
});
