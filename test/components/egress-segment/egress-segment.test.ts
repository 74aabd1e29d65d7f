import { output } from "@pulumi/pulumi";
import { EgressSegment } from "../../../components/egress-segment/egress-segment";
import { LEASE, LEASE6 } from "../example-block";
import { recordProgram, recordRefusal } from "../record-program";

const PURPOSE = { purpose: "web", prefixes: ["2001:db8::/52"] } as const;

test("a segment alone needs no block", async () => {
  const { result } = await recordProgram(
    () => new EgressSegment("web", { lease: LEASE, purpose: "web", prefixes: ["203.0.113.0/26"] }),
  );
  expect(result).toMatchObject({ leaseId: "office-2026", segmentName: "web", family: 4, prefixes: ["203.0.113.0/26"] });
});

test("subnets by zone and ids that are not known yet are kept as given", async () => {
  const subnet = output("subnet-b");
  const subnets = { "eu-west-1a": ["subnet-a"], "eu-west-1b": [subnet] };
  const { result, one } = await recordProgram(
    () => new EgressSegment("web", { lease: LEASE, purpose: "web", prefixes: ["203.0.113.0/26"], subnets }),
  );
  expect(result.subnets).toEqual(["subnet-a", subnet]);
  expect(result.subnetsByZone).toBe(subnets);
  expect(one("leasehold:index:EgressSegment", "web").inputs.subnets).toEqual(["subnet-a", "subnet-b"]);
});

describe("a v6 segment", () => {
  test("leaves through an egress-only gateway, without NAT", async () => {
    const { all } = await recordProgram(
      () =>
        new EgressSegment("web6", {
          ...PURPOSE,
          lease: LEASE6,
          vpcId: "vpc-1",
          subnets: ["subnet-1"],
          ports: [443],
          egressOnly: {},
        }),
    );
    expect(all("aws:ec2/route:Route").map(({ inputs }) => inputs)).toEqual([
      {
        routeTableId: "web6-routes-id",
        destinationIpv6CidrBlock: "::/0",
        egressOnlyGatewayId: "web6-egress-only-id",
      },
    ]);
    expect(all("aws:ec2/routeTableAssociation:RouteTableAssociation").map(({ inputs }) => inputs.subnetId)).toEqual([
      "subnet-1",
    ]);
    expect(all("aws:ec2/natGateway:NatGateway")).toEqual([]);
  });

  test("takes a gateway and route tables that are there", async () => {
    const { resources } = await recordProgram(
      () =>
        new EgressSegment("web6", {
          ...PURPOSE,
          lease: LEASE6,
          egressOnly: { gatewayId: "eigw-1", routeTableIds: ["rtb-1"] },
        }),
    );
    expect(resources.map(({ name }) => name)).toEqual(["web6", "web6-rtb-1-egress-only"]);
  });

  test("sends to ::/0 by default", async () => {
    const { result } = await recordProgram(
      () => new EgressSegment("web6", { ...PURPOSE, lease: LEASE6, ports: [443] }),
    );
    expect(result.ports[0]?.destinations).toEqual(["::/0"]);
  });

  test("that is to have a new gateway needs its VPC", async () => {
    const { lines } = await recordRefusal(
      () => new EgressSegment("web6", { ...PURPOSE, lease: LEASE6, egressOnly: {} }),
    );
    expect(lines[1]).toMatch(/^vpcId: /);
  });
});

test("an IPv4 segment has no egress-only gateway", async () => {
  const { lines, resources } = await recordRefusal(
    () =>
      new EgressSegment("web", {
        lease: LEASE,
        purpose: "web",
        prefixes: ["203.0.113.0/26"],
        vpcId: "vpc-1",
        egressOnly: {},
      }),
  );
  expect(resources).toEqual([]);
  expect(lines[1]).toMatch(/^egressOnly: only IPv6 leaves so/);
});
