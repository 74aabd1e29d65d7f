import { readString } from "../../graph/read";
import type { Resource } from "../../graph/resource";

/** What a privileged resource moves: the words in which an approval counts them. */
export const SURFACE_AREAS = ["address", "nat", "routing", "firewall", "announcement", "reverse-dns", "lease"] as const;
export type SurfaceArea = (typeof SURFACE_AREAS)[number];

/** A kind of privileged resource; without `only`, all its inputs belong to the surface. */
interface PrivilegedType {
  readonly area: SurfaceArea;
  /** Of a component: the inputs that say something no child says, as `property` or `property.key`. */
  readonly only?: readonly string[];
}

/**
 * The types through which somebody can move leased space, or what leaves through it: the counterparts of the API actions
 * that lease/privileged-actions.ts lists.
 */
const TYPES: ReadonlyMap<string, PrivilegedType> = new Map([
  ...types("address", "aws:ec2/", [
    "eip:Eip",
    "eipAssociation:EipAssociation",
    "publicIpv4Pool:PublicIpv4Pool",
    "vpcIpam:VpcIpam",
    "vpcIpamPool:VpcIpamPool",
    "vpcIpamPoolCidr:VpcIpamPoolCidr",
    "vpcIpamPoolCidrAllocation:VpcIpamPoolCidrAllocation",
    "vpcIpamScope:VpcIpamScope",
    "vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount",
  ]),
  ...types("nat", "aws:ec2/", ["natGateway:NatGateway", "natGatewayEipAssociation:NatGatewayEipAssociation"]),
  ...types("routing", "aws:ec2/", [
    "route:Route",
    "routeTable:RouteTable",
    "defaultRouteTable:DefaultRouteTable",
    "routeTableAssociation:RouteTableAssociation",
    "mainRouteTableAssociation:MainRouteTableAssociation",
    "internetGateway:InternetGateway",
    "internetGatewayAttachment:InternetGatewayAttachment",
    "egressOnlyInternetGateway:EgressOnlyInternetGateway",
  ]),
  ...types("routing", "aws:ec2transitgateway/", [
    "route:Route",
    "routeTable:RouteTable",
    "routeTableAssociation:RouteTableAssociation",
    "routeTablePropagation:RouteTablePropagation",
    "prefixListReference:PrefixListReference",
  ]),
  ...types("firewall", "aws:ec2/", [
    "securityGroup:SecurityGroup",
    "defaultSecurityGroup:DefaultSecurityGroup",
    "securityGroupRule:SecurityGroupRule",
    "networkAcl:NetworkAcl",
    "defaultNetworkAcl:DefaultNetworkAcl",
    "networkAclRule:NetworkAclRule",
    "networkAclAssociation:NetworkAclAssociation",
    "managedPrefixList:ManagedPrefixList",
    "managedPrefixListEntry:ManagedPrefixListEntry",
  ]),
  ...types("firewall", "aws:vpc/", [
    "securityGroupEgressRule:SecurityGroupEgressRule",
    "securityGroupIngressRule:SecurityGroupIngressRule",
    "networkAclRule:NetworkAclRule",
  ]),
  ...types("firewall", "aws:networkfirewall/", [
    "firewall:Firewall",
    "firewallPolicy:FirewallPolicy",
    "ruleGroup:RuleGroup",
  ]),
  ...types("announcement", "leasehold:", ["rpki:RoaRequest", "routing:Advertisement"]),
  ...types("address", "aws:globalaccelerator/", [
    "accelerator:Accelerator",
    "customRoutingAccelerator:CustomRoutingAccelerator",
  ]),
  ...types("announcement", "cloudflare:index/", ["byoIpPrefix:ByoIpPrefix", "addressMap:AddressMap"]),
  ...types("reverse-dns", "aws:ec2/", ["eipDomainName:EipDomainName"]),
  [
    "leasehold:index:LeasedBlock",
    { area: "lease", only: ["lease.id", "lease.prefix", "lease.contacts", "lease.routing", "lease.reverseDns"] },
  ],
  [
    "leasehold:index:EgressSegment",
    { area: "lease", only: ["leaseId", "name", "purpose", "prefixes", "ports", "rateLimits", "denyLists", "standby"] },
  ],
]);

/** Records count where they are reverse names, or may be: their type is not known. */
const RECORDS = new Set(["aws:route53/record:Record", "cloudflare:index/dnsRecord:DnsRecord"]);

/** What of a resource belongs to the privileged surface; `undefined`: nothing. */
export function privilegedType(resource: Resource): PrivilegedType | undefined {
  const type = TYPES.get(resource.type);
  if (type !== undefined || !RECORDS.has(resource.type)) return type;
  const record = readString(resource.inputs, "type");
  const isReverse = record !== undefined && ("unknown" in record || record.known.toUpperCase() === "PTR");
  return isReverse ? { area: "reverse-dns" } : undefined;
}

function types(area: SurfaceArea, module: string, names: readonly string[]): [string, PrivilegedType][] {
  return names.map((name) => [module + name, { area }]);
}
