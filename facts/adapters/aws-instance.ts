import { readBoolean } from "../../graph/read";
import { INSTANCE, NETWORK_INTERFACE, SECURITY_GROUPS, SPOT_INSTANCE, SUBNETS } from "../types";
import type { Adapter } from "./adapter";

/** An instance: its subnet, interfaces, firewalls, and whether it forwards what is not its own. */
export const awsInstance: Adapter = {
  types: [INSTANCE, SPOT_INSTANCE],
  observe(resource, references, into) {
    const check = readBoolean(resource.inputs, "sourceDestCheck");
    const interfaces = references.follow(
      resource,
      ["networkInterfaces[].networkInterfaceId", "primaryNetworkInterface.networkInterfaceId"],
      [NETWORK_INTERFACE],
    );
    into.hosts.push({
      resource,
      kind: "instance",
      subnets: references.follow(resource, "subnetId", SUBNETS),
      interfaces,
      securityGroups: references.follow(resource, ["vpcSecurityGroupIds[]", "securityGroups[]"], SECURITY_GROUPS),
      forwards: check !== undefined && "known" in check && !check.known,
    });
    if (interfaces.keys.length > 0) {
      into.hostLinks.push({ resource, instances: { keys: [resource.urn], unknown: [] }, interfaces });
    }
  },
};
