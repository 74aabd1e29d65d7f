import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";

test("inline egress entries and entries of their own are read with number and action", () => {
  const { egressRules, firewalls } = observe((graph) => {
    const acl = graph.add(ACL, "one", {
      subnetIds: ["subnet-1"],
      egress: [{ action: "deny", protocol: "-1", ruleNo: 90, cidrBlock: "192.0.2.0/24", fromPort: 0, toPort: 0 }],
    });
    graph.add(RULE, "allow", {
      networkAclId: ref(acl),
      egress: true,
      ruleAction: "allow",
      ruleNumber: 100,
      protocol: "-1",
      cidrBlock: "0.0.0.0/0",
    });
  });
  expect(firewalls).toMatchObject([{ kind: "network-acl", subnets: { keys: ["subnet-1"] } }]);
  expect(egressRules.map(({ order, allow }) => [order, allow])).toEqual([
    [90, false],
    [100, true],
  ]);
});

test("an action that nobody knows may allow, and ingress says nothing about egress", () => {
  expect(
    observeOne(RULE, { networkAclId: "acl-1", egress: true, ruleAction: UNKNOWN, protocol: "tcp" }).egressRules[0]
      ?.allow,
  ).toBe(true);
  expect(observeOne(RULE, { networkAclId: "acl-1", egress: UNKNOWN, protocol: "tcp" }).egressRules).toHaveLength(1);
  expect(observeOne(RULE, { networkAclId: "acl-1", protocol: "tcp" }).egressRules).toEqual([]);
});

test("subnets are guarded by an association too", () => {
  const type = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
  expect(observeOne(type, { networkAclId: "acl-1", subnetId: "subnet-1" }).firewallSubnets).toMatchObject([
    { resource: { urn: urnOf(type) }, firewalls: { keys: ["acl-1"] }, subnets: { keys: ["subnet-1"] } },
  ]);
});
