import * as aws from "@pulumi/aws";
import { LeasedBlock } from "leasehold";

// A thousand resources: a block with four segments, and 199 workloads of five resources each; every twentieth breaks a rule.
const purposes = ["web", "admin", "data-collection", "email"];
const block = new LeasedBlock("office", {
  lease: {
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2024-01-01", end: "2099-12-31" },
    owner: { team: "network", contact: "network@example.com" },
    allowedUses: purposes,
    contacts: { abuse: "abuse@example.com" },
    routing: { announcedBy: "none", origins: [] },
    reverseDns: { responsibility: "lessor" },
  },
});
purposes.forEach((purpose, index) => {
  block.segment(purpose, { purpose, prefixes: [`203.0.113.${index * 64}/26`] });
});
for (let workload = 0; workload < 199; workload++) {
  const segment = purposes[workload % 4] as string;
  const tags = { "leasehold:lease": "office", "leasehold:segment": segment };
  const name = (part: string) => `workload-${workload}-${part}`;
  const host = (workload % 4) * 64 + Math.floor(workload / 4);
  const address = new aws.ec2.Eip(name("address"), { domain: "vpc", address: `203.0.113.${host}`, tags });
  new aws.ec2.NatGateway(name("gateway"), { allocationId: address.id, subnetId: "subnet-0123456789abcdef0", tags });
  const group = new aws.ec2.SecurityGroup(name("group"), { vpcId: "vpc-0123456789abcdef0", tags });
  const port = workload % 20 === 0 ? 3389 : 443;
  const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupEgressRule(name("rule"), { ...rule, cidrIpv4: "0.0.0.0/0" });
  new aws.vpc.SecurityGroupEgressRule(name("rule-six"), { ...rule, cidrIpv6: "::/0" });
}
