import { readAddresses } from "../read-address";
import { PREFIX_LIST, SECURITY_GROUPS } from "../types";
import type { Adapter } from "./adapter";
import { readPorts, readProtocol } from "./egress-rules";

/** An egress rule of a security group, one destination each. */
export const awsSecurityGroupEgressRule: Adapter = {
  types: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  observe(resource, references, into) {
    const protocol = readProtocol(resource, "ipProtocol");
    const cidrs = ["cidrIpv4", "cidrIpv6"].map((path) => readAddresses(resource, path));
    into.egressRules.push({
      resource,
      path: "",
      firewalls: references.follow(resource, "securityGroupId", SECURITY_GROUPS),
      protocol,
      ports: readPorts(resource, "", protocol),
      prefixes: cidrs.flatMap((found) => found.prefixes),
      prefixLists: references.follow(resource, "prefixListId", [PREFIX_LIST]),
      unknownDestinations: cidrs.flatMap((found) => found.unknown),
      kind: "security-group",
      allow: true,
    });
  },
};
