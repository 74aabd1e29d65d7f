import { UNKNOWN } from "../../graph/resource";
import { GraphBuilder, leaseOf, ref, registerOf } from "./graph-builder";

const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

/** Two segments, each with a workload subnet, table, NAT and address of its own. */
function twoSegments(): { graph: GraphBuilder; urns: Record<string, string> } {
  const graph = new GraphBuilder();
  graph.block({ routing: { announcedBy: "lessee", origins: [64496] } });
  const vpc = graph.add("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  const publicSubnet = graph.add(SUBNET, "public", { vpcId: ref(vpc), cidrBlock: "10.0.0.0/24" });
  const gateway = graph.add("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: ref(vpc) });
  const publicTable = graph.add(TABLE, "public", {
    vpcId: ref(vpc),
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref(gateway) }],
  });
  graph.add(ASSOCIATION, "public", { subnetId: ref(publicSubnet), routeTableId: ref(publicTable) });
  const urns: Record<string, string> = { vpc, publicSubnet, gateway };
  for (const [index, name] of ["web", "email"].entries()) {
    const subnet = graph.add(SUBNET, name, { vpcId: ref(vpc), cidrBlock: `10.0.${index + 1}.0/24` });
    const segment = graph.segment(name, { prefixes: [`203.0.113.${index * 64}/26`], subnets: [ref(subnet)] });
    const eip = graph.add(EIP, name, { address: `203.0.113.${index * 64 + 1}`, publicIpv4Pool: "ipv4pool-ec2-1" });
    const nat = graph.add(NAT, name, { allocationId: ref(eip), subnetId: ref(publicSubnet) }, { parent: segment });
    const table = graph.add(TABLE, name, { vpcId: ref(vpc) });
    graph.add(ROUTE, name, { routeTableId: ref(table), destinationCidrBlock: "0.0.0.0/0", natGatewayId: ref(nat) });
    graph.add(ASSOCIATION, name, { subnetId: ref(subnet), routeTableId: ref(table) });
    Object.assign(urns, {
      [`${name}Subnet`]: subnet,
      [`${name}Eip`]: eip,
      [`${name}Nat`]: nat,
      [`${name}Table`]: table,
      [`${name}Segment`]: segment,
    });
  }
  return { graph, urns };
}

test("segments with NATs of their own share no address, though both NATs stand in one public subnet", () => {
  const built = twoSegments().graph.build();
  expect(built.problems).toEqual([]);
  expect(
    built.all("address").map((fact) => [fact.address, fact.leased, fact.egressSegments.map(({ key }) => key)]),
  ).toEqual([
    ["203.0.113.1", true, ["acme/web"]],
    ["203.0.113.65", true, ["acme/email"]],
  ]);
  expect(built.all("address").every((fact) => fact.unknown.egressSegments === undefined)).toBe(true);
  expect(built.one("subnet", "public")).toMatchObject({ hostsNatOnly: true, internetGatewayRoute: true });
  expect(built.one("subnet", "web")).toMatchObject({ hostsNatOnly: false, internetGatewayRoute: false });
});

test("a subnet of another segment in a segment's table shares its address", () => {
  const { graph, urns } = twoSegments();
  const detour = graph.add(SUBNET, "detour", {
    vpcId: ref(urns.vpc as string),
    tags: { "leasehold:segment": "email", "leasehold:lease": "acme" },
  });
  graph.add(ASSOCIATION, "detour", { subnetId: ref(detour), routeTableId: ref(urns.webTable as string) });
  expect(
    graph
      .build()
      .one("address", "web")
      .egressSegments.map(({ key }) => key),
  ).toEqual(["acme/email", "acme/web"]);
});

test("a secondary address and an association give a NAT's segments their address too", () => {
  const { graph, urns } = twoSegments();
  const extra = graph.add(EIP, "extra", { address: "203.0.113.7" });
  graph.add("aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation", "extra", {
    allocationId: ref(extra),
    natGatewayId: ref(urns.emailNat as string),
  });
  const fact = graph.build().one("address", "extra");
  expect(fact.egressSegments.map(({ key }) => key)).toEqual(["acme/email"]);
  expect(fact.segments).toEqual(["acme/web"]);
});

