import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const VPC = "aws:ec2/vpc:Vpc";

test("space that is given to a VPC is held", () => {
  expect(observeOne(VPC, { ipv6CidrBlock: "2001:db8:1::/56" }).holdings.map(({ property }) => property)).toContain(
    "ipv6CidrBlock",
  );
});

test("space that nobody knows is held by the same property", () => {
  expect(observeOne(VPC, { cidrBlock: UNKNOWN }).holdings.map(({ resource }) => resource.urn)).toContain(urnOf(VPC));
});

test("a block associated apart from its VPC is held too", () => {
  const { holdings } = observe((graph) => {
    const vpc = graph.add(VPC, "vpc");
    graph.add("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "one", {
      vpcId: ref(vpc),
      cidrBlock: "203.0.113.0/24",
    });
  });
  expect(holdings.filter(({ resource }) => resource.name === "one")).not.toEqual([]);
});
