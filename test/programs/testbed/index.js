const aws = require("@pulumi/aws");

const tags = { "leasehold:segment": "web" };
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.20.0.0/16" });
const subnet = new aws.ec2.Subnet("workload", {
  vpcId: vpc.id,
  cidrBlock: "10.20.1.0/24",
  availabilityZone: "us-east-1a",
});
const publicSubnet = new aws.ec2.Subnet("public", {
  vpcId: vpc.id,
  cidrBlock: "10.20.2.0/24",
  availabilityZone: "us-east-1a",
});
const internet = new aws.ec2.InternetGateway("internet", { vpcId: vpc.id });
const publicTable = new aws.ec2.RouteTable("public", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
});
new aws.ec2.RouteTableAssociation("public", { routeTableId: publicTable.id, subnetId: publicSubnet.id });

const address = new aws.ec2.Eip("address", { domain: "vpc", address: "203.0.113.10", tags });
const gateway = new aws.ec2.NatGateway("gateway", { subnetId: publicSubnet.id, allocationId: address.id, tags });
const table = new aws.ec2.RouteTable("workload", { vpcId: vpc.id });
new aws.ec2.Route("default", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id });
new aws.ec2.RouteTableAssociation("workload", { routeTableId: table.id, subnetId: subnet.id });
const sixOnly = new aws.ec2.EgressOnlyInternetGateway("six", { vpcId: vpc.id });
new aws.ec2.Route("six", { routeTableId: table.id, destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: sixOnly.id });

const list = new aws.ec2.ManagedPrefixList("partners", {
  addressFamily: "IPv4",
  maxEntries: 4,
  entries: [{ cidr: "198.51.100.0/24", description: "partner" }],
});
const group = new aws.ec2.SecurityGroup("workload", {
  vpcId: vpc.id,
  egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
});
new aws.vpc.SecurityGroupEgressRule("dns", {
  securityGroupId: group.id,
  ipProtocol: "udp",
  fromPort: 53,
  toPort: 53,
  cidrIpv4: "192.0.2.53/32",
});
new aws.ec2.SecurityGroupRule("partners", {
  type: "egress",
  securityGroupId: group.id,
  protocol: "tcp",
  fromPort: 8443,
  toPort: 8443,
  prefixListIds: [list.id],
});
const acl = new aws.ec2.NetworkAcl("workload", { vpcId: vpc.id });
new aws.ec2.NetworkAclRule("bogon", {
  networkAclId: acl.id,
  egress: true,
  ruleNumber: 10,
  protocol: "-1",
  ruleAction: "deny",
  cidrBlock: "192.0.2.0/24",
});

const logs = new aws.cloudwatch.LogGroup("flow", { retentionInDays: 90 });
const role = new aws.iam.Role("flow", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "vpc-flow-logs.amazonaws.com" } }],
  }),
});
new aws.iam.RolePolicy("flow", {
  role: role.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
  }),
});
new aws.ec2.FlowLog("flow", { vpcId: vpc.id, trafficType: "ALL", logDestination: logs.arn, iamRoleArn: role.arn });
new aws.s3.Bucket("evidence", { bucket: "leasehold-testbed-evidence" });
new aws.networkfirewall.RuleGroup("deny", { type: "STATEFUL", capacity: 100 });

exports.publicIp = address.publicIp;
exports.account = aws.getCallerIdentityOutput().accountId;
