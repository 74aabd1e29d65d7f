/** Type tokens that more than one adapter or join names. */
export const EIP = "aws:ec2/eip:Eip";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";
export const VPC = "aws:ec2/vpc:Vpc";
export const DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const INSTANCE = "aws:ec2/instance:Instance";
export const SPOT_INSTANCE = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
export const TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";
export const TRANSIT_ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
export const TRANSIT_TABLE = "aws:ec2transitgateway/routeTable:RouteTable";
export const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
export const NETWORK_FIREWALL = "aws:networkfirewall/firewall:Firewall";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const NETWORK_ACL = "aws:ec2/networkAcl:NetworkAcl";
export const DEFAULT_NETWORK_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
export const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
export const IPAM_POOL = "aws:ec2/vpcIpamPool:VpcIpamPool";
export const ROUTE53_ZONE = "aws:route53/zone:Zone";
export const CLOUDFLARE_ZONE = "cloudflare:index/zone:Zone";

export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";
export const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const QUERY_DEFINITION = "aws:cloudwatch/queryDefinition:QueryDefinition";
export const BUCKETS: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const BUCKET_LIFECYCLES: readonly string[] = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
export const CATALOG_TABLE = "aws:glue/catalogTable:CatalogTable";

export const ROLE = "aws:iam/role:Role";
export const USER = "aws:iam/user:User";
const GROUP = "aws:iam/group:Group";
export const IAM_POLICY = "aws:iam/policy:Policy";
/** Documents of one principal: type, the property that names it, and the type it has. */
export const INLINE_POLICIES: readonly (readonly [type: string, property: string, holder: string])[] = [
  ["aws:iam/rolePolicy:RolePolicy", "role", ROLE],
  ["aws:iam/userPolicy:UserPolicy", "user", USER],
  ["aws:iam/groupPolicy:GroupPolicy", "group", GROUP],
];
/** What gives managed policies to principals: type, the property that names the policy, and those that name principals. */
export const ATTACHMENTS: readonly (readonly [
  type: string,
  property: string,
  holders: readonly (readonly [path: string, type: string])[],
])[] = [
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn", [["role", ROLE]]],
  ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn", [["user", USER]]],
  ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn", [["group", GROUP]]],
  [
    "aws:iam/policyAttachment:PolicyAttachment",
    "policyArn",
    [
      ["roles[]", ROLE],
      ["users[]", USER],
      ["groups[]", GROUP],
    ],
  ],
  ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "policyArns[]", [["roleName", ROLE]]],
];
export const ORGANIZATION_POLICY = "aws:organizations/policy:Policy";
export const ORGANIZATION_ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";

export const PRIVILEGED_ACCESS = "leasehold:index:PrivilegedAccess";
export const LEASED_BLOCK = "leasehold:index:LeasedBlock";
export const EGRESS_SEGMENT = "leasehold:index:EgressSegment";
export const EGRESS_POOL = "leasehold:index:EgressPool";
export const TELEMETRY = "leasehold:index:Telemetry";
export const ROA_REQUEST = "leasehold:rpki:RoaRequest";
export const ADVERTISEMENT = "leasehold:routing:Advertisement";

export const SUBNETS: readonly string[] = [SUBNET, DEFAULT_SUBNET];
export const VPCS: readonly string[] = [VPC, DEFAULT_VPC];
export const SECURITY_GROUPS: readonly string[] = [SECURITY_GROUP, DEFAULT_SECURITY_GROUP];
export const NETWORK_ACLS: readonly string[] = [NETWORK_ACL, DEFAULT_NETWORK_ACL];
export const INSTANCES: readonly string[] = [INSTANCE, SPOT_INSTANCE];
/** What may stand for a route table: a table, the table a regional NAT gateway brings, or a VPC for its main table. */
export const ROUTE_TABLES: readonly string[] = [ROUTE_TABLE, DEFAULT_ROUTE_TABLE, NAT_GATEWAY, VPC, DEFAULT_VPC];
