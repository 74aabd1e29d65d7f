import { AddressError } from "../../lease/address-error";
import { parsePrefix } from "../../lease/prefix";
import { parseAsn } from "../../lease/rpki/vrp";
import type { LeaseRoute } from "./route-ledger";

/**
 * Reads routes as the setting `withdrawn` lists them: `203.0.113.0/24 AS64496, 2001:db8::/32 AS64497`.
 * @throws AddressError for one that is no route.
 */
export function withdrawnRoutes(list: string | undefined): LeaseRoute[] {
  const entries = (list ?? "").split(",").map((entry) => entry.trim());
  return entries.filter((entry) => entry !== "").map(parseRoute);
}

function parseRoute(entry: string): LeaseRoute {
  const [prefix = "", origin = "", ...rest] = entry.split(/\s+/);
  if (rest.length > 0) throw new AddressError(entry, "a withdrawn route is a prefix and an ASN");
  return { prefix: parsePrefix(prefix), origin: parseAsn(origin) };
}
