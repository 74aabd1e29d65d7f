import { comparePrefixes, formatPrefix, type Prefix } from "../../lease/prefix";
import type { GeofeedLocation } from "../../policies/geofeed-settings";
import type { Exported, ExportedLease } from "./exported-lease";

/**
 * A geolocation feed (RFC 8805): a line for every live lease, and for every segment, whose location is given. What has none
 * is left out, since a line without a location says that there is none to be told (RFC 8805, section 2.1.2).
 * @param locations by `lease` or `lease/segment`
 */
export function geofeed(leases: readonly ExportedLease[], locations: ReadonlyMap<string, GeofeedLocation>): Exported {
  const notes: string[] = [];
  // A prefix has one line (RFC 8805, section 2.1.1.1): a segment that is all of its lease goes over it.
  const lines = new Map<string, { readonly prefix: Prefix; readonly location: GeofeedLocation }>();
  const used = new Set<string>();
  const take = (key: string, prefixes: readonly Prefix[]): boolean => {
    const location = locations.get(key);
    if (location === undefined) return false;
    used.add(key);
    for (const prefix of prefixes) lines.set(formatPrefix(prefix), { prefix, location });
    return true;
  };
  for (const lease of leases) {
    const keys = [lease.id, ...lease.segments.map(({ name }) => `${lease.id}/${name}`)];
    if (!lease.live) {
      for (const key of keys) used.add(key);
      if (lease.status !== "released") notes.push(`lease ${lease.id} ended on ${lease.term.end}, and is left out`);
      continue;
    }
    const whole = take(lease.id, [lease.prefix]);
    const parts = lease.segments.map(({ name, prefixes }) => take(`${lease.id}/${name}`, prefixes));
    if (!whole && !parts.includes(true))
      notes.push(`lease ${lease.id} has no location, and is left out: --location ${lease.id}=DE`);
  }
  for (const key of locations.keys()) {
    if (!used.has(key))
      notes.push(`there is no ${key.includes("/") ? "segment" : "lease"} ${key}, for which a location is given`);
  }
  const sorted = [...lines.values()].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  const text = sorted.map(({ prefix, location }) => lineOf(prefix, location));
  return { text: `# prefix,country,region,city,postal code (RFC 8805)\n${text.join("")}`, notes };
}

/** The postal code is deprecated (RFC 8805, section 2.1.1.5) and stays empty. */
function lineOf(prefix: Prefix, { country = "", region = "", city = "" }: GeofeedLocation): string {
  return `${formatPrefix(prefix)},${country},${region},${city},\n`;
}
