import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import type { VpcIpam } from "@pulumi/aws/ec2/vpcIpam";
import { VpcIpamPool } from "@pulumi/aws/ec2/vpcIpamPool";
import { Provider } from "@pulumi/aws/provider";
import type { Input, Output } from "@pulumi/pulumi";

/** One region: its provider, its IPAM pools of both families, and a VPC with dual-stack workload subnets. */
export interface Region {
  readonly provider: Provider;
  readonly vpcId: Output<string>;
  readonly ipv4Pool: Output<string>;
  readonly workloads: Readonly<Record<string, readonly Output<string>[]>>;
  readonly publicSubnets: Readonly<Record<string, Output<string>>>;
  readonly ipv6Groups: string;
}

export interface RegionArgs {
  readonly region: string;
  readonly zones: readonly string[];
  /** The /48 of the v6 lease that this region brings. */
  readonly ipv6: string;
  /** The first three groups of its addresses. */
  readonly ipv6Groups: string;
  readonly cidrBlock: string;
  readonly ipam: VpcIpam;
}

export function createRegion(name: string, { region, zones, ipv6, ipv6Groups, cidrBlock, ipam }: RegionArgs): Region {
  const provider = new Provider(name, { region });
  const opts = { provider };
  const pool = (family: "ipv4" | "ipv6") =>
    new VpcIpamPool(
      `${name}-${family}`,
      {
        addressFamily: family,
        ipamScopeId: ipam.publicDefaultScopeId,
        locale: region,
        awsService: "ec2",
        publicIpSource: "byoip",
        ...(family === "ipv6" && { publiclyAdvertisable: true }),
      },
      opts,
    );
  const vpc = new Vpc(
    name,
    { cidrBlock, ipv6IpamPoolId: pool("ipv6").id, ipv6CidrBlock: ipv6, tags: { Name: name } },
    opts,
  );
  const internet = new InternetGateway(name, { vpcId: vpc.id }, opts);
  const routes = new RouteTable(`${name}-public`, { vpcId: vpc.id }, opts);
  new Route(
    `${name}-public-internet`,
    { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: internet.id },
    opts,
  );
  const octets = cidrBlock.split(".").slice(0, 2).join(".");
  const publicSubnets: Record<string, Output<string>> = {};
  const workloads: Record<string, Output<string>[]> = {};
  for (const [index, zone] of zones.entries()) {
    const common = { vpcId: vpc.id, availabilityZone: zone };
    const front: Input<string> = `${octets}.${index}.0/24`;
    const subnet = new Subnet(`${name}-public-${zone}`, { ...common, cidrBlock: front }, opts);
    new RouteTableAssociation(`${name}-public-${zone}`, { subnetId: subnet.id, routeTableId: routes.id }, opts);
    publicSubnets[zone] = subnet.id;
    const workload = new Subnet(
      `${name}-web-${zone}`,
      { ...common, cidrBlock: `${octets}.${10 + index}.0/24`, ipv6CidrBlock: `${ipv6Groups}:${10 + index}::/64` },
      opts,
    );
    workloads[zone] = [workload.id];
  }
  return { provider, vpcId: vpc.id, ipv4Pool: pool("ipv4").id, workloads, publicSubnets, ipv6Groups };
}
