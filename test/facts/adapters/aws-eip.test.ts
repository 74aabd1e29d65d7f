import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const EIP = "aws:ec2/eip:Eip";

test("a chosen address is given, and held", () => {
  const { allocations, holdings } = observeOne(EIP, { address: "203.0.113.9" });
  expect(allocations).toMatchObject([{ source: "given", address: { value: { length: 32 }, unknown: [] } }]);
  expect(holdings.map(({ property }) => property)).toEqual(["address"]);
});

test("an address that nobody knows yet is undetermined, and so is one from a pool", () => {
  const address = observeOne(EIP, { address: UNKNOWN }).allocations[0];
  expect(address).toMatchObject({ source: "given", address: { unknown: [`${urnOf(EIP)}#address`] } });
  for (const pool of [{ publicIpv4Pool: UNKNOWN }, { ipamPoolId: "ipam-pool-1" }] as const) {
    expect(observeOne(EIP, pool).allocations[0]).toMatchObject({
      source: "pool",
      address: { unknown: [`${urnOf(EIP)}#publicIp`] },
    });
  }
});

test("text that is no address is undetermined, never the cloud's", () => {
  expect(observeOne(EIP, { address: "203.0.113.009" }).allocations[0]?.address.unknown).toHaveLength(1);
});

test("AWS's own pool by name is the cloud's, and so is an Outpost's", () => {
  expect(observeOne(EIP, { publicIpv4Pool: "amazon" }).allocations[0]?.source).toBe("cloud");
  expect(observeOne(EIP, { customerOwnedIpv4Pool: "ipv4pool-coip-1", ipamPoolId: "p" }).allocations[0]?.source).toBe(
    "cloud",
  );
});

test("an attachment in the address's own declaration is a use", () => {
  const { uses } = observe((graph) => {
    const instance = graph.add("aws:ec2/instance:Instance", "host");
    graph.add(EIP, "one", { address: "203.0.113.9", instance: ref(instance) });
  });
  expect(uses).toMatchObject([{ as: "instance", users: { keys: [urnOf("aws:ec2/instance:Instance", "host")] } }]);
});
