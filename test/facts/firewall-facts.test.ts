import { UNKNOWN } from "../../graph/resource";
import { GraphBuilder, type Inputs, ref } from "./graph-builder";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const TAGS = { "leasehold:lease": "acme", "leasehold:segment": "web" };

function web(rules: Inputs[], more: (graph: GraphBuilder, group: string) => void = () => undefined) {
  const graph = new GraphBuilder();
  graph.block();
  graph.segment("web", { prefixes: ["203.0.113.0/26"] });
  const group = graph.add(GROUP, "group", { tags: TAGS });
  rules.forEach((rule, index) => {
    graph.add(RULE, `rule-${index}`, { securityGroupId: ref(group), ipProtocol: "tcp", ...rule });
  });
  more(graph, group);
  return graph.build();
}

test("a rule belongs to its group's segment", () => {
  expect(web([{ fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }]).one("firewall-rule")).toMatchObject({
    segments: ["acme/web"],
    purpose: "web",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    destinations: ["0.0.0.0/0"],
    beyondPrivate: true,
    allowlist: null,
    egress: [{ family: 4, widePorts: 1, share: 1 }],
    unknown: {},
  });
});

test("split halves are wide together, and no rule alone is", () => {
  const halves = ["0.0.0.0/1", "128.0.0.0/1"].map((cidrIpv4) => ({ ipProtocol: "-1", cidrIpv4 }));
  const quarters = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2"].map((cidrIpv4) => ({ ipProtocol: "-1", cidrIpv4 }));
  expect(web(halves).one("segment").egress).toMatchObject([{ widePorts: 65536, share: 1, byOneRule: true }]);
  expect(web(quarters).one("segment").egress).toMatchObject([{ widePorts: 65536, share: 0.75, byOneRule: false }]);
});

test("private destinations reach nothing beyond, mapped ones are read as IPv4", () => {
  expect(web([{ fromPort: 5432, toPort: 5432, cidrIpv4: "10.0.0.0/8" }]).one("firewall-rule").beyondPrivate).toBe(
    false,
  );
  expect(web([{ fromPort: 25, toPort: 25, cidrIpv6: "::ffff:192.0.2.1/128" }]).one("firewall-rule")).toMatchObject({
    destinations: ["192.0.2.1/32"],
    beyondPrivate: true,
  });
});

test("a list in view is expanded and is an allowlist, unless it lists the internet or nobody knows it all", () => {
  const allowlist = (...cidrs: (string | typeof UNKNOWN)[]) =>
    web([], (graph, group) => {
      const list = graph.add(LIST, "list", { name: "partners", entries: cidrs.map((cidr) => ({ cidr })) });
      graph.add(RULE, "rule", {
        securityGroupId: ref(group),
        ipProtocol: "tcp",
        fromPort: 25,
        toPort: 25,
        prefixListId: ref(list),
      });
    }).one("firewall-rule");
  expect(allowlist("192.0.2.0/24")).toMatchObject({ allowlist: "partners", destinations: ["192.0.2.0/24"] });
  expect(allowlist("0.0.0.0/2").allowlist).toBeNull();
  expect(allowlist("192.0.2.0/24", UNKNOWN)).toMatchObject({ allowlist: null });
  expect(allowlist("192.0.2.0/24", UNKNOWN).unknown.destinations).toHaveLength(1);
});

test("a CIDR inside a list in view is inside an allowlist", () => {
  const built = web([{ fromPort: 3306, toPort: 3306, cidrIpv4: "192.0.2.7/32" }], (graph) =>
    graph.add(LIST, "list", { name: "partners", entries: [{ cidr: "192.0.2.0/24" }] }),
  );
  expect(built.one("firewall-rule").allowlist).toBe("partners");
});

test("a list out of view is unknown by the property that names it", () => {
  const fact = web([{ prefixListId: "pl-1" }]).one("firewall-rule");
  expect(fact.unknown.destinations).toEqual([`${fact.resource}#prefixListId`]);
  expect(fact.unknown.egress).toBeDefined();
});

test("what is unknown is undetermined only where it could be wide", () => {
  const narrow = web([{ cidrIpv4: "192.0.2.0/24", fromPort: UNKNOWN, toPort: UNKNOWN }]);
  expect(narrow.one("firewall-rule").unknown.egress).toBeUndefined();
  expect(narrow.one("segment").unknown.egress).toBeUndefined();
  const onePort = web([{ cidrIpv4: UNKNOWN, fromPort: 443, toPort: 443 }]);
  expect(onePort.one("segment").unknown.egress).toBeUndefined();
  const wide = web([{ cidrIpv4: UNKNOWN, fromPort: 0, toPort: 65535 }]);
  expect(wide.one("segment").unknown.egress).toEqual([`${wide.one("firewall-rule").resource}#cidrIpv4`]);
});

test("a group counts for the segment of the host that has it, whatever its tag says", () => {
  const graph = new GraphBuilder();
  graph.block();
  const subnet = graph.add("aws:ec2/subnet:Subnet", "mail", { vpcId: "vpc-1" });
  graph.segment("web");
  graph.segment("email", { subnets: [ref(subnet)] });
  const group = graph.add(GROUP, "group", { tags: TAGS, egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }] });
  graph.add("aws:ec2/instance:Instance", "host", { subnetId: ref(subnet), vpcSecurityGroupIds: [ref(group)] });
  const built = graph.build();
  expect(built.one("firewall-rule")).toMatchObject({ segments: ["acme/email", "acme/web"], purpose: "web" });
  expect(built.one("segment", "email").egress).toMatchObject([{ widePorts: 65536 }]);
});

test("a group given by id on a host leaves its segment's egress undetermined", () => {
  const graph = new GraphBuilder();
  graph.block();
  const subnet = graph.add("aws:ec2/subnet:Subnet", "web", { vpcId: "vpc-1" });
  graph.segment("web", { subnets: [ref(subnet)] });
  const host = graph.add("aws:ec2/instance:Instance", "host", { subnetId: ref(subnet), vpcSecurityGroupIds: ["sg-1"] });
  expect(graph.build().one("segment").unknown.egress).toEqual([`${host}#securityGroups`]);
});

test("a network ACL counts only where the segment has no security group", () => {
  const build = (withGroup: boolean) => {
    const graph = new GraphBuilder();
    graph.block();
    const subnet = graph.add("aws:ec2/subnet:Subnet", "web", { vpcId: "vpc-1" });
    graph.segment("web", { subnets: [ref(subnet)] });
    graph.add("aws:ec2/networkAcl:NetworkAcl", "acl", {
      subnetIds: [ref(subnet)],
      egress: [{ action: "allow", protocol: "-1", ruleNo: 100, cidrBlock: "0.0.0.0/0" }],
    });
    if (withGroup) graph.add(GROUP, "group", { tags: TAGS });
    return graph.build();
  };
  expect(build(false).one("firewall-rule")).toMatchObject({ protocol: "all", fromPort: 0, toPort: 65535 });
  expect(build(true).all("firewall-rule")).toEqual([]);
});
