import { compare } from "../../../../drift/compare/compare";
import { type Declared, declare } from "../../../../drift/declared";
import type { Observation, Observer } from "../../../../drift/observer";
import type { Properties, Resource } from "../../../../graph/resource";
import type { Lease } from "../../../../lease/lease";
import { graphOf, registerOf, resource } from "../../../policies/resource-maker";
import type { FakeAws } from "./fake-aws";

export const REGION = "eu-west-1";
const ACCOUNT = "123456789012";
export const TAGS = { "leasehold:lease": "office", "leasehold:segment": "web" };
const tagSet = Object.entries(TAGS).map(([key, value]) => ({ key, value }));
const PATTERN = '{"source":["aws.ec2"],"detail":{"eventName":["CreateRoute","AssociateAddress"]}}';
const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["ec2:*"],"Resource":"*"}]}';
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}';

export const LEASE: Lease = {
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2036-01-01" },
  routing: { announcedBy: "lessee", origins: [64496] },
  segments: [
    { name: "web", purpose: "web", prefixes: ["203.0.113.0/26"], placements: { "eu-west-1a": "203.0.113.9" } },
  ],
};

export const arn = (rest: string, service = "ec2"): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const deployed = (type: string, name: string, id: string, inputs: Properties, outputs: Properties = {}): Resource =>
  resource(type, name, inputs, { id, outputs });

/** A small office as a stack's state has it: one of each kind, all of segment `web`. */
export function officeResources(): Resource[] {
  return [
    resource("pulumi:providers:aws", "default", { region: REGION }),
    deployed(
      "aws:ec2/eip:Eip",
      "address",
      "eipalloc-1",
      { address: "203.0.113.4", tags: TAGS },
      { publicIp: "203.0.113.4", allocationId: "eipalloc-1" },
    ),
    deployed(
      "aws:ec2/eip:Eip",
      "spare",
      "eipalloc-2",
      { address: "203.0.113.5", tags: TAGS },
      { publicIp: "203.0.113.5", allocationId: "eipalloc-2" },
    ),
    deployed("aws:ec2/natGateway:NatGateway", "gateway", "nat-1", {
      allocationId: "eipalloc-1",
      subnetId: "subnet-1",
      tags: TAGS,
    }),
    deployed("aws:ec2/routeTable:RouteTable", "routes", "rtb-1", { vpcId: "vpc-1", tags: TAGS }),
    deployed("aws:ec2/route:Route", "default", "r-rtb-1", {
      routeTableId: "rtb-1",
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: "nat-1",
    }),
    deployed("aws:ec2/routeTableAssociation:RouteTableAssociation", "workload", "rtbassoc-1", {
      routeTableId: "rtb-1",
      subnetId: "subnet-2",
    }),
    deployed("aws:ec2/securityGroup:SecurityGroup", "firewall", "sg-1", {
      egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
      tags: TAGS,
    }),
    deployed("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "inside", "sgr-1", {
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 8080,
      toPort: 8090,
      referencedSecurityGroupId: "sg-1",
    }),
    deployed("aws:ec2/networkAcl:NetworkAcl", "acl", "acl-1", { subnetIds: ["subnet-2"], tags: TAGS }),
    deployed("aws:ec2/networkAclRule:NetworkAclRule", "entry", "acl-1-1", {
      networkAclId: "acl-1",
      egress: true,
      ruleNumber: 100,
      ruleAction: "allow",
      protocol: "6",
      fromPort: 443,
      toPort: 443,
      cidrBlock: "0.0.0.0/0",
    }),
    deployed("aws:ec2/managedPrefixList:ManagedPrefixList", "partners", "pl-1", {
      entries: [{ cidr: "198.51.100.0/24" }],
      tags: TAGS,
    }),
    deployed("aws:ec2/flowLog:FlowLog", "log", "fl-1", {
      vpcId: "vpc-1",
      trafficType: "ALL",
      logDestination: arn("log-group:office:*", "logs"),
      tags: TAGS,
    }),
    deployed("aws:cloudwatch/eventRule:EventRule", "calls", "calls", { name: "calls", eventPattern: PATTERN }),
    deployed("aws:cloudwatch/eventTarget:EventTarget", "calls", "calls-1", {
      rule: "calls",
      arn: arn("alerts", "sns"),
    }),
    deployed("aws:iam/policy:Policy", "boundary", `arn:aws:iam::${ACCOUNT}:policy/boundary`, { policy: DOCUMENT }),
    deployed("aws:iam/role:Role", "deployer", "deployer", {
      name: "deployer",
      assumeRolePolicy: TRUST,
      permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
    }),
  ];
}

