const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const tags = (segment) => ({ "leasehold:lease": "office", "leasehold:segment": segment });
new aws.ec2.Eip("mail", { domain: "vpc", address: "203.0.113.9", tags: tags("email") });
const web = new aws.ec2.SecurityGroup("web", { vpcId: "vpc-0123456789abcdef0", tags: tags("web") });
const rule = { ipProtocol: "tcp", fromPort: 25, toPort: 25, cidrIpv4: "0.0.0.0/0" };
new aws.vpc.SecurityGroupEgressRule("mail-from-web", { securityGroupId: web.id, ...rule });
const mail = new aws.ec2.SecurityGroup("email", { vpcId: "vpc-0123456789abcdef0", tags: tags("email") });
new aws.vpc.SecurityGroupEgressRule("mail-from-mail", { securityGroupId: mail.id, ...rule });
