import { readString } from "../../graph/read";
import { readPrefix } from "../../lease/prefix";
import { PRIVATE } from "../../lease/special-purpose";
import { SUBNETS, TRANSIT_ATTACHMENT, TRANSIT_GATEWAY, TRANSIT_TABLE, VPCS } from "../types";
import type { Adapter } from "./adapter";

/** Attachments, tables, routes and associations of transit gateways: how traffic gets from one VPC to another's NAT. */
export const awsTransitGateway: Adapter = {
  types: [
    TRANSIT_ATTACHMENT,
    TRANSIT_TABLE,
    "aws:ec2transitgateway/route:Route",
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
  ],
  observe(resource, references, into) {
    const gateways = references.follow(resource, "transitGatewayId", [TRANSIT_GATEWAY]);
    const tables = references.follow(resource, "transitGatewayRouteTableId", [TRANSIT_TABLE, TRANSIT_GATEWAY]);
    const attachments = references.follow(resource, "transitGatewayAttachmentId", [TRANSIT_ATTACHMENT]);
    if (resource.type === TRANSIT_ATTACHMENT) {
      into.transitAttachments.push({
        resource,
        gateways,
        vpcs: references.follow(resource, "vpcId", VPCS),
        subnets: references.follow(resource, "subnetIds[]", SUBNETS),
      });
    } else if (resource.type === TRANSIT_TABLE) into.transitTables.push({ resource, gateways });
    else if (resource.type.endsWith(":Route")) {
      const destination = readString(resource.inputs, "destinationCidrBlock");
      const prefix = destination !== undefined && "known" in destination ? readPrefix(destination.known) : undefined;
      const leaves = prefix === undefined || !PRIVATE.containsPrefix(prefix);
      into.transitRoutes.push({ resource, tables, attachments, leaves });
    } else into.transitAssociations.push({ resource, tables, attachments });
  },
};
