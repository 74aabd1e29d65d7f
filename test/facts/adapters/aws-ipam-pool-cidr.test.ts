import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const POOL = "aws:ec2/vpcIpamPool:VpcIpamPool";

test("a pool's space is known by the pool", () => {
  const { poolCidrs } = observe((graph) => {
    const pool = graph.add(POOL, "pool");
    graph.add(TYPE, "one", { ipamPoolId: ref(pool), cidr: "203.0.113.0/24" });
  });
  expect(poolCidrs).toMatchObject([{ pools: { keys: [urnOf(POOL, "pool")] }, prefix: { value: { length: 24 } } }]);
});

test("space that nobody knows is undetermined", () => {
  expect(observeOne(TYPE, { ipamPoolId: "ipam-pool-1", cidr: UNKNOWN }).poolCidrs[0]?.prefix.unknown).toHaveLength(1);
});

test("an allocation from a pool holds its space without being the pool's", () => {
  const seen = observeOne("aws:ec2/vpcIpamPoolCidrAllocation:VpcIpamPoolCidrAllocation", {
    ipamPoolId: "p",
    cidr: "203.0.113.0/28",
  });
  expect(seen.poolCidrs).toEqual([]);
  expect(seen.holdings).toHaveLength(1);
});
