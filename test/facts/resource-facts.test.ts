import { buildResourceFacts, createResourceContext } from "../../facts/resource-facts";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "./graph-builder";

/** Facts of the resources that `build` adds, each seen alone and in order. */
function oneByOne(build: (graph: GraphBuilder) => void) {
  const graph = new GraphBuilder();
  build(graph);
  const released = leaseOf({ id: "old", prefix: "198.51.100.0/24", status: "released" });
  const context = createResourceContext(registerOf(released), { today: TODAY });
  return graph.resources.map((resource) => buildResourceFacts(resource, context).facts);
}

test("a ROA is judged by the block that came before it", () => {
  const facts = oneByOne((graph) => {
    graph.block({ routing: { announcedBy: "lessee", origins: [64496], longestAnnounced: 25 } });
    graph.add("leasehold:rpki:RoaRequest", "roa", {
      leaseId: "acme",
      prefix: "203.0.113.0/24",
      asn: 64497,
      maxLength: 28,
    });
  });
  expect(facts[1]).toMatchObject([
    { kind: "roa", origins: [64496], longestAnnounced: 25, maxLength: 28 },
    { kind: "reference", relation: "holds", lease: "acme" },
  ]);
});

test("a mention of a released lease is found before the resource exists", () => {
  const facts = oneByOne((graph) => graph.add("aws:ssm/parameter:Parameter", "p", { value: "198.51.100.7" }));
  expect(facts[0]).toMatchObject([{ kind: "reference", leaseStatus: "released", activeLease: null }]);
});

test("a rule belongs to the segment of the components around it, and names lists seen before", () => {
  const facts = oneByOne((graph) => {
    const block = graph.block();
    const segment = graph.segment("web", { prefixes: ["203.0.113.0/26"] }, { parent: block });
    graph.add(
      "aws:ec2/managedPrefixList:ManagedPrefixList",
      "list",
      { name: "all", entries: [{ cidr: "0.0.0.0/0" }] },
      { id: "pl-1" },
    );
    graph.add(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "rule",
      { securityGroupId: "sg-1", ipProtocol: "-1", prefixListId: "pl-1" },
      { parent: segment },
    );
  });
  expect(facts[3]).toMatchObject([
    { kind: "firewall-rule", segments: ["acme/web"], egress: [{ widePorts: 65536, share: 1 }] },
  ]);
});

test("a resource without a part in leases gives no facts", () => {
  expect(oneByOne((graph) => graph.add("aws:s3/bucket:Bucket", "b", { bucket: "logs" }))).toEqual([[]]);
});
