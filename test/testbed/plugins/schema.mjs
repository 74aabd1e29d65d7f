// Test part: what a stand-in knows of a resource type. Output-only properties are read from the SDK's own generated class,
// which marks each with `undefined /*out*/`; the rest is the short table below, from the AWS provider's documentation.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Properties that a program may leave out and that the cloud then chooses: unknown in a preview, like the output-only ones.
 * Keyed by type token.
 */
const CHOSEN_BY_CLOUD = {
  "aws:ec2/eip:Eip": [
    "address",
    "domain",
    "instance",
    "ipamPoolId",
    "networkBorderGroup",
    "networkInterface",
    "publicIpv4Pool",
  ],
  "aws:ec2/eipAssociation:EipAssociation": [
    "allocationId",
    "instanceId",
    "networkInterfaceId",
    "privateIpAddress",
    "publicIp",
  ],
  "aws:ec2/natGateway:NatGateway": [
    "availabilityMode",
    "availabilityZoneAddresses",
    "privateIp",
    "secondaryAllocationIds",
    "secondaryPrivateIpAddressCount",
    "secondaryPrivateIpAddresses",
    "vpcId",
  ],
  "aws:ec2/routeTable:RouteTable": ["propagatingVgws", "routes"],
  "aws:ec2/route:Route": ["instanceId", "networkInterfaceId"],
  "aws:ec2/securityGroup:SecurityGroup": ["egress", "ingress", "name", "vpcId"],
  "aws:ec2/networkAcl:NetworkAcl": ["egress", "ingress", "subnetIds"],
  "aws:ec2/vpc:Vpc": ["cidrBlock", "enableDnsSupport", "ipv6CidrBlock"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "availabilityZoneId", "ipv6CidrBlock"],
  "aws:ec2/networkInterface:NetworkInterface": ["privateIp", "privateIps", "securityGroups"],
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:cloudwatch/eventRule:EventRule": ["name"],
  "aws:iam/role:Role": ["name", "managedPolicyArns"],
  "aws:iam/policy:Policy": ["name"],
  "aws:s3/bucket:Bucket": ["bucket", "region"],
  "aws:ec2/managedPrefixList:ManagedPrefixList": ["entries"],
};

/** A change of one of these makes the provider replace the resource. Types not named here are updated in place. */
const REPLACE_ON_CHANGE = {
  "aws:ec2/eip:Eip": [
    "address",
    "customerOwnedIpv4Pool",
    "domain",
    "ipamPoolId",
    "networkBorderGroup",
    "publicIpv4Pool",
  ],
  "aws:ec2/eipAssociation:EipAssociation": [
    "allocationId",
    "instanceId",
    "networkInterfaceId",
    "privateIpAddress",
    "publicIp",
  ],
  "aws:ec2/natGateway:NatGateway": [
    "allocationId",
    "availabilityMode",
    "connectivityType",
    "privateIp",
    "subnetId",
    "vpcId",
  ],
  "aws:ec2/route:Route": [
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
    "routeTableId",
  ],
  "aws:ec2/routeTable:RouteTable": ["vpcId"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["gatewayId", "subnetId"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "namePrefix", "vpcId"],
  "aws:ec2/securityGroupRule:SecurityGroupRule": [
    "cidrBlocks",
    "fromPort",
    "ipv6CidrBlocks",
    "prefixListIds",
    "protocol",
    "securityGroupId",
    "self",
    "sourceSecurityGroupId",
    "toPort",
    "type",
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
  "aws:ec2/networkAcl:NetworkAcl": ["vpcId"],
  "aws:ec2/networkAclRule:NetworkAclRule": [
    "cidrBlock",
    "egress",
    "fromPort",
    "ipv6CidrBlock",
    "networkAclId",
    "protocol",
    "ruleAction",
    "ruleNumber",
    "toPort",
  ],
  "aws:ec2/managedPrefixList:ManagedPrefixList": ["addressFamily"],
  "aws:ec2/flowLog:FlowLog": [
    "eniId",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "logFormat",
    "maxAggregationInterval",
    "subnetId",
    "trafficType",
    "transitGatewayId",
    "vpcId",
  ],
  "aws:ec2/vpc:Vpc": ["cidrBlock"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "cidrBlock", "vpcId"],
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": ["cidr", "ipamPoolId"],
  "aws:networkfirewall/ruleGroup:RuleGroup": ["capacity", "name", "type"],
  "aws:cloudwatch/logGroup:LogGroup": ["name", "namePrefix"],
  "aws:iam/role:Role": ["name", "namePrefix", "path"],
  "aws:iam/policy:Policy": ["name", "namePrefix", "path"],
  "aws:s3/bucket:Bucket": ["bucket", "bucketPrefix"],
  "cloudflare:index/dnsRecord:DnsRecord": ["zoneId"],
};

const outputsOf = new Map();

function outputOnly(type) {
  const [pkg, path] = type.split(":");
  // Tokens of the root module have `index/` where the SDK has no folder.
  const file = `@pulumi/${pkg}/${path.replace(/^index\//, "")}.js`;
  let source;
  try {
    source = readFileSync(require.resolve(file), "utf8");
  } catch (error) {
    throw new Error(`the stand-in ${pkg} plugin finds no type ${type} in the SDK (${file}): ${error.code}`);
  }
  return [...source.matchAll(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g)].map((match) => match[1]);
}

/** Names of the properties of `type` that are only known after the deployment when the program did not give them. */
export function computedProperties(type) {
  let names = outputsOf.get(type);
  if (!names) {
    names = [...outputOnly(type), ...(CHOSEN_BY_CLOUD[type] ?? [])];
    outputsOf.set(type, names);
  }
  return names;
}

export const replaceProperties = (type) => REPLACE_ON_CHANGE[type] ?? [];
