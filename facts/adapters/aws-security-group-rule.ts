import { readString } from "../../graph/read";
import { readAddresses } from "../read-address";
import { PREFIX_LIST, SECURITY_GROUPS } from "../types";
import type { Adapter } from "./adapter";
import { readPorts, readProtocol } from "./egress-rules";

/** A rule of a security group as a resource of its own, in the older form that has a direction. */
export const awsSecurityGroupRule: Adapter = {
  types: ["aws:ec2/securityGroupRule:SecurityGroupRule"],
  observe(resource, references, into) {
    const direction = readString(resource.inputs, "type");
    if (direction !== undefined && "known" in direction && direction.known !== "egress") return;
    const protocol = readProtocol(resource, "protocol");
    const cidrs = ["cidrBlocks[]", "ipv6CidrBlocks[]"].map((path) => readAddresses(resource, path));
    into.egressRules.push({
      resource,
      path: "",
      firewalls: references.follow(resource, "securityGroupId", SECURITY_GROUPS),
      protocol,
      ports: readPorts(resource, "", protocol),
      prefixes: cidrs.flatMap((found) => found.prefixes),
      prefixLists: references.follow(resource, "prefixListIds[]", [PREFIX_LIST]),
      unknownDestinations: cidrs.flatMap((found) => found.unknown),
      kind: "security-group",
      allow: true,
    });
  },
};
