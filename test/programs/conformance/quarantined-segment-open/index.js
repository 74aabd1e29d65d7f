const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, lease, segmentWith } = require("../base");

alerts();

new LeasedBlock("office", { lease: lease() });
const breakGlass = { approvers: ["network-lead"], hours: 4, destinations: ["198.51.100.0/24"] };
const quarantined = (name, last, ...cidrBlocks) => {
  const parent = segmentWith(name, {
    purpose: "web",
    prefixes: [`203.0.113.${last}/26`],
    status: "quarantined",
    breakGlass,
  });
  if (cidrBlocks.length === 0) return;
  const egress = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }];
  new aws.ec2.SecurityGroup(name, { vpcId: "vpc-0123456789abcdef0", egress }, { parent });
};
quarantined("open", 0, "0.0.0.0/0");
quarantined("closed", 64, "198.51.100.128/25", "10.0.0.0/8");
quarantined("bare", 128);
