import { EIP, INSTANCES, NETWORK_INTERFACE } from "../types";
import type { Adapter } from "./adapter";

/** Attaches an Elastic IP, named by allocation or by address, to an instance or an interface. */
export const awsEipAssociation: Adapter = {
  types: ["aws:ec2/eipAssociation:EipAssociation"],
  observe(resource, references, into) {
    const addresses = references.follow(resource, ["allocationId", "publicIp"], [EIP]);
    for (const [property, types, as] of [
      ["instanceId", INSTANCES, "instance"],
      ["networkInterfaceId", [NETWORK_INTERFACE], "interface"],
    ] as const) {
      const users = references.follow(resource, property, types);
      if (users.keys.length + users.unknown.length > 0) into.uses.push({ resource, addresses, users, as });
    }
  },
};
