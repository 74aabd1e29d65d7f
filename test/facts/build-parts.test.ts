import { UNKNOWN } from "../../graph/resource";
import { GraphBuilder, leaseOf, ref, registerOf } from "./graph-builder";

const EIP = "aws:ec2/eip:Eip";
const PTR = "cloudflare:index/dnsRecord:DnsRecord";

test("a lease knows its holders, its days and the leases that overlap it", () => {
  const graph = new GraphBuilder();
  const block = graph.block();
  const segment = graph.segment("web", { prefixes: ["203.0.113.0/26"] }, { parent: block });
  const eip = graph.add(EIP, "eip", { address: "203.0.113.1" });
  const other = leaseOf({ id: "other", prefix: "203.0.112.0/23", term: { start: "2027-01-01", end: "2027-12-31" } });
  const fact = graph.build(registerOf(other)).one("lease", "lease:acme");
  expect(fact).toMatchObject({
    declaredBy: "program",
    daysUntilEnd: 213,
    daysSinceStart: 151,
    holders: [eip, segment].sort(),
    holderCount: 2,
    overlapping: [{ lease: "other", prefix: "203.0.112.0/23", termsOverlap: false }],
  });
});

test("segments that only the register records hold their lease as well", () => {
  const recorded = leaseOf({ segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.0/26"] }] });
  expect(new GraphBuilder().build(registerOf(recorded)).one("lease")).toMatchObject({ holders: [], holderCount: 1 });
});

test("parts of a lease that nobody knows are named by field, and a block without identity is opaque", () => {
  const graph = new GraphBuilder();
  graph.add("leasehold:index:LeasedBlock", "block", {
    lease: { ...(leaseOf() as never as Record<string, never>), owner: { team: UNKNOWN, contact: "x" } },
  });
  const fact = graph.build().one("lease");
  expect(fact.unknown).toEqual({ "declaration.owner": [`${fact.resource}#lease.owner.team`] });
  const hidden = new GraphBuilder();
  hidden.add("leasehold:index:LeasedBlock", "block", { lease: UNKNOWN });
  expect(hidden.build().all("lease")).toEqual([]);
  expect(hidden.build().one("opaque")).toMatchObject({ what: "lease" });
});

test("a lease that does not parse is a problem that names the field and not the value", () => {
  const graph = new GraphBuilder();
  graph.add("leasehold:index:LeasedBlock", "block", {
    lease: { ...(leaseOf() as never as Record<string, never>), status: "hunter2" },
  });
  const { problems } = graph.build();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("lease.status");
  expect(problems[0]).not.toContain("hunter2");
});

test("segments tell what lies outside every lease and which others overlap", () => {
  const graph = new GraphBuilder();
  graph.block();
  graph.segment("web", { prefixes: ["203.0.113.0/25", "198.51.100.0/28"] });
  graph.segment("email", { prefixes: ["203.0.113.64/26"], purpose: UNKNOWN });
  const built = graph.build();
  expect(built.one("segment", "web")).toMatchObject({
    outside: ["198.51.100.0/28"],
    overlapping: [{ lease: "acme", segment: "email", prefix: "203.0.113.0/25" }],
  });
  expect(built.one("segment", "email").unknown.purpose).toHaveLength(1);
});

test("a PTR is joined to its address; one for space that nobody has is dangling unless an address may yet be it", () => {
  const graph = new GraphBuilder();
  graph.block({ reverseDns: { responsibility: "lessee" } });
  graph.add(EIP, "eip", { address: "203.0.113.9" });
  for (const octet of [9, 10]) {
    graph.add(PTR, `ptr-${octet}`, {
      zoneId: "z",
      name: `${octet}.113.0.203.in-addr.arpa`,
      type: "PTR",
      content: `h${octet}.example.com`,
    });
  }
  const built = graph.build();
  expect(built.one("address")).toMatchObject({ ptrNames: ["h9.example.com"], reverseDnsBy: "lessee" });
  expect(built.one("reverse-name", "ptr-9").allocated).toBe(true);
  expect(built.one("reverse-name", "ptr-10")).toMatchObject({ allocated: false, segments: [], unknown: {} });
  graph.add(EIP, "pooled", { publicIpv4Pool: "ipv4pool-ec2-1" });
  expect(graph.build().one("reverse-name", "ptr-10").unknown.allocated).toHaveLength(1);
});

test("an address without PTR is undetermined while its reverse zone is out of view", () => {
  const graph = new GraphBuilder();
  graph.block();
  const eip = graph.add(EIP, "eip", { address: "203.0.113.9" });
  expect(graph.build().one("address").unknown.ptrNames).toEqual([`${eip}#ptrRecord`]);
  graph.add("aws:route53/zone:Zone", "zone", { name: "113.0.203.IN-ADDR.ARPA." });
  expect(graph.build().one("address").unknown).toEqual({});
});

test("a NAT instance lets its segment out with its address, and is not an instance that holds one", () => {
  const graph = new GraphBuilder();
  graph.block();
  const vpc = graph.add("aws:ec2/vpc:Vpc", "vpc");
  const subnets = ["web", "email"].map((name) => {
    const subnet = graph.add("aws:ec2/subnet:Subnet", name, { vpcId: ref(vpc) });
    graph.segment(name, { subnets: [ref(subnet)] });
    return subnet;
  });
  const nic = graph.add("aws:ec2/networkInterface:NetworkInterface", "nic", {
    subnetId: "subnet-1",
    sourceDestCheck: false,
  });
  graph.add("aws:ec2/instance:Instance", "nat", {
    networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: ref(nic) }],
  });
  graph.add(EIP, "eip", { address: "203.0.113.9", networkInterface: ref(nic) });
  const table = graph.add("aws:ec2/routeTable:RouteTable", "table", {
    vpcId: ref(vpc),
    routes: [{ cidrBlock: "0.0.0.0/0", networkInterfaceId: ref(nic) }],
  });
  subnets.forEach((subnet, index) => {
    graph.add("aws:ec2/routeTableAssociation:RouteTableAssociation", `a${index}`, {
      subnetId: ref(subnet),
      routeTableId: ref(table),
    });
  });
  const fact = graph.build().one("address");
  expect(fact.usedBy).toMatchObject([{ as: "nat-instance" }]);
  expect(fact.egressSegments.map(({ key }) => key)).toEqual(["acme/email", "acme/web"]);
});

