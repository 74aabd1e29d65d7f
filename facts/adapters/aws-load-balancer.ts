import { NO_TARGETS } from "../references";
import { EIP, SECURITY_GROUPS, SUBNETS } from "../types";
import type { Adapter } from "./adapter";

/** A load balancer: the addresses of its subnet mappings, and the subnets and firewalls it has. */
export const awsLoadBalancer: Adapter = {
  types: [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
    "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  ],
  observe(resource, references, into) {
    const addresses = references.follow(resource, "subnetMappings[].allocationId", [EIP]);
    if (addresses.keys.length + addresses.unknown.length > 0) {
      into.uses.push({ resource, addresses, users: { keys: [resource.urn], unknown: [] }, as: "load-balancer" });
    }
    into.hosts.push({
      resource,
      kind: "other",
      subnets: references.follow(resource, ["subnets[]", "subnetMappings[].subnetId"], SUBNETS),
      interfaces: NO_TARGETS,
      securityGroups: references.follow(resource, "securityGroups[]", SECURITY_GROUPS),
      forwards: false,
    });
  },
};
