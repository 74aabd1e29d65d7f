import { readString } from "../../graph/read";
import { readAddress } from "../read-address";
import { unknownPath } from "../references";
import { EIP, INSTANCES, IPAM_POOL, NETWORK_INTERFACE } from "../types";
import type { Adapter } from "./adapter";

/** An Elastic IP: its address where chosen or already known, else the pool it comes from; and what it is attached to. */
export const awsEip: Adapter = {
  types: [EIP],
  observe(resource, references, into) {
    const given = readAddress(resource, "address");
    const seen = readAddress(resource, "publicIp", resource.outputs);
    const pools = ["publicIpv4Pool", "ipamPoolId"].map((property) => readString(resource.inputs, property));
    const isPooled = pools.some((pool) => pool !== undefined && !("known" in pool && isAmazonPool(pool.known)));
    const isOutpost = readString(resource.inputs, "customerOwnedIpv4Pool") !== undefined;
    const value = given.value ?? seen.value;
    const isGiven = value !== undefined || given.unknown.length > 0;
    const source = isGiven ? "given" : isPooled && !isOutpost ? "pool" : "cloud";
    into.allocations.push({
      resource,
      key: resource.urn,
      source,
      address:
        value !== undefined
          ? { value, unknown: [] }
          : { unknown: source === "pool" ? [unknownPath(resource, "publicIp")] : given.unknown },
      pool: references.follow(resource, "ipamPoolId", [IPAM_POOL]),
    });
    if (value !== undefined) into.holdings.push({ resource, property: "address" });
    const addresses = { keys: [resource.urn], unknown: [] };
    for (const [property, types, as] of [
      ["instance", INSTANCES, "instance"],
      ["networkInterface", [NETWORK_INTERFACE], "interface"],
    ] as const) {
      const users = references.follow(resource, property, types);
      if (users.keys.length + users.unknown.length > 0) into.uses.push({ resource, addresses, users, as });
    }
  },
};

/** The name AWS shows for its own pool; an empty text is none. */
function isAmazonPool(pool: string): boolean {
  return pool === "" || pool === "amazon";
}
