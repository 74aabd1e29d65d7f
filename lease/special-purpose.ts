import { AddressSet } from "./address-set";
import { parsePrefix } from "./prefix";

function setOf(...texts: string[]): AddressSet {
  return AddressSet.of(texts.map(parsePrefix));
}

/**
 * Space inside one's own network: private use (RFC 1918), carrier-grade NAT (RFC 6598), loopback, link-local, and
 * unique-local IPv6 (RFC 4193).
 */
export const PRIVATE = setOf(
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
);

/**
 * Space that no packet to or from the internet may have: the entries of the IANA special-purpose registries (RFC 6890)
 * that are not globally reachable, less the parts of them that are, and multicast. It contains the documentation ranges.
 * The IPv4-mapped block ::ffff:0:0/96 is left out: everywhere here it stands for IPv4, so it would be all of it.
 */
export const BOGONS = setOf(
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/128",
  "::1/128",
  "64:ff9b:1::/48",
  "100::/64",
  "100:0:0:1::/64",
  "2001::/23",
  "2001:db8::/32",
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
).difference(
  setOf(
    // Port Control Protocol and TURN anycast; AMT; AS112; ORCHIDv2; drone remote id (IANA registries).
    "192.0.0.9/32",
    "192.0.0.10/32",
    "2001:1::1/128",
    "2001:1::2/128",
    "2001:1::3/128",
    "2001:3::/32",
    "2001:4:112::/48",
    "2001:20::/28",
    "2001:30::/28",
  ),
);
