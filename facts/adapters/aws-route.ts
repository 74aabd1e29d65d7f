import { ROUTE_TABLES } from "../types";
import type { Adapter } from "./adapter";
import { observeRoutes } from "./route-targets";

/** A route that is a resource of its own. */
export const awsRoute: Adapter = {
  types: ["aws:ec2/route:Route"],
  observe(resource, references, into) {
    observeRoutes(resource, "", references.follow(resource, "routeTableId", ROUTE_TABLES), references, into);
  },
};
