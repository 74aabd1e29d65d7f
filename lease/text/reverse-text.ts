import { parseReverseName } from "../reverse-name";
import { DASH, DOT, isHex, SLASH, UNDERSCORE } from "./characters";
import type { WrittenAddress } from "./written-address";

/** 32 nibbles and their dots, and the label of a classless zone. */
const LONGEST = 80;
const SUFFIX = /\.(?:in-addr|ip6)\.(?:arpa|int)(?![A-Za-z0-9_-])/gi;

/** Names under in-addr.arpa and ip6.arpa in a text without escapes, of addresses, zones and classless delegations (RFC 2317). */
export function writtenReverseNames(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const { index: at, 0: suffix } of text.matchAll(SUFFIX)) {
    let start = at;
    while (start > 0 && at - start < LONGEST && isOfLabels(text.charCodeAt(start - 1))) start--;
    const end = at + suffix.length;
    while (start < at) {
      const name = `${text.slice(start, at)}${suffix.slice(0, -4)}arpa`.replace("_", "/");
      const prefix = parseReverseName(name);
      if (prefix !== undefined) {
        // `*.113.0.203.in-addr.arpa` is every name below.
        if (text.startsWith("*.", start - 2)) start -= 2;
        found.push({ start, end, prefixes: [prefix], confidence: "certain" });
        break;
      }
      // The leftmost label may be none of the address: `_dns`, or a range that is no block.
      const dot = text.indexOf(".", start);
      start = dot < 0 ? at : dot + 1;
    }
  }
  return found;
}

function isOfLabels(code: number): boolean {
  return isHex(code) || code === DOT || code === DASH || code === SLASH || code === UNDERSCORE;
}
