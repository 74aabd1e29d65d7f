import { type Family, fullLength, type Prefix } from "./prefix-value";

/** Text of one address: dotted decimal for IPv4, RFC 5952 for IPv6 (lower case, the longest run of zeros shortened). */
export function formatAddress(family: Family, address: bigint): string {
  return family === 4 ? formatIpv4(Number(address)) : formatIpv6(address);
}

/** Canonical text of a block, for example `203.0.113.0/24`. A single address keeps its `/32` or `/128`. */
export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.family, prefix.first)}/${prefix.length}`;
}

/** As `formatPrefix`, but a single address is written without its `/32` or `/128`. */
export function formatShort(prefix: Prefix): string {
  return prefix.length === fullLength(prefix.family)
    ? formatAddress(prefix.family, prefix.first)
    : formatPrefix(prefix);
}

function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

function formatIpv6(address: bigint): string {
  const digits = address.toString(16).padStart(32, "0");
  const groups: number[] = [];
  for (let at = 0; at < 32; at += 4) groups.push(Number.parseInt(digits.slice(at, at + 4), 16));
  const run = longestZeroRun(groups);
  if (run === undefined) return hex(groups);
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

function hex(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(":");
}

/** The first longest run of at least two zero groups (RFC 5952 §4.2: a single zero group is not shortened). */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } | undefined {
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length >= 2 && length > (best?.length ?? 0)) best = { start, length };
    start += length;
  }
  return best;
}
