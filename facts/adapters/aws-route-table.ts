import { ROUTE_TABLE, VPCS } from "../types";
import type { Adapter } from "./adapter";
import { observeRoutes } from "./route-targets";

/** A route table with its inline routes. */
export const awsRouteTable: Adapter = {
  types: [ROUTE_TABLE],
  observe(resource, references, into) {
    into.tables.push({ resource, key: resource.urn, vpc: references.follow(resource, "vpcId", VPCS) });
    observeRoutes(resource, "routes[]", { keys: [resource.urn], unknown: [] }, references, into);
  },
};
