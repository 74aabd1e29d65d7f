import { readAddress } from "../read-address";
import { IPAM_POOL } from "../types";
import type { Adapter } from "./adapter";

/** Space provisioned to an IPAM pool. It holds the lease, and says where the pool's addresses come from. */
export const awsIpamPoolCidr: Adapter = {
  types: ["aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "aws:ec2/vpcIpamPoolCidrAllocation:VpcIpamPoolCidrAllocation"],
  observe(resource, references, into) {
    into.holdings.push({ resource, property: "cidr" });
    if (!resource.type.endsWith(":VpcIpamPoolCidr")) return;
    into.poolCidrs.push({
      resource,
      pools: references.follow(resource, "ipamPoolId", [IPAM_POOL]),
      prefix: readAddress(resource, "cidr"),
    });
  },
};
