import { UNKNOWN } from "../../graph/resource";
import { GraphBuilder, ref } from "./graph-builder";

const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const VPC = "aws:ec2/vpc:Vpc";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

function withSubnet(inputs: (vpc: string) => Parameters<GraphBuilder["add"]>[2] = (vpc) => ({ vpcId: ref(vpc) })) {
  const graph = new GraphBuilder();
  graph.block();
  const vpc = graph.add(VPC, "vpc");
  const subnet = graph.add(SUBNET, "workload", inputs(vpc));
  graph.segment("web", { subnets: [ref(subnet)], prefixes: ["203.0.113.0/26"] });
  return { graph, vpc, subnet };
}

test("an internet route in the subnet's own table is a bypass", () => {
  const { graph, vpc, subnet } = withSubnet();
  const gateway = graph.add("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: ref(vpc) });
  const table = graph.add(TABLE, "table", {
    vpcId: ref(vpc),
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref(gateway) }],
  });
  graph.add(ASSOCIATION, "one", { subnetId: ref(subnet), routeTableId: ref(table) });
  expect(graph.build().one("subnet")).toMatchObject({
    claims: [{ by: "subnets", lease: "acme", segment: "web" }],
    internetGatewayRoute: true,
    via: [table],
  });
});

test("a detour over the main table is a bypass as well", () => {
  const { graph, vpc } = withSubnet();
  const table = graph.add(TABLE, "table", {
    vpcId: ref(vpc),
    routes: [{ cidrBlock: "0.0.0.0/1", gatewayId: "igw-1" }],
  });
  graph.add("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
    vpcId: ref(vpc),
    routeTableId: ref(table),
  });
  expect(graph.build().one("subnet").internetGatewayRoute).toBe(true);
});

test("a route that is added to a VPC's main table by its id is one of its subnets'", () => {
  const { graph, vpc } = withSubnet();
  graph.add("aws:ec2/route:Route", "extra", {
    routeTableId: ref(vpc),
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: "igw-1",
  });
  expect(graph.build().one("subnet").internetGatewayRoute).toBe(true);
});

test("a VPC that the program makes has an empty main table", () => {
  expect(withSubnet().graph.build().one("subnet")).toMatchObject({ internetGatewayRoute: false, unknown: {} });
});

test("the main table of a VPC out of view, of one that is read, and of the default VPC, is out of view", () => {
  expect(
    withSubnet(() => ({ vpcId: "vpc-1" }))
      .graph.build()
      .one("subnet").internetGatewayRoute,
  ).toBeNull();
  const graph = new GraphBuilder();
  graph.block();
  const read = graph.add(VPC, "read", {}, { id: "vpc-1", operation: "read" });
  const own = graph.add("aws:ec2/defaultVpc:DefaultVpc", "default");
  const subnets = [read, own].map((vpc, index) => graph.add(SUBNET, `s${index}`, { vpcId: ref(vpc) }));
  graph.segment("web", { subnets: subnets.map(ref) });
  const facts = graph.build().all("subnet");
  expect(facts.map(({ internetGatewayRoute }) => internetGatewayRoute)).toEqual([null, null]);
  expect(facts.map(({ unknown }) => unknown.internetGatewayRoute)).toEqual(subnets.map((urn) => [`${urn}#vpcId`]));
});

test("subnets that nobody knows make a fact of their own", () => {
  const graph = new GraphBuilder();
  graph.block();
  graph.segment("web", { subnets: UNKNOWN });
  expect(graph.build().one("subnet")).toMatchObject({ lease: "acme", segment: "web", internetGatewayRoute: null });
});

test("a NAT in a subnet makes it no workload's, until something else runs there", () => {
  const build = (more: boolean) => {
    const graph = new GraphBuilder();
    graph.block();
    const vpc = graph.add(VPC, "vpc");
    const tags = { "leasehold:lease": "acme", "leasehold:segment": "web" };
    const subnet = graph.add(SUBNET, "public", { vpcId: ref(vpc), tags });
    graph.segment("web", { prefixes: ["203.0.113.0/26"] });
    graph.add("aws:ec2/natGateway:NatGateway", "nat", { subnetId: ref(subnet), allocationId: "eipalloc-1", tags });
    if (more)
      graph.add("aws:ecs/service:Service", "service", {
        subnets: [ref(subnet)],
        networkConfiguration: { subnets: [ref(subnet)] },
      });
    return graph.build().one("subnet", "public");
  };
  expect(build(false).hostsNatOnly).toBe(true);
  expect(build(true).hostsNatOnly).toBe(false);
});

test("an IPv6 prefix claims a subnet before its tag does", () => {
  const graph = new GraphBuilder();
  graph.block({ id: "acme", prefix: "2001:db8::/32" });
  graph.segment("web", { prefixes: ["2001:db8:1::/48"] });
  graph.segment("email", { prefixes: ["2001:db8:2::/48"] });
  graph.add(SUBNET, "six", {
    vpcId: "vpc-1",
    ipv6CidrBlock: "2001:db8:1:5::/64",
    tags: { "leasehold:segment": "email", "leasehold:lease": "acme" },
  });
  const built = graph.build();
  expect(built.one("subnet")).toMatchObject({ segment: "web", conflicting: ["acme/email", "acme/web"] });
  expect(built.one("address")).toMatchObject({
    address: "2001:db8:1:5::/64",
    leased: true,
    segments: ["acme/web"],
    usedBy: [],
  });
});
