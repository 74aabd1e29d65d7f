import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment";
const NIC = "aws:ec2/networkInterface:NetworkInterface";

test("an attachment joins interface and instance", () => {
  const { hostLinks } = observe((graph) => {
    const nic = graph.add(NIC, "nic");
    graph.add(TYPE, "one", { instanceId: "i-1", networkInterfaceId: ref(nic), deviceIndex: 1 });
  });
  expect(hostLinks).toMatchObject([{ instances: { keys: ["i-1"] }, interfaces: { keys: [urnOf(NIC, "nic")] } }]);
});

test("an instance that nobody knows is an unknown path", () => {
  expect(
    observeOne(TYPE, { instanceId: UNKNOWN, networkInterfaceId: "eni-1" }).hostLinks[0]?.instances.unknown,
  ).toHaveLength(1);
});

test("an interface named by a deployed id is the one in view", () => {
  const { hostLinks } = observe((graph) => {
    graph.add(NIC, "nic", {}, { id: "eni-1" });
    graph.add(TYPE, "one", { instanceId: "i-1", networkInterfaceId: "eni-1" });
  });
  expect(hostLinks[0]?.interfaces.keys).toEqual([urnOf(NIC, "nic")]);
});
