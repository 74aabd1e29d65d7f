import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const NAT = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";

test("primary, secondary and zonal addresses are all the gateway's", () => {
  const { uses } = observe((graph) => {
    const [a, b, c] = ["a", "b", "c"].map((name) => graph.add(EIP, name)) as [string, string, string];
    graph.add(NAT, "one", {
      allocationId: ref(a),
      secondaryAllocationIds: [ref(b)],
      availabilityZoneAddresses: [{ availabilityZone: "us-east-1a", allocationIds: [ref(c)] }],
    });
  });
  expect(uses[0]).toMatchObject({
    as: "nat",
    addresses: { keys: ["a", "b", "c"].map((name) => urnOf(EIP, name)), unknown: [] },
  });
});

test("a list of addresses that nobody knows is an unknown path beside the known ones", () => {
  const { uses } = observeOne(NAT, { allocationId: "eipalloc-1", secondaryAllocationIds: UNKNOWN });
  expect(uses[0]?.addresses).toEqual({ keys: ["eipalloc-1"], unknown: [`${urnOf(NAT)}#secondaryAllocationIds`] });
});

test("a private gateway leaves with no public address", () => {
  expect(observeOne(NAT, { connectivityType: "private", subnetId: "subnet-1" }).nats).toEqual([]);
  expect(observeOne(NAT, { connectivityType: UNKNOWN, subnetId: "subnet-1" }).nats).toHaveLength(1);
});
