import fc from "fast-check";
import { EgressPool } from "../../../components/egress-pool/egress-pool";
import { EgressSegment } from "../../../components/egress-segment/egress-segment";
import type { NatEgressArgs } from "../../../components/nat-egress/nat-arguments";
import { NatEgress } from "../../../components/nat-egress/nat-egress";
import { exampleBlock, LEASE6, webNat, webPool, webSegment } from "../example-block";
import { type RecordedResource, recordProgram, recordRefusal } from "../record-program";
import { recordRequests } from "../record-requests";

const GATEWAY = "aws:ec2/natGateway:NatGateway";
const ROUTE = "aws:ec2/route:Route";
const TABLE = "aws:ec2/routeTable:RouteTable";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const TAGS = { "leasehold:lease": "office-2026", "leasehold:segment": "web" };

beforeEach(() => {
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

describe("zonal", () => {
  test("each zone has a gateway, a table, the associations of its subnets and a default route", async () => {
    const { one, all } = await recordProgram(() => webNat(["eu-west-1a", "eu-west-1b"]));
    expect(all(GATEWAY).map(({ name }) => name)).toEqual(["nat-eu-west-1a", "nat-eu-west-1b"]);
    expect(one(GATEWAY, "nat-eu-west-1a").inputs).toEqual({
      allocationId: "eipalloc-pool-203.0.113.1",
      secondaryAllocationIds: [],
      subnetId: "public-eu-west-1a",
      connectivityType: "public",
      tags: { Name: "nat-eu-west-1a", ...TAGS },
    });
    expect(one(TABLE, "nat-eu-west-1b-routes").inputs).toEqual({
      vpcId: "vpc-1",
      tags: { Name: "nat-eu-west-1b-routes", ...TAGS },
    });
    expect(one(ASSOCIATION, "nat-eu-west-1b-subnet-eu-west-1b").inputs).toEqual({
      routeTableId: "nat-eu-west-1b-routes-id",
      subnetId: "subnet-eu-west-1b",
    });
    expect(one(ROUTE, "nat-eu-west-1b-default").inputs).toEqual({
      routeTableId: "nat-eu-west-1b-routes-id",
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: "nat-eu-west-1b-id",
    });
  });

  test("more addresses of a zone are secondary ones, with the private addresses that go with them", async () => {
    const { one } = await recordProgram(() => {
      const segment = webSegment();
      const zones = { "eu-west-1a": ["203.0.113.9", "203.0.113.4"] };
      const pool = new EgressPool("pool", { segment, zones, publicIpv4Pool: "p" });
      const zone = { publicSubnetId: "public", privateIps: ["10.0.0.4", "10.0.0.5"] };
      return new NatEgress("nat", { segment, pool, zones: { "eu-west-1a": zone } });
    });
    expect(one(GATEWAY, "nat-eu-west-1a").inputs).toMatchObject({
      allocationId: "eipalloc-pool-203.0.113.9",
      secondaryAllocationIds: ["eipalloc-pool-203.0.113.4"],
      privateIp: "10.0.0.4",
      secondaryPrivateIpAddresses: ["10.0.0.5"],
    });
  });

  test("a gateway is deleted before it is replaced, and the component says that egress pauses then", async () => {
    const { one, request } = await recordRequests(() => webNat(["eu-west-1a"]));
    expect(request("nat-eu-west-1a", GATEWAY).deleteBeforeReplace).toBe(true);
    expect(one(NatEgress.type, "nat").inputs.onReplace).toMatch(/^egress of segment web pauses/);
    expect(request("nat", NatEgress.type).parent).toMatch(/EgressSegment::office-web$/);
  });

  test("existing route tables get the default route, and no table or association is made", async () => {
    const { one, all } = await recordProgram(() => {
      const segment = webSegment();
      const zone = { publicSubnetId: "public", routeTableIds: ["rtb-1", "rtb-2"] };
      return new NatEgress("nat", { segment, pool: webPool(segment), zones: { "eu-west-1a": zone } });
    });
    expect(all(ROUTE).map(({ inputs }) => inputs.routeTableId)).toEqual(["rtb-1", "rtb-2"]);
    expect(one(ROUTE, "nat-eu-west-1a-rtb-2-default").inputs.natGatewayId).toBe("nat-eu-west-1a-id");
    expect([...all(TABLE), ...all(ASSOCIATION)]).toEqual([]);
  });
});

test("regional: one gateway has the addresses chosen for each zone", async () => {
  const { result, one, all } = await recordProgram(() => webNat(["eu-west-1a", "eu-west-1b"], "regional"));
  expect(one(GATEWAY, "nat-regional").inputs).toMatchObject({
    availabilityMode: "regional",
    vpcId: "vpc-1",
    connectivityType: "public",
    availabilityZoneAddresses: [
      { availabilityZone: "eu-west-1a", allocationIds: ["eipalloc-pool-203.0.113.1"] },
      { availabilityZone: "eu-west-1b", allocationIds: ["eipalloc-pool-203.0.113.2"] },
    ],
  });
  expect(all(ROUTE).map(({ inputs }) => inputs.natGatewayId)).toEqual(["nat-regional-id", "nat-regional-id"]);
  expect(result.natGatewayIds).toHaveLength(1);
});

test("instance: the team's own interface gets the addresses and the default route", async () => {
  const { result, one, all } = await recordProgram(() => webNat(["eu-west-1a"], "instance"));
  expect(all(GATEWAY)).toEqual([]);
  expect(one("aws:ec2/eipAssociation:EipAssociation", "nat-eu-west-1a-203.0.113.1").inputs).toEqual({
    allocationId: "eipalloc-pool-203.0.113.1",
    networkInterfaceId: "eni-eu-west-1a",
  });
  expect(one(ROUTE, "nat-eu-west-1a-default").inputs).toMatchObject({ networkInterfaceId: "eni-eu-west-1a" });
  expect(result.networkInterfaceIds.get("eu-west-1a")).toBe("eni-eu-west-1a");
});

test("what children are given is inherited from the segment's block: region, tags, provider", async () => {
  const { one } = await recordProgram(() => {
    const segment = webSegment(["eu-west-1a"], exampleBlock({ region: "us-east-2", tags: { team: "platform" } }));
    const zones = { "eu-west-1a": { publicSubnetId: "public" } };
    return new NatEgress("nat", { segment, pool: webPool(segment), zones });
  });
  for (const [type, name] of [
    [GATEWAY, "nat-eu-west-1a"],
    [TABLE, "nat-eu-west-1a-routes"],
  ] as const) {
    expect(one(type, name).inputs).toMatchObject({ region: "us-east-2", tags: { team: "platform", ...TAGS } });
  }
  expect(one(ROUTE, "nat-eu-west-1a-default").inputs.region).toBe("us-east-2");
});

describe("addresses that partners allow-listed", () => {
  const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
  const eips = (resources: readonly RecordedResource[]) =>
    new Map(
      resources.filter(({ type }) => type === "aws:ec2/eip:Eip").map(({ name, inputs }) => [name, inputs.address]),
    );

  test("stay with their EIP and their zone when zones are added, in any order", async () => {
    const some = fc.shuffledSubarray(ZONES, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, fc.shuffledSubarray(ZONES), async (zones, more) => {
        const before = await recordProgram(() => webNat(zones));
        const after = await recordProgram(() => webNat([...new Set([...more, ...zones])]));
        for (const [name, address] of eips(before.resources)) expect(eips(after.resources).get(name)).toBe(address);
        for (const zone of zones) {
          expect(after.one(GATEWAY, `nat-${zone}`).inputs).toEqual(before.one(GATEWAY, `nat-${zone}`).inputs);
        }
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  test("stay when other segments are declared after", async () => {
    const before = await recordProgram(() => webNat(["eu-west-1a"]));
    const after = await recordProgram(() => {
      const nat = webNat(["eu-west-1a"]);
      new EgressSegment("admin", { lease: nat.segment.lease, purpose: "admin", prefixes: ["203.0.113.64/26"] });
    });
    expect(eips(after.resources)).toEqual(eips(before.resources));
  });

  test("stay when the gateways are replaced by another kind", async () => {
    const zonal = await recordProgram(() => webNat(["eu-west-1a", "eu-west-1b"]));
    const regional = await recordProgram(() => webNat(["eu-west-1a", "eu-west-1b"], "regional"));
    expect(eips(regional.resources)).toEqual(eips(zonal.resources));
  });
});

describe("bad arguments", () => {
  async function refused(args: (segment: EgressSegment, pool: EgressPool) => NatEgressArgs): Promise<string[]> {
    const { lines, resources } = await recordRefusal(() => {
      const segment = webSegment(["eu-west-1a", "eu-west-1b"]);
      return new NatEgress("nat", args(segment, webPool(segment)));
    });
    expect(resources.filter(({ name }) => name.startsWith("nat"))).toEqual([]);
    return lines.slice(1);
  }

  test("are all named at once, before anything of the NAT is registered", async () => {
    const lines = await refused((segment, pool) => ({
      segment,
      pool,
      zones: { "eu-west-1a": { addresses: ["203.0.113.60"], privateIps: ["10.0.0.300"], networkInterfaceId: "eni-1" } },
    }));
    expect(lines.map((line) => line.split(/:| =/)[0])).toEqual([
      'zones["eu-west-1a"].publicSubnetId',
      'zones["eu-west-1a"].networkInterfaceId',
      'zones["eu-west-1a"].addresses[0]',
      'zones["eu-west-1a"].privateIps[0]',
      "zones",
    ]);
  });

  test("name a zone that the pool has no address for", async () => {
    const place = { publicSubnetId: "public" };
    const lines = await refused((segment, pool) => ({
      segment,
      pool,
      zones: { "eu-west-1a": place, "eu-west-1b": place },
    }));
    expect(lines).toEqual([
      'zones["eu-west-1b"] = "eu-west-1b": pool pool has no address for this zone; add the zone to the pool',
    ]);
  });

  test("name an address that is to serve two zones", async () => {
    const place = { publicSubnetId: "public", addresses: ["203.0.113.1"] };
    const lines = await refused((segment, pool) => ({
      segment,
      pool,
      zones: { "eu-west-1a": place, "eu-west-1b": place },
    }));
    expect(lines).toEqual([
      'zones["eu-west-1b"].addresses[0] = "203.0.113.1": already serves eu-west-1a; choose another',
    ]);
  });

  test("refuse the pool of another segment", async () => {
    const lines = await refused((segment, pool) => {
      const admin = exampleBlock().segment("admin", {
        purpose: "admin",
        prefixes: ["203.0.113.64/26"],
        vpcId: segment.vpcId,
      });
      return { segment: admin, pool, zones: { "eu-west-1a": { publicSubnetId: "public" } } };
    });
    expect(lines).toEqual(['pool = "pool": belongs to segment web; give admin a pool of its own']);
  });

  test("ask which zone a subnet is in, where nobody said", async () => {
    const place = { publicSubnetId: "public" };
    const { lines } = await recordRefusal(() => {
      const segment = new EgressSegment("web", {
        lease: exampleBlock(),
        purpose: "web",
        prefixes: ["203.0.113.0/26"],
        vpcId: "vpc-1",
        subnets: ["subnet-1"],
      });
      const zones = ["eu-west-1a", "eu-west-1b"];
      return new NatEgress("nat", {
        segment,
        pool: webPool(segment, zones),
        zones: Object.fromEntries(zones.map((zone) => [zone, place])),
      });
    });
    expect(lines.slice(1).map((line) => line.split(":")[0])).toEqual([
      'zones["eu-west-1a"].subnets',
      'zones["eu-west-1b"].subnets',
    ]);
  });

  test("refuse a v6 segment", async () => {
    const lines = await refused((_, pool) => ({
      segment: new EgressSegment("web6", { lease: LEASE6, purpose: "web", prefixes: ["2001:db8::/52"] }),
      pool,
      zones: {},
    }));
    expect(lines[0]).toMatch(/^segment = "web6": NAT is for IPv4/);
  });
});
