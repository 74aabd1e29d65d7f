import { ROUTE_TABLES, VPCS } from "../types";
import type { Adapter } from "./adapter";

/** Makes a table the main one of a VPC. */
export const awsMainRouteTableAssociation: Adapter = {
  types: ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"],
  observe(resource, references, into) {
    into.mainTables.push({
      resource,
      vpcs: references.follow(resource, "vpcId", VPCS),
      tables: references.follow(resource, "routeTableId", ROUTE_TABLES),
    });
  },
};
