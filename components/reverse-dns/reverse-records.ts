import { AddressError } from "../../lease/address-error";
import { contains, formatAddress, type Prefix, parseAddress, parsePrefix } from "../../lease/prefix";
import { reverseName, reverseZones } from "../../lease/reverse-name";
import type { ArgumentErrors } from "../argument-errors";

/** One address with the name it gets. */
export interface NamedAddress {
  /** Canonical text of the address. */
  readonly address: string;
  readonly family: 4 | 6;
  /** Lower case, without a trailing dot. */
  readonly hostname: string;
  /** Fully qualified name of its PTR record, from which the address can be read. */
  readonly reverseName: string;
}

/**
 * Checks the names of a segment's addresses: each key is one address of the segment, given once; each value a hostname.
 */
export function readNames(
  names: Readonly<Record<string, string>>,
  prefixes: readonly string[],
  errors: ArgumentErrors,
): NamedAddress[] {
  const within = prefixes.map(parsePrefix);
  const seen = new Map<string, string>();
  return Object.entries(names).flatMap(([key, name]) => {
    const prefix = readAddress(key, errors);
    const hostname = readHostname(key, name, errors);
    if (prefix === undefined) return [];
    const address = formatAddress(prefix.family, prefix.first);
    const other = seen.get(address);
    if (other !== undefined)
      errors.add("names", key, `the same address as ${other}; an address has one name, keep one of them`);
    seen.set(address, key);
    if (!within.some((one) => contains(one, prefix))) {
      errors.add("names", key, `not in the segment's prefixes ${prefixes.join(", ")}; name an address of the segment`);
    }
    return [{ address, family: prefix.family, hostname: hostname ?? "", reverseName: reverseName(prefix) }];
  });
}

/** The name of the longest zone that holds a name; zone names are compared without case and trailing dot. */
export function zoneOf(name: string, zones: Iterable<string>): string | undefined {
  let longest: string | undefined;
  for (const zone of zones) {
    const bare = plainName(zone);
    if (name !== bare && !name.endsWith(`.${bare}`)) continue;
    if (longest === undefined || bare.length > plainName(longest).length) longest = zone;
  }
  return longest;
}

/** The reverse zone that an address of a lease would be expected in: the lease's own, or for IPv4 at most its /24. */
export function expectedZone(named: NamedAddress, leasePrefix: string): string {
  const zones = reverseZones(parsePrefix(leasePrefix));
  return zoneOf(named.reverseName, zones) ?? zones[0] ?? named.reverseName;
}

/** Lower case, without a trailing dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function readAddress(text: string, errors: ArgumentErrors): Prefix | undefined {
  try {
    return parseAddress(text);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    errors.add("names", text, error.message);
    return undefined;
  }
}

/** RFC 1123 §2.1: labels of letters, digits and inner hyphens, at most 63 each and 253 in all. */
function readHostname(address: string, name: string, errors: ArgumentErrors): string | undefined {
  const hostname = plainName(name);
  const labels = hostname.split(".");
  const valid =
    hostname.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  if (valid) return hostname;
  errors.add(
    `names["${address}"]`,
    undefined,
    "not a full hostname; give two labels or more of letters, digits and inner hyphens, like out.example.com",
  );
  return undefined;
}
