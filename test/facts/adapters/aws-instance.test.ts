import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const INSTANCE = "aws:ec2/instance:Instance";
const NIC = "aws:ec2/networkInterface:NetworkInterface";

test("an instance stands in its subnet with its firewalls and interfaces", () => {
  const { hosts, hostLinks } = observe((graph) => {
    const nic = graph.add(NIC, "nic");
    graph.add(INSTANCE, "one", {
      subnetId: "subnet-1",
      vpcSecurityGroupIds: ["sg-1"],
      networkInterfaces: [{ deviceIndex: 1, networkInterfaceId: ref(nic) }],
    });
  });
  expect(hosts.at(-1)).toMatchObject({
    kind: "instance",
    subnets: { keys: ["subnet-1"] },
    securityGroups: { keys: ["sg-1"] },
    forwards: false,
  });
  expect(hostLinks).toMatchObject([{ interfaces: { keys: [urnOf(NIC, "nic")] } }]);
});

test("firewalls that nobody knows are an unknown path", () => {
  expect(observeOne(INSTANCE, { vpcSecurityGroupIds: UNKNOWN }).hosts[0]?.securityGroups.unknown).toHaveLength(1);
});

test("an instance without the source check forwards for others, also when the switch is text", () => {
  expect(observeOne(INSTANCE, { sourceDestCheck: false }).hosts[0]?.forwards).toBe(true);
  expect(observeOne(INSTANCE, { sourceDestCheck: "false" }).hosts[0]?.forwards).toBe(true);
  expect(observeOne(INSTANCE, { sourceDestCheck: UNKNOWN }).hosts[0]?.forwards).toBe(false);
});
