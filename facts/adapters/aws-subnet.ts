import { readAddresses } from "../read-address";
import { DEFAULT_SUBNET, SUBNET, VPCS } from "../types";
import type { Adapter } from "./adapter";

/** A subnet and its prefixes of both families. A subnet of leased space takes that space. */
export const awsSubnet: Adapter = {
  types: [SUBNET, DEFAULT_SUBNET],
  observe(resource, references, into) {
    const isDefault = resource.type === DEFAULT_SUBNET;
    const prefixes = ["cidrBlock", "ipv6CidrBlock"].flatMap((property) => readAddresses(resource, property).prefixes);
    into.subnets.push({ resource, vpc: references.follow(resource, "vpcId", VPCS), prefixes, isDefault });
    for (const property of ["cidrBlock", "ipv6CidrBlock"]) into.holdings.push({ resource, property });
  },
};
