import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/eipAssociation:EipAssociation";
const EIP = "aws:ec2/eip:Eip";

test("an association joins an address and an interface that are yet to be created", () => {
  const { uses } = observe((graph) => {
    const eip = graph.add(EIP, "eip", { address: "203.0.113.9" });
    const nic = graph.add("aws:ec2/networkInterface:NetworkInterface", "nic");
    graph.add(TYPE, "one", { allocationId: ref(eip), networkInterfaceId: ref(nic) });
  });
  expect(uses).toMatchObject([{ as: "interface", addresses: { keys: [urnOf(EIP, "eip")], unknown: [] } }]);
});

test("an address named by its digits instead of its allocation is the same address", () => {
  const { uses } = observe((graph) => {
    graph.add(EIP, "eip", { address: "203.0.113.9" });
    graph.add(TYPE, "one", { publicIp: "203.0.113.9", instanceId: "i-0123" });
  });
  expect(uses[0]?.addresses.keys).toEqual([urnOf(EIP, "eip")]);
});

test("an allocation that nobody knows is an unknown path", () => {
  const { uses } = observeOne(TYPE, { allocationId: UNKNOWN, instanceId: "i-0123" });
  expect(uses[0]?.addresses).toEqual({ keys: [], unknown: [`${urnOf(TYPE)}#allocationId`] });
});
