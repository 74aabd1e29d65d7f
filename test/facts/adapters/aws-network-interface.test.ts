import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const NIC = "aws:ec2/networkInterface:NetworkInterface";
const INSTANCE = "aws:ec2/instance:Instance";

test("an interface stands in its subnet and belongs to the instance that it is attached to", () => {
  const { hosts, hostLinks } = observe((graph) => {
    const host = graph.add(INSTANCE, "host");
    graph.add(NIC, "one", {
      subnetId: "subnet-1",
      securityGroups: ["sg-1"],
      attachments: [{ deviceIndex: 1, instance: ref(host) }],
    });
  });
  expect(hosts.at(-1)).toMatchObject({
    kind: "interface",
    subnets: { keys: ["subnet-1"] },
    securityGroups: { keys: ["sg-1"] },
  });
  expect(hostLinks).toMatchObject([{ instances: { keys: [urnOf(INSTANCE, "host")] } }]);
});

test("a subnet that nobody knows is an unknown path", () => {
  expect(observeOne(NIC, { subnetId: UNKNOWN }).hosts[0]?.subnets.unknown).toEqual([`${urnOf(NIC)}#subnetId`]);
});

test("an interface without the source check is a NAT's", () => {
  expect(observeOne(NIC, { subnetId: "subnet-1", sourceDestCheck: false }).hosts[0]?.forwards).toBe(true);
});
