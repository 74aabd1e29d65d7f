const aws = require("@pulumi/aws");
const { alerts, unknown } = require("../base");

alerts();

const group = (segment) =>
  new aws.ec2.SecurityGroup(segment, {
    vpcId: "vpc-0123456789abcdef0",
    tags: { "leasehold:lease": "office", "leasehold:segment": segment },
  });
const web = group("web");
const mail = group("mail");
const rule = (name, to, port, destination) =>
  new aws.vpc.SecurityGroupEgressRule(name, {
    securityGroupId: to.id,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    ...destination,
  });
rule("mail-from-web", web, 25, { cidrIpv4: "192.0.2.25/32" });
rule("mapped", web, 25, { cidrIpv6: "::ffff:192.0.2.25/128" });
rule("database", mail, 5432, { cidrIpv6: "2001:db8::/32" });
rule("mail-from-mail", mail, 25, { cidrIpv4: "0.0.0.0/0" });
rule("private", web, 5432, { cidrIpv4: "10.0.0.0/8" });
const partners = new aws.ec2.ManagedPrefixList("partners", {
  addressFamily: "IPv4",
  maxEntries: 1,
  entries: [{ cidr: "198.51.100.0/24" }],
});
rule("partner", web, 3306, { prefixListId: partners.id });
rule("in-allowlist", web, 3306, { cidrIpv4: "198.51.100.7/32" });
rule(
  "later",
  web,
  unknown().apply((arn) => arn.length),
  { cidrIpv4: "192.0.2.0/24" },
);
