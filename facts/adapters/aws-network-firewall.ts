import { NETWORK_FIREWALL, SUBNETS } from "../types";
import type { Adapter } from "./adapter";

/** A network firewall: traffic sent to its endpoints goes on by the tables of their subnets. */
export const awsNetworkFirewall: Adapter = {
  types: [NETWORK_FIREWALL],
  observe(resource, references, into) {
    into.inspectionPoints.push({
      resource,
      subnets: references.follow(resource, "subnetMappings[].subnetId", SUBNETS),
    });
  },
};
