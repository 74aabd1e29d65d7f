import { EIP, NAT_GATEWAY } from "../types";
import type { Adapter } from "./adapter";

/** Gives a NAT gateway one more address, apart from the gateway's own declaration. */
export const awsNatGatewayEipAssociation: Adapter = {
  types: ["aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation"],
  observe(resource, references, into) {
    into.uses.push({
      resource,
      addresses: references.follow(resource, "allocationId", [EIP]),
      users: references.follow(resource, "natGatewayId", [NAT_GATEWAY]),
      as: "nat",
    });
  },
};
