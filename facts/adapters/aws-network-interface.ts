import { readBoolean } from "../../graph/read";
import { NO_TARGETS } from "../references";
import { INSTANCES, NETWORK_INTERFACE, SECURITY_GROUPS, SUBNETS } from "../types";
import type { Adapter } from "./adapter";

/** A network interface, and the instance it is attached to. */
export const awsNetworkInterface: Adapter = {
  types: [NETWORK_INTERFACE],
  observe(resource, references, into) {
    const check = readBoolean(resource.inputs, "sourceDestCheck");
    into.hosts.push({
      resource,
      kind: "interface",
      subnets: references.follow(resource, "subnetId", SUBNETS),
      interfaces: NO_TARGETS,
      securityGroups: references.follow(resource, "securityGroups[]", SECURITY_GROUPS),
      forwards: check !== undefined && "known" in check && !check.known,
    });
    const instances = references.follow(resource, "attachments[].instance", INSTANCES);
    if (instances.keys.length > 0) {
      into.hostLinks.push({ resource, instances, interfaces: { keys: [resource.urn], unknown: [] } });
    }
  },
};
