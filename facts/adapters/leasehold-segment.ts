import { collect } from "../references";
import { EGRESS_SEGMENT } from "../types";
import type { Adapter } from "./adapter";

/** A segment holds its prefixes; `lease-view.ts` reads the rest of it. */
export const leaseholdSegment: Adapter = {
  types: [EGRESS_SEGMENT],
  observe(resource, _references, into) {
    for (const { path } of collect(resource.inputs, "prefixes[]")) into.holdings.push({ resource, property: path });
  },
};
