import { EgressOnlyInternetGateway } from "@pulumi/aws/ec2/egressOnlyInternetGateway";
import { Route } from "@pulumi/aws/ec2/route";
import type { Input, Resource } from "@pulumi/pulumi";
import { createWorkloadRoutes } from "../nat-egress/workload-routes";
import { leaseTags } from "../tags";
import type { EgressOnly } from "./segment-arguments";
import type { NormalSegment } from "./segment-normalise";

/**
 * The way out of a v6 segment: an egress-only internet gateway and a route to `::/0`, without NAT. Makes what the
 * arguments do not name.
 */
export function createEgressOnly(
  parent: Resource,
  name: string,
  segment: NormalSegment,
  { gatewayId, routeTableIds }: EgressOnly,
): void {
  const { region } = segment;
  const tags = leaseTags({ leaseId: segment.lease.id, segmentName: segment.name }, name, segment.tags);
  // Only an unnamed gateway or table needs the VPC, and the arguments were checked for it.
  const vpcId = segment.vpcId as Input<string>;
  const gateway =
    gatewayId ?? new EgressOnlyInternetGateway(`${name}-egress-only`, { vpcId, region, tags }, { parent }).id;
  const tables = routeTableIds ?? [
    createWorkloadRoutes({ parent, name, vpcId, subnets: segment.subnets, region, tags }).id,
  ];
  for (const [index, routeTableId] of tables.entries()) {
    const key = typeof routeTableId === "string" ? routeTableId : String(index);
    new Route(
      `${name}-${key}-egress-only`,
      { routeTableId, destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: gateway, region },
      { parent },
    );
  }
}
