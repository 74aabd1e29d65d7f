import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

test("an egress rule belongs to its group", () => {
  const { egressRules } = observe((graph) => {
    const group = graph.add(GROUP, "group");
    graph.add(TYPE, "one", {
      type: "egress",
      securityGroupId: ref(group),
      protocol: "udp",
      fromPort: 53,
      toPort: 53,
      cidrBlocks: ["192.0.2.53/32"],
    });
  });
  expect(egressRules).toMatchObject([{ firewalls: { keys: [urnOf(GROUP, "group")] }, protocol: { value: "udp" } }]);
});

test("a direction that nobody knows may be egress, and ingress is none", () => {
  expect(observeOne(TYPE, { type: UNKNOWN, securityGroupId: "sg-1", protocol: "tcp" }).egressRules).toHaveLength(1);
  expect(observeOne(TYPE, { type: "ingress", securityGroupId: "sg-1", protocol: "tcp" }).egressRules).toEqual([]);
});

test("ports turned round are the same range", () => {
  const { egressRules } = observeOne(TYPE, {
    type: "egress",
    securityGroupId: "sg-1",
    protocol: "tcp",
    fromPort: 65535,
    toPort: 0,
  });
  expect(egressRules[0]?.ports.value).toEqual({ from: 0, to: 65535 });
});