/** The same office, as AWS has it. */
export function fillOffice(aws: FakeAws): void {
  const eip = (address: string, id: string) => ({ publicIp: address, allocationId: id, domain: "vpc", tagSet });
  Object.assign(aws.listings, {
    DescribeAddresses: [
      { ...eip("203.0.113.4", "eipalloc-1"), associationId: "eipassoc-1", networkInterfaceId: "eni-1" },
      eip("203.0.113.5", "eipalloc-2"),
      { publicIp: "198.51.100.77", allocationId: "eipalloc-77", domain: "vpc" },
    ],
    DescribeNatGateways: [gatewaySeen("nat-1", ["203.0.113.4"])],
    DescribeRouteTables: [
      {
        routeTableId: "rtb-1",
        vpcId: "vpc-1",
        routeSet: [
          { destinationCidrBlock: "10.0.0.0/16", gatewayId: "local", origin: "CreateRouteTable", state: "active" },
          { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1", origin: "CreateRoute", state: "active" },
          { destinationPrefixListId: "pl-s3", gatewayId: "vpce-1", origin: "CreateRoute", state: "active" },
        ],
        associationSet: [
          { routeTableAssociationId: "rtbassoc-1", routeTableId: "rtb-1", subnetId: "subnet-2", main: false },
        ],
        tagSet,
      },
    ],
    DescribeSecurityGroups: [
      {
        groupId: "sg-1",
        groupName: "firewall",
        vpcId: "vpc-1",
        ipPermissions: [
          { ipProtocol: "tcp", fromPort: 8080, toPort: 8090, groups: [{ groupId: "sg-1", userId: ACCOUNT }] },
        ],
        ipPermissionsEgress: [{ ipProtocol: "tcp", fromPort: 443, toPort: 443, ipRanges: [{ cidrIp: "0.0.0.0/0" }] }],
        tagSet,
      },
    ],
    DescribeNetworkAcls: [
      {
        networkAclId: "acl-1",
        vpcId: "vpc-1",
        entrySet: [
          {
            ruleNumber: 100,
            protocol: "6",
            ruleAction: "allow",
            egress: true,
            cidrBlock: "0.0.0.0/0",
            portRange: { from: 443, to: 443 },
          },
          { ruleNumber: 32767, protocol: "-1", ruleAction: "deny", egress: true, cidrBlock: "0.0.0.0/0" },
          { ruleNumber: 32767, protocol: "-1", ruleAction: "deny", egress: false, cidrBlock: "0.0.0.0/0" },
        ],
        associationSet: [{ networkAclAssociationId: "aclassoc-1", networkAclId: "acl-1", subnetId: "subnet-2" }],
        tagSet,
      },
    ],
    DescribeManagedPrefixLists: [
      { prefixListId: "pl-s3", prefixListName: "s3", ownerId: "AWS", addressFamily: "IPv4" },
      {
        prefixListId: "pl-1",
        prefixListName: "partners",
        ownerId: ACCOUNT,
        addressFamily: "IPv4",
        maxEntries: 4,
        tagSet,
      },
    ],
    GetManagedPrefixListEntries: [{ cidr: "198.51.100.0/24" }],
    DescribeFlowLogs: [
      {
        flowLogId: "fl-1",
        flowLogStatus: "ACTIVE",
        resourceId: "vpc-1",
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logGroupName: "office",
      },
    ],
  });
  Object.assign(aws.json, {
    DescribeRule: { Name: "calls", State: "ENABLED", EventPattern: PATTERN, EventBusName: "default" },
    ListTargetsByRule: { Targets: [{ Id: "1", Arn: arn("alerts", "sns") }] },
  });
  const boundary = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
  aws.iam = {
    RoleDetailList: [
      {
        RoleName: "deployer",
        Path: "/",
        AssumeRolePolicyDocument: encodeURIComponent(TRUST),
        PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary },
      },
    ],
    Policies: [
      {
        PolicyName: "boundary",
        Arn: boundary,
        DefaultVersionId: "v1",
        PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: encodeURIComponent(DOCUMENT) }],
      },
    ],
  };
}

export function gatewaySeen(id: string, addresses: readonly string[]) {
  return {
    natGatewayId: id,
    state: "available",
    subnetId: "subnet-1",
    vpcId: "vpc-1",
    connectivityType: "public",
    natGatewayAddressSet: addresses.map((publicIp) => ({
      publicIp,
      allocationId: `eipalloc-${Number(publicIp.split(".")[3]) - 3}`,
      networkInterfaceId: "eni-1",
    })),
    tagSet,
  };
}

export function declaredOffice(resources: readonly Resource[] = officeResources(), lease: Lease = LEASE): Declared {
  return declare(graphOf(...resources), registerOf(lease), "2026-11-22");
}

/** What differs, as lines: `changed Eip 203.0.113.4 usedBy`. */
export function differences(observer: Observer, declared: Declared, observation: Observation): string[] {
  const { differences } = compare(observer.expect(declared), [{ observer, observation }]);
  return differences.map(({ change, item, changes }) => {
    const fields = change === "changed" ? changes.map(({ field }) => field) : [];
    return [change, item.type.split(":").at(-1), item.id, ...fields].join(" ");
  });
}
