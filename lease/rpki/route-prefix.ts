import { type Prefix, parsePrefix, supernet } from "../prefix";
import { readPrefix } from "../read-prefix";

/**
 * Reads the prefix of a validated payload: as `parsePrefix` does, but an IPv4-mapped one stays IPv6. To BGP and the RPKI
 * the families are apart, and a payload for `::ffff:0:0/96` says nothing of IPv4.
 * @throws AddressError that names the value and the fix.
 */
export function parseRoutePrefix(text: string): Prefix {
  const quick = text.includes("/") ? readPrefix(text) : undefined;
  return unmapped(quick ?? parsePrefix(text), text);
}

/**
 * Reads the prefix of a route: as `parseRoutePrefix` does, but host bits are dropped, as a BGP speaker does (the value of
 * trailing bits is irrelevant, RFC 4271 §4.3).
 * @throws AddressError that names the value and the fix.
 */
export function parseRoute(text: string): { readonly prefix: Prefix; readonly hostBits: boolean } {
  const slash = text.indexOf("/");
  const quick = slash < 0 ? undefined : readPrefix(text);
  if (quick !== undefined) return { prefix: unmapped(quick, text), hostBits: false };
  const address = slash < 0 ? undefined : readPrefix(text.slice(0, slash));
  if (address === undefined) return { prefix: parseRoutePrefix(text), hostBits: false };
  const single = unmapped(address, text);
  // The length is parsed with an address that has no host bits, which says what is wrong with it.
  const { length } = parsePrefix(`${single.family === 4 ? "0.0.0.0" : "::"}${text.slice(slash)}`);
  return { prefix: supernet(single, length), hostBits: true };
}

function unmapped(prefix: Prefix, text: string): Prefix {
  if (prefix.family === 6 || !text.includes(":")) return prefix;
  return { family: 6, first: (0xffffn << 32n) | prefix.first, length: prefix.length + 96 };
}
