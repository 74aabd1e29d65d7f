import { PROTOCOL_NAMES } from "../../../facts/protocol-names";
import { canonicalBlock } from "./route-text";

/** A rule of a firewall as either side gives it. */
export interface PlainRule {
  /** Name or number; `-1` and `any` are all. */
  readonly protocol: string;
  /** ICMP: the type. -1 stands for all. */
  readonly from?: number;
  /** ICMP: the code. */
  readonly to?: number;
}

/** What a rule lets through, in one spelling: `tcp 443`, `udp 1-1024`, `icmp 8/0`, `all`. */
export function trafficText({ protocol, from, to }: PlainRule): string {
  const word = protocol.trim().toLowerCase();
  const name = Object.hasOwn(PROTOCOL_NAMES, word) ? (PROTOCOL_NAMES[word] as string) : word;
  if (name === "icmp" || name === "icmpv6") return icmpText(name, from ?? -1, to ?? -1);
  // Other protocols have no ports, whatever a program says.
  if (name !== "tcp" && name !== "udp") return name;
  const first = from ?? to ?? -1;
  const last = to ?? from ?? -1;
  if (first < 0 || last < 0) return `${name} 0-65535`;
  return first === last ? `${name} ${first}` : `${name} ${Math.min(first, last)}-${Math.max(first, last)}`;
}

/** No code without a type, nor a type of -1 with a code. */
function icmpText(name: string, type: number, code: number): string {
  if (type < 0) return name;
  return code < 0 ? `${name} ${type}` : `${name} ${type}/${code}`;
}

/** A rule with one peer, in one spelling: `tcp 443 203.0.113.0/24`. @param own the group's id, for rules about itself */
export function ruleText(rule: PlainRule, peer: string, own?: string): string {
  return `${trafficText(rule)} ${peerText(peer, own)}`;
}

/** A block, or the id of a prefix list or group; a group of another account loses the account, which its id does not need. */
function peerText(peer: string, own: string | undefined): string {
  const group = /^(?:\d{12}\/)?(sg-[\w-]+)$/.exec(peer.trim())?.[1];
  if (group !== undefined) return group === own ? "itself" : group;
  return canonicalBlock(peer);
}
