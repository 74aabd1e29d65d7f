import { type Prefix, parseAddress } from "../../../lease/prefix";
import { reverseName } from "../../../lease/reverse-name";

const V4_SUFFIX = ".in-addr.arpa";
const V6_SUFFIX = ".ip6.arpa";

/** The name under which a zone answers for an address: reversed octets, or 32 reversed nibbles (RFC 5782 §2.1, §2.4). */
export function dnsblName(address: Prefix, zone: string): string {
  const reverse = reverseName(address);
  const labels = reverse.slice(0, -(address.family === 4 ? V4_SUFFIX : V6_SUFFIX).length);
  return `${labels}.${zone}`;
}

/** What a zone is tested with: one entry that every zone has, and one that none may have (RFC 5782 §5). */
export interface TestPoints {
  readonly listed: Prefix;
  readonly unlisted: Prefix;
}

export const V4_TEST_POINTS: TestPoints = { listed: parseAddress("127.0.0.2"), unlisted: parseAddress("127.0.0.1") };

/** `::FFFF:7F00:2` and `::FFFF:7F00:1`, kept as IPv6: reading them would turn them into IPv4. */
export const V6_TEST_POINTS: TestPoints = {
  listed: { family: 6, first: 0xffff_7f00_0002n, length: 128 },
  unlisted: { family: 6, first: 0xffff_7f00_0001n, length: 128 },
};
