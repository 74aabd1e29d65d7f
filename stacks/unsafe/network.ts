import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import type { Output } from "@pulumi/pulumi";

/** An ordinary VPC, such as every team has one: a public subnet a zone for gateways, and subnets for workloads. */
export const zones = ["eu-west-1a", "eu-west-1b"] as const;
export type Zone = (typeof zones)[number];

export const vpc = new Vpc("office", { cidrBlock: "10.20.0.0/16", tags: { Name: "office" } });

const internet = new InternetGateway("office", { vpcId: vpc.id });
const publicRoutes = new RouteTable("office-public", { vpcId: vpc.id });
new Route("office-public-internet", {
  routeTableId: publicRoutes.id,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: internet.id,
});

/** Where NAT gateways stand: the only subnets with a route to the internet gateway. */
export const publicSubnets = byZone((zone, index) => {
  const subnet = new Subnet(`public-${zone}`, {
    vpcId: vpc.id,
    availabilityZone: zone,
    cidrBlock: `10.20.${index}.0/24`,
  });
  new RouteTableAssociation(`public-${zone}`, { subnetId: subnet.id, routeTableId: publicRoutes.id });
  return subnet.id;
});

/** Workload subnets of one segment, one a zone. @param number Third octet of the first one, unique in the VPC. */
export function workloadSubnets(segment: string, number: number): Record<Zone, Output<string>[]> {
  return byZone((zone, index) => [
    new Subnet(`${segment}-${zone}`, {
      vpcId: vpc.id,
      availabilityZone: zone,
      cidrBlock: `10.20.${number + index}.0/24`,
    }).id,
  ]);
}

function byZone<T>(make: (zone: Zone, index: number) => T): Record<Zone, T> {
  const entries = zones.map((zone, index) => [zone, make(zone, index)]);
  return Object.fromEntries(entries) as Record<Zone, T>;
}
