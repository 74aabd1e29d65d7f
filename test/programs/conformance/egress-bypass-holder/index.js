const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
new aws.ec2.Eip("on-instance", { domain: "vpc", address: "203.0.113.9", instance: "i-0123456789abcdef0" });
const associated = new aws.ec2.Eip("on-interface", { domain: "vpc", address: "203.0.113.10" });
new aws.ec2.EipAssociation("association", {
  allocationId: associated.id,
  networkInterfaceId: "eni-0123456789abcdef0",
});
const front = new aws.ec2.Eip("on-balancer", { domain: "vpc", address: "203.0.113.11", tags });
new aws.lb.LoadBalancer("front", {
  loadBalancerType: "network",
  subnetMappings: [{ subnetId: "subnet-0public", allocationId: front.id }],
  tags,
});
