const aws = require("@pulumi/aws");

const web = new aws.ec2.SecurityGroup("web", {
  vpcId: "vpc-0123456789abcdef0",
  tags: { "leasehold:lease": "office", "leasehold:segment": "web" },
});

function letOut(name, port, cidrIpv4) {
  const to = { ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4 };
  return new aws.vpc.SecurityGroupEgressRule(name, { securityGroupId: web.id, ...to });
}
letOut("https", 443, "0.0.0.0/0");
letOut("updates", 80, "192.0.2.0/28");
letOut("legacy-mirror", 80, "198.51.100.7/32");
letOut("intranet", 80, "10.0.0.0/8");

// The port is known only once the service is there.
const service = new aws.ec2.VpcEndpointService("partner", { acceptanceRequired: true });
letOut(
  "partner",
  service.serviceName.apply((name) => Number(name.split(":")[1])),
  "203.0.113.128/28",
);
