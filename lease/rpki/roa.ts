import { AddressError } from "../address-error";
import { comparePrefixes, formatPrefix, fullLength, parsePrefix } from "../prefix";
import { parseAsn, type Vrp } from "./vrp";

/** What one ROA authorises, max-length explicit. The same shape before and after validation, so one type serves both. */
export type RoaPayload = Vrp;

/** Payloads that are to be there, and payloads that are to go. */
export interface RoaDelta {
  readonly add: RoaPayload[];
  readonly remove: RoaPayload[];
}

/**
 * A payload from the notations of registries and programs: canonical prefix, AS number in any spelling, and an absent
 * max-length made explicit: it is the prefix's own (RFC 9582 §4.3.2).
 * @throws AddressError for host bits, an AS number out of range, or a max-length outside of prefix length and address length.
 */
export function roaPayload(prefixText: string, asn: string | number, maxLength?: number | null): RoaPayload {
  const prefix = parsePrefix(prefixText);
  const length = maxLength ?? prefix.length;
  if (!Number.isInteger(length) || length < prefix.length || length > fullLength(prefix.family)) {
    throw new AddressError(
      formatPrefix(prefix),
      `max-length ${length} does not fit ${formatPrefix(prefix)}; ` +
        `use a whole number from ${prefix.length} to ${fullLength(prefix.family)}`,
    );
  }
  return { prefix, asn: parseAsn(asn), maxLength: length };
}

/** Whether two payloads authorise the same: prefix, AS number and max-length. */
export function sameRoa(a: RoaPayload, b: RoaPayload): boolean {
  return compareRoas(a, b) === 0;
}

/** Total order: by prefix, then AS number, then max-length. */
export function compareRoas(a: RoaPayload, b: RoaPayload): number {
  return comparePrefixes(a.prefix, b.prefix) || a.asn - b.asn || a.maxLength - b.maxLength;
}

/** One payload in words: `203.0.113.0/24 for AS64496, max-length 24`. */
export function formatRoa({ prefix, asn, maxLength }: RoaPayload): string {
  return `${formatPrefix(prefix)} for AS${asn}, max-length ${maxLength}`;
}

/** What turns the published payloads into the wanted ones; each payload once, in order, repeats dropped. */
export function diffRoas(published: Iterable<RoaPayload>, wanted: Iterable<RoaPayload>): RoaDelta {
  const there = new Map(entries(published));
  const want = new Map(entries(wanted));
  return { add: sorted(without(want, there)), remove: sorted(without(there, want)) };
}

/**
 * What of a change is still to be done, given what is published: additions that are there already and removals that are
 * gone already drop out. A payload that is both added and removed stays.
 */
export function remainingChange(
  published: Iterable<RoaPayload>,
  change: { readonly add: Iterable<RoaPayload>; readonly remove: Iterable<RoaPayload> },
): RoaDelta {
  const there = new Map(entries(published));
  const add = new Map(entries(change.add));
  const remove = new Map([...entries(change.remove)].filter(([key]) => there.has(key)));
  return { add: sorted(without(add, there)), remove: sorted(without(remove, add)) };
}

function* entries(roas: Iterable<RoaPayload>): Generator<[string, RoaPayload]> {
  for (const roa of roas) yield [formatRoa(roa), roa];
}

function without(all: Map<string, RoaPayload>, others: Map<string, RoaPayload>): RoaPayload[] {
  return [...all].filter(([key]) => !others.has(key)).map(([, roa]) => roa);
}

function sorted(roas: RoaPayload[]): RoaPayload[] {
  return roas.sort(compareRoas);
}
