import { type Allowance, hasPorts } from "./egress-allowances";

/** Entries of one direction that a network ACL takes by default: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
export const ACL_QUOTA = 20;
const STEP = 10;

/** One entry that lets traffic through; a network ACL drops what no entry names. */
export interface AclEntry {
  /** Entries are tried from the lowest number. */
  readonly number: number;
  readonly egress: boolean;
  /** Protocol number as text, `-1` for all. */
  readonly protocol: string;
  readonly cidr: string;
  readonly fromPort: number;
  readonly toPort: number;
  /** ICMP has a type and code instead of ports; -1 is every one. */
  readonly icmp: boolean;
}

const PROTOCOL_NUMBERS: Readonly<Record<Allowance["protocol"], string>> = {
  tcp: "6",
  udp: "17",
  icmp: "1",
  icmpv6: "58",
  all: "-1",
};

/**
 * The entries of a network ACL that let a segment reach what it may, and the answers back in: an ACL keeps no state, so
 * answers to the workloads' ephemeral ports are let in from each destination.
 *
 * @param local CIDRs of one's own network, let through both ways.
 * @param first Number of the first entry in each direction; the others follow in steps of ten.
 */
export function networkAclEntries(
  allowances: readonly Allowance[],
  local: readonly string[],
  first: number,
): AclEntry[] {
  const locals = local.map((cidr) => ({ protocol: "-1", cidr, fromPort: 0, toPort: 0, icmp: false }));
  const out = allowances.map(({ protocol, from, to, destination }) => ({
    protocol: PROTOCOL_NUMBERS[protocol],
    cidr: destination,
    ...(hasPorts(protocol) ? { fromPort: from, toPort: to } : { fromPort: 0, toPort: 0 }),
    icmp: protocol === "icmp" || protocol === "icmpv6",
  }));
  const back = out.map((entry) =>
    entry.protocol === "6" || entry.protocol === "17" ? { ...entry, fromPort: 1024, toPort: 65_535 } : entry,
  );
  return [...number([...locals, ...out], true, first), ...number([...locals, ...back], false, first)];
}

function number(entries: readonly Omit<AclEntry, "number" | "egress">[], egress: boolean, first: number): AclEntry[] {
  const distinct = [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
  return distinct.map((entry, index) => ({ number: first + index * STEP, egress, ...entry }));
}
