import { formatPrefix, type Prefix } from "../../lease/prefix";
import type { ArgumentErrors } from "../argument-errors";

/** Largest stateful rule group: https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html */
export const MAX_CAPACITY = 30_000;
/** Longest rules string, in bytes, from the same page. */
export const MAX_RULES_BYTES = 2_000_000;
/** Share of the needed capacity that stays free for the list to grow. */
const HEADROOM = 0.25;
const SMALLEST_CAPACITY = 256;
/** First signature id: below 1,000,000 they belong to the published rule sets. */
const FIRST_SID = 1_000_000;

/** What {@link denyRules} takes. */
export interface DenyRulesOptions {
  readonly leaseId: string;
  readonly segmentName: string;
  readonly denied: readonly Prefix[];
  /** Destinations that pass before anything is dropped: break-glass. */
  readonly passed: readonly Prefix[];
}

/** Name of the rule variable for the segment's sources. */
export const SOURCES_VARIABLE = "LEASEHOLD_WORKLOADS";

/**
 * Suricata rules that drop what the workloads open towards denied destinations: one rule a CIDR, because a rule with its
 * variables may have at most 8,192 characters, and so that an alert names what was hit. `flow:to_server` leaves replies
 * alone, whose destination may be private space. Passed destinations come first, for policies in strict order; in default
 * order pass wins over drop anyway.
 *
 * @param sources Name of the variable with the workloads' CIDRs; `HOME_NET` is the firewall's VPC.
 */
export function denyRules({ leaseId, segmentName, denied, passed }: DenyRulesOptions, sources: string): string {
  const rule = (action: "pass" | "drop", prefix: Prefix, index: number) =>
    `${action} ip $${sources} any -> ${formatPrefix(prefix)} any ` +
    `(msg:"leasehold ${leaseId}/${segmentName} ${action === "pass" ? "break-glass" : "deny list"}"; ` +
    `flow:to_server; sid:${FIRST_SID + index}; rev:1;)`;
  return [
    ...passed.map((prefix, index) => rule("pass", prefix, index)),
    ...denied.map((prefix, index) => rule("drop", prefix, passed.length + index)),
  ].join("\n");
}

/**
 * The capacity to reserve for a rule group, in rules. It is fixed when the group is created, so a quarter more than is
 * needed is reserved, rounded up to 256 times a power of two: a list that grows a little does not replace the group.
 *
 * @param needed Rules the group holds now.
 * @param given The capacity the user chose; kept, whatever is free in it.
 */
export function reserveCapacity(needed: number, given: number | undefined, errors: ArgumentErrors): number {
  if (given === undefined) {
    if (needed > MAX_CAPACITY) {
      errors.add(
        "segment.denyLists",
        needed,
        `CIDRs after merging, and a rule group holds ${MAX_CAPACITY}; shorten the lists`,
      );
    }
    return defaultCapacity(needed);
  }
  if (!Number.isInteger(given) || given < 1 || given > MAX_CAPACITY) {
    errors.add("networkFirewall.capacity", given, `give a whole number from 1 to ${MAX_CAPACITY}`);
  } else if (given < needed) {
    errors.add(
      "networkFirewall.capacity",
      given,
      `the lists need ${needed} rules after merging, and a rule group keeps the capacity it was created with; ` +
        `raise it (${defaultCapacity(needed)} leaves room), which replaces the group, or shorten the lists`,
    );
  }
  return given;
}

/** Smallest 256 × 2^n with a quarter of `needed` free, at most 30,000. */
export function defaultCapacity(needed: number): number {
  let capacity = SMALLEST_CAPACITY;
  while (capacity < needed * (1 + HEADROOM)) capacity *= 2;
  return Math.min(capacity, MAX_CAPACITY);
}