test("a table that only an id names hides who leaves through its NAT, and one that a segment claims does not", () => {
  const { graph, urns } = twoSegments();
  graph.add(ROUTE, "elsewhere", {
    routeTableId: "rtb-0123",
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: ref(urns.webNat as string),
  });
  expect(graph.build().one("address", "web").unknown.egressSegments).toEqual([
    "urn:pulumi:test::shop::aws:ec2/route:Route::elsewhere#routeTableId",
  ]);
  const claimed = twoSegments();
  claimed.graph.add(
    ROUTE,
    "elsewhere",
    { routeTableId: "rtb-0123", destinationCidrBlock: "0.0.0.0/0", natGatewayId: ref(claimed.urns.webNat as string) },
    { parent: claimed.urns.webSegment },
  );
  expect(claimed.graph.build().one("address", "web").unknown.egressSegments).toBeUndefined();
});

test("a way through a transit gateway out of view leaves other segments' addresses undetermined", () => {
  const { graph, urns } = twoSegments();
  graph.add(ROUTE, "transit", {
    routeTableId: ref(urns.emailTable as string),
    destinationCidrBlock: "0.0.0.0/0",
    transitGatewayId: "tgw-0123",
  });
  const built = graph.build();
  expect(built.one("address", "web").unknown.egressSegments).toEqual([
    "urn:pulumi:test::shop::aws:ec2/route:Route::transit#transitGatewayId",
  ]);
  expect(built.one("address", "email").unknown.egressSegments).toBeUndefined();
});

test("an address without pool is the cloud's, and one from a pool is undetermined until it is known", () => {
  const graph = new GraphBuilder();
  graph.block();
  graph.add(EIP, "cloud", {});
  graph.add(EIP, "amazon", { publicIpv4Pool: "amazon" });
  graph.add(EIP, "pooled", { publicIpv4Pool: "ipv4pool-ec2-1" });
  graph.add(EIP, "hidden", { address: UNKNOWN });
  graph.add(EIP, "deployed", {}, { outputs: { publicIp: "203.0.113.9" } });
  const built = graph.build();
  expect(built.all("address").map((fact) => [fact.leased, Object.keys(fact.unknown)])).toEqual([
    [false, []],
    [false, []],
    [null, ["address", "leased", "segments", "purpose"]],
    [null, ["address", "leased", "segments", "purpose"]],
    // Its reverse zone is out of view.
    [true, ["ptrNames"]],
  ]);
});

test("a prefix wins over a spoofed tag, and both are reported as conflicting", () => {
  const graph = new GraphBuilder();
  graph.block();
  graph.segment("web", { prefixes: ["203.0.113.0/26"] });
  graph.segment("email", { prefixes: ["203.0.113.64/26"] });
  graph.add(EIP, "spoofed", {
    address: "203.0.113.65",
    tags: { "leasehold:segment": "web", "leasehold:lease": "acme" },
  });
  expect(graph.build().one("address", "spoofed")).toMatchObject({
    segments: ["acme/email"],
    conflicting: ["acme/email", "acme/web"],
    purpose: "email",
  });
});

test("a purpose stands for a segment only where the lease declares none", () => {
  const graph = new GraphBuilder();
  graph.block();
  graph.add(EIP, "tagged", { address: "203.0.113.1", tags: { "leasehold:segment": "web" } });
  const built = graph.build();
  expect(built.one("address", "tagged")).toMatchObject({ segments: ["acme/web"], purpose: "web" });
  expect(built.one("segment")).toMatchObject({ lease: "acme", segment: "web", purpose: "web" });
  graph.segment("mail", { purpose: "email" });
  const declared = graph.build();
  expect(declared.one("address", "tagged").segments).toEqual([]);
  expect(declared.one("reference", "names-segment")).toMatchObject({ text: "web", declared: false });
});

test("a released lease in the register makes a mention orphaned, unless an active lease holds the space again", () => {
  const released = leaseOf({ id: "old", prefix: "198.51.100.0/24", status: "released" });
  const graph = new GraphBuilder();
  graph.add("aws:ec2/managedPrefixList:ManagedPrefixList", "partners", { entries: [{ cidr: "198.51.100.7/32" }] });
  expect(graph.build(registerOf(released)).one("reference")).toMatchObject({
    relation: "refers",
    lease: "old",
    text: "198.51.100.7/32",
    property: "entries[0].cidr",
    leaseStatus: "released",
    activeLease: null,
  });
  const again = leaseOf({ id: "new", prefix: "198.51.100.0/22" });
  expect(graph.build(registerOf(released, again)).one("reference")).toMatchObject({ lease: "new", activeLease: "new" });
});

test("what a plan deletes is not declared any more", () => {
  const graph = new GraphBuilder();
  graph.block();
  graph.add(EIP, "gone", { address: "203.0.113.1" }, { operation: "delete" });
  expect(graph.build().all("address")).toEqual([]);
});
