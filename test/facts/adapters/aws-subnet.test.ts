import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const SUBNET = "aws:ec2/subnet:Subnet";

test("both families of a subnet are read", () => {
  const { subnets } = observeOne(SUBNET, {
    vpcId: "vpc-1",
    cidrBlock: "10.0.0.0/24",
    ipv6CidrBlock: "2001:db8:1::/64",
  });
  expect(subnets[0]).toMatchObject({
    vpc: { keys: ["vpc-1"] },
    isDefault: false,
    prefixes: [{ family: 4 }, { family: 6 }],
  });
});

test("a VPC that nobody knows is an unknown path", () => {
  expect(observeOne(SUBNET, { vpcId: UNKNOWN }).subnets[0]?.vpc.unknown).toEqual([`${urnOf(SUBNET)}#vpcId`]);
});

test("upper-case and uncompressed IPv6 is the same prefix", () => {
  const { subnets } = observeOne(SUBNET, {
    vpcId: "vpc-1",
    ipv6CidrBlock: "2001:0DB8:0001:0000:0000:0000:0000:0000/64",
  });
  expect(subnets[0]?.prefixes).toEqual(
    observeOne(SUBNET, { vpcId: "vpc-1", ipv6CidrBlock: "2001:db8:1::/64" }).subnets[0]?.prefixes,
  );
});

test("a default subnet was there before, with a table of its own", () => {
  const { subnets } = observe((graph) => {
    const vpc = graph.add("aws:ec2/defaultVpc:DefaultVpc", "vpc");
    graph.add("aws:ec2/defaultSubnet:DefaultSubnet", "one", { vpcId: ref(vpc) });
  });
  expect(subnets[0]?.isDefault).toBe(true);
});
