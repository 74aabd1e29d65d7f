import { AddressError } from "./address-error";
import { formatPrefix, fullLength, type Prefix, readPrefix, splitPrefix, supernet } from "./prefix";

const V4_SUFFIX = "in-addr.arpa";
const V6_SUFFIX = "ip6.arpa";

/**
 * The name of an address in the reverse tree, without a trailing dot: `1.113.0.203.in-addr.arpa`, or 32 nibbles under
 * `ip6.arpa` (RFC 1035 §3.5, RFC 3596 §2.5).
 * @throws AddressError for a prefix of more than one address: see `reverseZones`.
 */
export function reverseName(address: Prefix): string {
  if (address.length !== fullLength(address.family)) {
    const text = formatPrefix(address);
    throw new AddressError(
      text,
      `${text} is a block; a reverse name is for a single address, so give one of its addresses`,
    );
  }
  return zoneName(address);
}

/**
 * The zones of the reverse tree that hold a block's names. IPv4: /24, /16 or /8 zones, whichever is next at or below the
 * block, so a /23 is two zones; a block smaller than /24 lies in its /24's zone (RFC 2317 delegates inside it). IPv6: the
 * next nibble boundary, so at most eight zones.
 */
export function reverseZones(prefix: Prefix): string[] {
  const step = prefix.family === 4 ? 8 : 4;
  const length = Math.max(step, Math.ceil(prefix.length / step) * step);
  if (prefix.family === 4 && length === 32) return [zoneName(supernet(prefix, 24))];
  return Array.from(splitPrefix(prefix, length), zoneName);
}

function zoneName(zone: Prefix): string {
  const labels: string[] = [];
  if (zone.family === 4) {
    for (let octet = zone.length / 8; octet > 0; octet--) {
      labels.push(String((zone.first >> BigInt(32 - 8 * octet)) & 255n));
    }
    return [...labels, V4_SUFFIX].join(".");
  }
  const digits = zone.first
    .toString(16)
    .padStart(32, "0")
    .slice(0, zone.length / 4);
  return [...Array.from(digits).reverse(), V6_SUFFIX].join(".");
}

/**
 * The block a name of the reverse tree stands for: a full name gives an address, a partial one the block it covers, and a
 * classless name (`1.0/25.113.0.203.in-addr.arpa`, `0-127.…`, RFC 2317) its address or range. Case and a trailing dot do
 * not matter. Anything else, such as a service label under the tree, gives undefined.
 */
export function parseReverseName(name: string): Prefix | undefined {
  if (name.length > 255) return undefined;
  const lower = (name.endsWith(".") ? name.slice(0, -1) : name).toLowerCase();
  const v4 = labelsUnder(lower, V4_SUFFIX);
  if (v4 !== undefined) return parseOctets(v4);
  const v6 = labelsUnder(lower, V6_SUFFIX);
  return v6 === undefined ? undefined : parseNibbles(v6);
}

/** Labels below a suffix, the most significant first; undefined when the name is not under it. */
function labelsUnder(name: string, suffix: string): string[] | undefined {
  if (name === suffix) return [];
  if (!name.endsWith(`.${suffix}`)) return undefined;
  return name
    .slice(0, -suffix.length - 1)
    .split(".")
    .reverse();
}

function parseOctets(labels: readonly string[]): Prefix | undefined {
  const classless = labels[3] === undefined ? undefined : parseClassless(labels.slice(0, 3), labels[3]);
  if (classless !== undefined) {
    if (labels.length === 4) return classless;
    const address = labels.length === 5 ? parseOctets([...labels.slice(0, 3), labels[4] as string]) : undefined;
    return address !== undefined && supernet(address, classless.length).first === classless.first ? address : undefined;
  }
  if (labels.length > 4) return undefined;
  const octets = [...labels, ...Array.from({ length: 4 - labels.length }, () => "0")];
  return readPrefix(`${octets.join(".")}/${labels.length * 8}`);
}

/** The label of a classless delegation: `0/25`, or its first and last address, `0-127`. */
function parseClassless(network: readonly string[], label: string): Prefix | undefined {
  const parts = /^(\d{1,3})([/-])(\d{1,3})$/.exec(label);
  if (parts === null) return undefined;
  const [, first, sign, second] = parts;
  if (sign === "/") return Number(second) > 24 ? readPrefix(`${network.join(".")}.${first}/${second}`) : undefined;
  const size = Number(second) - Number(first) + 1;
  const length = 32 - Math.log2(size);
  return length > 24 && length <= 32 ? readPrefix(`${network.join(".")}.${first}/${length}`) : undefined;
}

function parseNibbles(labels: readonly string[]): Prefix | undefined {
  if (labels.length > 32 || !labels.every((label) => /^[0-9a-f]$/.test(label))) return undefined;
  const digits = labels.join("").padEnd(32, "0");
  // Through text, so that IPv4-mapped names become IPv4 as everywhere else.
  return readPrefix(`${(digits.match(/.{4}/g) ?? []).join(":")}/${labels.length * 4}`);
}
