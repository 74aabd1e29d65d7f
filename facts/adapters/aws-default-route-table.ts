import { DEFAULT_ROUTE_TABLE, VPCS } from "../types";
import type { Adapter } from "./adapter";
import { observeRoutes } from "./route-targets";

/** The table a VPC was created with, taken over with its inline routes: the main one, unless another was made so. */
export const awsDefaultRouteTable: Adapter = {
  types: [DEFAULT_ROUTE_TABLE],
  observe(resource, references, into) {
    const vpcs = references.follow(resource, "defaultRouteTableId", VPCS);
    const table = { keys: [resource.urn], unknown: [] };
    into.tables.push({ resource, key: resource.urn, vpc: vpcs });
    into.mainTables.push({ resource, vpcs, tables: table });
    observeRoutes(resource, "routes[]", table, references, into);
  },
};
