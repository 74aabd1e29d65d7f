import { fullLength, readPrefix } from "../prefix";
import type { WrittenAddress } from "./written-address";

const GROUPS =
  /(?<![0-9A-Za-z_]|(?:^|[^0-9A-Za-z])[0-9a-fA-F]{1,4}-)[0-9a-fA-F]{1,4}(?:--?[0-9a-fA-F]{1,4}){2,7}(?:--(?![0-9A-Za-z]))?(?![0-9A-Za-z]|-[0-9A-Za-z])/g;

/**
 * Addresses of IPv6 whose colons are dashes, as names of hosts have to have them: `2001-db8-42--7.ipv6-literal.net`. Only with
 * two dashes side by side, or all eight groups: less is a date or a part of a UUID.
 */
export function writtenJoinedIpv6(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const { index: start, 0: written } of text.matchAll(GROUPS)) {
    const address = written.replaceAll("-", ":");
    if (!address.includes("::") && address.split(":").length < 8) continue;
    const prefix = readPrefix(address);
    if (prefix?.length !== fullLength(6)) continue;
    const end = start + written.length;
    const isName = /^\.[A-Za-z]/.test(text.slice(end, end + 2));
    found.push({ start, end, prefixes: [prefix], confidence: isName ? "certain" : "likely" });
  }
  return found;
}
