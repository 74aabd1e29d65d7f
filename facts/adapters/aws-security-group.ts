import type { Resource } from "../../graph/resource";
import type { Observations } from "../observations";
import { readAddresses } from "../read-address";
import { NO_TARGETS, type References, unknownPath } from "../references";
import { DEFAULT_SECURITY_GROUP, PREFIX_LIST, SECURITY_GROUP } from "../types";
import type { Adapter } from "./adapter";
import { readPorts, readProtocol, rulePaths } from "./egress-rules";

/** A security group with its inline egress rules. Declared without any it lets nothing out: the provider removes AWS's own. */
export const awsSecurityGroup: Adapter = {
  types: [SECURITY_GROUP, DEFAULT_SECURITY_GROUP],
  observe(resource, references, into) {
    const itself = { keys: [resource.urn], unknown: [] };
    into.firewalls.push({ resource, kind: "security-group", subnets: NO_TARGETS });
    const { paths, unknown } = rulePaths(resource.inputs, "egress");
    for (const path of paths) observeInlineRule(resource, path, references, into);
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
        kind: "security-group",
        allow: true,
      });
    }
  },
};

function observeInlineRule(resource: Resource, path: string, references: References, into: Observations): void {
  const protocol = readProtocol(resource, `${path}.protocol`);
  const cidrs = ["cidrBlocks[]", "ipv6CidrBlocks[]"].map((name) => readAddresses(resource, `${path}.${name}`));
  into.egressRules.push({
    resource,
    path,
    firewalls: { keys: [resource.urn], unknown: [] },
    protocol,
    ports: readPorts(resource, path, protocol),
    prefixes: cidrs.flatMap((found) => found.prefixes),
    prefixLists: references.follow(resource, `${path}.prefixListIds[]`, [PREFIX_LIST]),
    unknownDestinations: cidrs.flatMap((found) => found.unknown),
    kind: "security-group",
    allow: true,
  });
}
