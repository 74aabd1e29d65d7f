import { ROUTE_TABLES, SUBNETS } from "../types";
import type { Adapter } from "./adapter";

/** Gives a subnet its route table. */
export const awsRouteTableAssociation: Adapter = {
  types: ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  observe(resource, references, into) {
    const subnets = references.follow(resource, "subnetId", SUBNETS);
    // An association with a gateway steers what comes in, not what leaves.
    if (subnets.keys.length + subnets.unknown.length === 0) return;
    into.tableAssociations.push({
      resource,
      subnets,
      tables: references.follow(resource, "routeTableId", ROUTE_TABLES),
    });
  },
};
