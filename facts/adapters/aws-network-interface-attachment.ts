import { INSTANCES, NETWORK_INTERFACE } from "../types";
import type { Adapter } from "./adapter";

/** Attaches an interface to an instance. */
export const awsNetworkInterfaceAttachment: Adapter = {
  types: ["aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment"],
  observe(resource, references, into) {
    into.hostLinks.push({
      resource,
      instances: references.follow(resource, "instanceId", INSTANCES),
      interfaces: references.follow(resource, "networkInterfaceId", [NETWORK_INTERFACE]),
    });
  },
};
