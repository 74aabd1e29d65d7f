import { type Prefix, parsePrefix } from "./prefix";
import { readPrefix } from "./read-prefix";

/**
 * Reads the prefix of a route or of a validated payload: as `parsePrefix` does, but an IPv4-mapped one stays IPv6. To BGP
 * the families are apart, and a payload for `::ffff:0:0/96` says nothing of IPv4.
 * @throws AddressError that names the value and the fix.
 */
export function parseRoutePrefix(text: string): Prefix {
  const quick = text.includes("/") ? readPrefix(text) : undefined;
  const prefix = quick ?? parsePrefix(text);
  if (prefix.family === 6 || !text.includes(":")) return prefix;
  return { family: 6, first: (0xffffn << 32n) | prefix.first, length: prefix.length + 96 };
}
