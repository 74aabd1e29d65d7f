import { readBoolean, readNumber, readString } from "../../graph/read";
import type { Resource } from "../../graph/resource";
import type { Observations } from "../observations";
import { readAddresses } from "../read-address";
import { NO_TARGETS, type Targets, unknownPath } from "../references";
import { DEFAULT_NETWORK_ACL, NETWORK_ACL, NETWORK_ACLS, SUBNETS } from "../types";
import type { Adapter } from "./adapter";
import { readPorts, readProtocol, rulePaths } from "./egress-rules";

/** Network ACLs: which subnets they guard, and their egress entries, inline or as resources, with the order of asking. */
export const awsNetworkAcl: Adapter = {
  types: [
    NETWORK_ACL,
    DEFAULT_NETWORK_ACL,
    "aws:ec2/networkAclRule:NetworkAclRule",
    "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  ],
  observe(resource, references, into) {
    if (resource.type.endsWith(":NetworkAclAssociation")) {
      const firewalls = references.follow(resource, "networkAclId", NETWORK_ACLS);
      into.firewallSubnets.push({ resource, firewalls, subnets: references.follow(resource, "subnetId", SUBNETS) });
    } else if (resource.type.endsWith(":NetworkAclRule")) {
      const egress = readBoolean(resource.inputs, "egress");
      if (egress === undefined || ("known" in egress && !egress.known)) return;
      const acl = references.follow(resource, "networkAclId", NETWORK_ACLS);
      observeEntry(resource, "", { action: "ruleAction", order: "ruleNumber" }, acl, into);
    } else {
      const subnets = references.follow(resource, "subnetIds[]", SUBNETS);
      into.firewalls.push({ resource, kind: "network-acl", subnets });
      const itself = { keys: [resource.urn], unknown: [] };
      const { paths, unknown } = rulePaths(resource.inputs, "egress");
      for (const path of paths) observeEntry(resource, path, { action: "action", order: "ruleNo" }, itself, into);
      for (const path of unknown.map((at) => unknownPath(resource, at))) {
        into.egressRules.push({
          resource,
          path,
          firewalls: itself,
          protocol: { unknown: [path] },
          ports: { unknown: [path] },
          prefixes: [],
          prefixLists: NO_TARGETS,
          unknownDestinations: [path],
          kind: "network-acl",
          allow: true,
        });
      }
    }
  },
};

function observeEntry(
  resource: Resource,
  base: string,
  names: { action: string; order: string },
  firewalls: Targets,
  into: Observations,
): void {
  const at = (name: string) => (base === "" ? name : `${base}.${name}`);
  const action = readString(resource.inputs, at(names.action));
  const order = readNumber(resource.inputs, at(names.order));
  const protocol = readProtocol(resource, at("protocol"));
  const cidrs = ["cidrBlock", "ipv6CidrBlock"].map((name) => readAddresses(resource, at(name)));
  into.egressRules.push({
    resource,
    path: base,
    firewalls,
    protocol,
    ports: readPorts(resource, base, protocol),
    prefixes: cidrs.flatMap((found) => found.prefixes),
    prefixLists: NO_TARGETS,
    unknownDestinations: cidrs.flatMap((found) => found.unknown),
    kind: "network-acl",
    order: order !== undefined && "known" in order ? order.known : undefined,
    // An action that nobody knows may allow.
    allow: !(action !== undefined && "known" in action && action.known.toLowerCase() === "deny"),
  });
}
