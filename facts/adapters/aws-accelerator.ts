import { addressOf } from "../read-address";
import { collect, NO_TARGETS } from "../references";
import type { Adapter } from "./adapter";

/** A Global Accelerator with addresses of one's own block; without any it has the cloud's. */
export const awsAccelerator: Adapter = {
  types: [
    "aws:globalaccelerator/accelerator:Accelerator",
    "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator",
  ],
  observe(resource, _references, into) {
    for (const found of collect(resource.inputs, "ipAddresses[]")) {
      const key = `${resource.urn}#${found.path}`;
      const address = addressOf(resource, found.path, found.value);
      into.allocations.push({ resource, key, address, source: "given", pool: NO_TARGETS });
      into.holdings.push({ resource, property: found.path });
      into.uses.push({
        resource,
        addresses: { keys: [key], unknown: [] },
        users: { keys: [resource.urn], unknown: [] },
        as: "accelerator",
      });
    }
  },
};
