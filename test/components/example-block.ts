import type { Input } from "@pulumi/pulumi";
import { EgressPool } from "../../components/egress-pool/egress-pool";
import type { EgressSegment } from "../../components/egress-segment/egress-segment";
import { LeasedBlock, type LeasedBlockArgs } from "../../components/leased-block/leased-block";
import type { NatMode, NatZone } from "../../components/nat-egress/nat-arguments";
import { NatEgress } from "../../components/nat-egress/nat-egress";

/** A lease with everything that the routing resources read. */
export const LEASE = {
  id: "office-2026",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30" },
  routing: { announcedBy: "lessee", origins: [64496], longestAnnounced: 24 },
} satisfies LeasedBlockArgs["lease"];

export const LEASE6 = { ...LEASE, id: "office6-2026", prefix: "2001:db8::/48" } satisfies LeasedBlockArgs["lease"];

export function exampleBlock(args: Partial<LeasedBlockArgs> = {}): LeasedBlock {
  return new LeasedBlock("office", { lease: LEASE, ...args });
}

/** The web segment of a block, /26, with a workload subnet in each zone. */
export function webSegment(zones: readonly string[] = ["eu-west-1a"], block = exampleBlock()): EgressSegment {
  const subnets: Record<string, Input<string>[]> = Object.fromEntries(zones.map((zone) => [zone, [`subnet-${zone}`]]));
  return block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], vpcId: "vpc-1", subnets });
}

export function webPool(segment: EgressSegment, zones: readonly string[] = ["eu-west-1a"]): EgressPool {
  return new EgressPool("pool", { segment, zones, publicIpv4Pool: "ipv4pool-ec2-1" });
}

/** A NAT for the web segment, with what its mode needs in each zone. */
export function webNat(zones: readonly string[], mode: NatMode = "zonal"): NatEgress {
  const segment = webSegment(zones);
  const place: Record<NatMode, (zone: string) => NatZone> = {
    zonal: (zone) => ({ publicSubnetId: `public-${zone}` }),
    regional: () => ({}),
    instance: (zone) => ({ networkInterfaceId: `eni-${zone}` }),
  };
  return new NatEgress("nat", {
    segment,
    mode,
    pool: webPool(segment, zones),
    zones: Object.fromEntries(zones.map((zone) => [zone, place[mode](zone)])),
  });
}
