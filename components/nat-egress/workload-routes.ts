import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import type { Input, Resource } from "@pulumi/pulumi";

/** Workload subnets that leave by one route table. */
export interface WorkloadRoutes {
  /** The component that the resources are children of. */
  readonly parent: Resource;
  /** Prefix of their names. */
  readonly name: string;
  readonly vpcId: Input<string>;
  readonly subnets: readonly Input<string>[];
  readonly region: string | undefined;
  readonly tags: Record<string, Input<string>>;
}

/** A route table of its own for some workload subnets, and its associations, so that their way out is in view. */
export function createWorkloadRoutes({ parent, name, vpcId, subnets, region, tags }: WorkloadRoutes): RouteTable {
  const table = new RouteTable(`${name}-routes`, { vpcId, region, tags }, { parent });
  for (const [index, subnetId] of subnets.entries()) {
    // A subnet given as text names its own association, which then stays when others come and go.
    const key = typeof subnetId === "string" ? subnetId : String(index);
    new RouteTableAssociation(`${name}-${key}`, { routeTableId: table.id, subnetId, region }, { parent });
  }
  return table;
}
