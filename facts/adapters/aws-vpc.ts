import { DEFAULT_VPC, VPC } from "../types";
import type { Adapter } from "./adapter";

/** A VPC: networks are joined by reference; leased space given to it is held, not mentioned. */
export const awsVpc: Adapter = {
  types: [
    VPC,
    DEFAULT_VPC,
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
  ],
  observe(resource, _references, into) {
    for (const property of ["cidrBlock", "ipv6CidrBlock"]) into.holdings.push({ resource, property });
  },
};
