import { GraphBuilder, leaseOf, registerOf } from "./graph-builder";

const EIP = "aws:ec2/eip:Eip";

function holdings(build: (graph: GraphBuilder) => void) {
  const graph = new GraphBuilder();
  build(graph);
  return graph.build(registerOf(leaseOf())).all("holding");
}

test("addresses, pool CIDRs, ROA requests and advertisements are held, each with its protection", () => {
  const facts = holdings((graph) => {
    graph.add(EIP, "loose", { address: "203.0.113.9" });
    graph.add(EIP, "kept", { address: "203.0.113.10" }, { protect: true });
    graph.add("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "cidr", { cidr: "203.0.113.0/24", ipamPoolId: "ipam-pool-1" });
    graph.add("leasehold:rpki:RoaRequest", "roa", { leaseId: "acme", prefix: "203.0.113.0/24", asn: 64496 });
    graph.add("leasehold:routing:Advertisement", "route", { leaseId: "acme", prefix: "203.0.113.0/24", origin: 64496 });
  });
  expect(facts.map(({ what, lease, leased, protected: isProtected }) => [what, lease, leased, isProtected])).toEqual([
    ["address", "acme", true, false],
    ["address", "acme", true, true],
    ["pool-cidr", "acme", true, false],
    ["roa", "acme", true, false],
    ["announcement", "acme", true, false],
  ]);
});

test("retainOnDelete protects as well as protect does", () => {
  const graph = new GraphBuilder();
  graph.add(EIP, "kept", { address: "203.0.113.9" });
  const [kept] = graph.resources.splice(0);
  if (kept !== undefined) graph.resources.push({ ...kept, retainOnDelete: true });
  expect(graph.build(registerOf(leaseOf())).one("holding").protected).toBe(true);
});

test("an address of the cloud's is not leased, one from a pool may be, and says what hides it", () => {
  const [cloud, pooled] = holdings((graph) => {
    graph.add(EIP, "cloud", {});
    graph.add(EIP, "pooled", { publicIpv4Pool: "ipv4pool-ec2-1" });
  });
  expect(cloud?.leased).toBe(false);
  expect(pooled).toMatchObject({ leased: null, space: null });
  expect(pooled?.unknown.leased).toHaveLength(1);
});
