import { readString } from "../../graph/read";
import { EIP, NAT_GATEWAY, SUBNETS, VPCS } from "../types";
import type { Adapter } from "./adapter";

/** A NAT gateway, zonal or regional, with every address it translates to: primary, secondary and by zone. */
export const awsNatGateway: Adapter = {
  types: [NAT_GATEWAY],
  observe(resource, references, into) {
    const connectivity = readString(resource.inputs, "connectivityType");
    if (connectivity !== undefined && "known" in connectivity && connectivity.known === "private") return;
    into.nats.push({
      resource,
      subnets: references.follow(resource, "subnetId", SUBNETS),
      vpc: references.follow(resource, "vpcId", VPCS),
    });
    const paths = ["allocationId", "secondaryAllocationIds[]", "availabilityZoneAddresses[].allocationIds[]"];
    const addresses = references.follow(resource, paths, [EIP]);
    if (addresses.keys.length + addresses.unknown.length > 0) {
      into.uses.push({ resource, addresses, users: { keys: [resource.urn], unknown: [] }, as: "nat" });
    }
  },
};
