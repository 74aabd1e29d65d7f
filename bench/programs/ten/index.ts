import * as aws from "@pulumi/aws";
import { LeasedBlock } from "leasehold";

// Ten resources: a block, a segment, and eight of AWS, one of which breaks a rule.
const block = new LeasedBlock("office", {
  lease: {
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2024-01-01", end: "2099-12-31" },
    owner: { team: "network", contact: "network@example.com" },
    allowedUses: ["web"],
    contacts: { abuse: "abuse@example.com" },
    routing: { announcedBy: "none", origins: [] },
    reverseDns: { responsibility: "lessor" },
  },
});
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
const workload = new aws.ec2.Subnet("workload", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], vpcId: vpc.id, subnets: [workload.id] });
const address = new aws.ec2.Eip("address", { domain: "vpc", address: "203.0.113.9" });
const gateway = new aws.ec2.NatGateway("gateway", { allocationId: address.id, subnetId: "subnet-0123456789abcdef0" });
const table = new aws.ec2.RouteTable("table", { vpcId: vpc.id });
new aws.ec2.Route("default", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id });
new aws.ec2.RouteTableAssociation("association", { subnetId: workload.id, routeTableId: table.id });
new aws.ec2.Eip("unsegmented", { domain: "vpc", address: "203.0.113.200" });
