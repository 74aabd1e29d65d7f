import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";

test("one destination each, a list too", () => {
  const { egressRules } = observe((graph) => {
    const list = graph.add(LIST, "list");
    graph.add(TYPE, "one", {
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      prefixListId: ref(list),
    });
  });
  expect(egressRules).toMatchObject([{ firewalls: { keys: ["sg-1"] }, prefixLists: { keys: [urnOf(LIST, "list")] } }]);
});

test("a CIDR and a protocol that nobody knows are unknown paths", () => {
  const rule = observeOne(TYPE, { securityGroupId: "sg-1", ipProtocol: UNKNOWN, cidrIpv4: UNKNOWN }).egressRules[0];
  expect(rule?.unknownDestinations).toEqual([`${urnOf(TYPE)}#cidrIpv4`]);
  expect(rule?.protocol.unknown).toEqual([`${urnOf(TYPE)}#ipProtocol`]);
});

test("port -1 is every port, and icmp has none", () => {
  const ports = (inputs: object) =>
    observeOne(TYPE, { securityGroupId: "sg-1", cidrIpv6: "::/0", ...inputs }).egressRules[0]?.ports;
  expect(ports({ ipProtocol: "tcp", fromPort: -1, toPort: -1 })?.value).toEqual({ from: 0, to: 65535 });
  expect(ports({ ipProtocol: "icmpv6", fromPort: -1, toPort: -1 })).toEqual({ unknown: [] });
});