test("a transit gateway in view is followed by the table of its attachment", () => {
  const graph = new GraphBuilder();
  graph.block();
  const [spoke, hub] = ["spoke", "hub"].map((name) => graph.add("aws:ec2/vpc:Vpc", name)) as [string, string];
  const gateway = graph.add("aws:ec2transitgateway/transitGateway:TransitGateway", "tgw");
  const attach = (name: string, vpc: string, subnet: string) =>
    graph.add("aws:ec2transitgateway/vpcAttachment:VpcAttachment", name, {
      transitGatewayId: ref(gateway),
      vpcId: ref(vpc),
      subnetIds: [ref(subnet)],
    });
  const table = (name: string, vpc: string, subnet: string, target: Record<string, ReturnType<typeof ref>>) => {
    const urn = graph.add("aws:ec2/routeTable:RouteTable", name, {
      vpcId: ref(vpc),
      routes: [{ cidrBlock: "0.0.0.0/0", ...target }],
    });
    graph.add("aws:ec2/routeTableAssociation:RouteTableAssociation", name, {
      subnetId: ref(subnet),
      routeTableId: ref(urn),
    });
  };
  const workload = graph.add("aws:ec2/subnet:Subnet", "workload", { vpcId: ref(spoke) });
  const transit = graph.add("aws:ec2/subnet:Subnet", "transit", { vpcId: ref(hub) });
  graph.segment("web", { subnets: [ref(workload)] });
  const eip = graph.add(EIP, "eip", { address: "203.0.113.9" });
  const nat = graph.add("aws:ec2/natGateway:NatGateway", "nat", { allocationId: ref(eip), subnetId: "subnet-1" });
  const out = attach("hub", hub, transit);
  attach("spoke", spoke, workload);
  table("spoke", spoke, workload, { transitGatewayId: ref(gateway) });
  table("hub", hub, transit, { natGatewayId: ref(nat) });
  const routes = graph.add("aws:ec2transitgateway/routeTable:RouteTable", "routes", { transitGatewayId: ref(gateway) });
  graph.add("aws:ec2transitgateway/route:Route", "default", {
    transitGatewayRouteTableId: ref(routes),
    transitGatewayAttachmentId: ref(out),
    destinationCidrBlock: "0.0.0.0/0",
  });
  expect(
    graph
      .build()
      .one("address")
      .egressSegments.map(({ key }) => key),
  ).toEqual(["acme/web"]);
});

test("remote components are opaque where they have to do with leases, and ours where they say nothing", () => {
  const graph = new GraphBuilder();
  graph.block();
  const eip = graph.add(EIP, "eip", { address: "203.0.113.9" });
  graph.add("pkg:index:Proxy", "remote", { address: ref(eip) }, { remote: true });
  graph.add("pkg:index:Proxy", "other", { size: 3 }, { remote: true });
  graph.add("leasehold:index:NatEgress", "nat", {});
  expect(
    graph
      .build()
      .all("opaque")
      .map(({ resource, what }) => [resource?.split("::").at(-1), what]),
  ).toEqual([
    ["remote", "remote"],
    ["nat", "nat"],
  ]);
});

test("ids of facts are unique and stable", () => {
  const build = () => {
    const graph = new GraphBuilder();
    graph.block();
    graph.segment("web", { prefixes: ["203.0.113.0/26"], subnets: ["subnet-1"], vpcId: "vpc-1" });
    graph.add(EIP, "a", { address: "203.0.113.1", tags: { note: "203.0.113.1 203.0.113.1" } });
    graph.add("aws:ec2/natGateway:NatGateway", "nat", { allocationId: "eipalloc-1", secondaryAllocationIds: UNKNOWN });
    return graph.build().facts.map(({ id }) => id);
  };
  expect(new Set(build()).size).toBe(build().length);
  expect(build()).toEqual(build());
});
