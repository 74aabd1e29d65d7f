import type { ViewedLease } from "../../../facts/lease-view";
import { contains, formatShort, fullLength, type Prefix, prefixSize, supernet } from "../../../lease/prefix";
import type { Severity } from "../../../policies/finding";
import { attribute, type Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import { type BaselineEntry, listingId, parseBaselineEntry } from "./baseline-entry";
import type { Engine, Weight } from "./engine";
import type { Hit } from "./engine-answer";
import { countedCodes, heaviest, meaningOf, weightOf } from "./zone-answer";

/** How listings become items. */
export interface ListingOptions {
  /** Count policy listings too, as warnings. */
  readonly withPolicy: boolean;
  /** Severity of an engine's listings in place of its weight's. */
  readonly severity?: Severity;
}

/** A listing that is an item of its own. */
type Listing = Omit<Hit, "lease">;
/** `beyond`: with codes that the baseline does not hold for its place. */
type SplitListing = Listing & { readonly beyond?: boolean };

const SEVERITIES: Readonly<Record<Weight, Severity>> = {
  severe: "error",
  major: "error",
  minor: "warning",
  policy: "warning",
};

/** The entries of a lease's baseline for one engine that lie in the lease. */
export function baselineOf({ lease, prefix }: ViewedLease, engine: string): BaselineEntry[] {
  return (lease.reputation?.listings ?? [])
    .map(parseBaselineEntry)
    .filter((entry) => entry !== undefined)
    .filter((entry) => entry.engine === engine && contains(prefix, entry.prefix));
}

/** What should be listed, since it was at the handover. That it no longer is is good news: a warning that fails no run. */
export function expectedItems(declared: Declared, viewed: ViewedLease, engine: Engine): DriftItem[] {
  return baselineOf(viewed, engine.id).map((entry) => ({
    ...itemOf(declared, viewed, engine, entry),
    fields: { ...(entry.codes !== undefined && { codes: entry.codes }) },
    severity: "warning",
    remediation: `The listing is gone, or smaller than at the handover, which is good news; record it: leasehold reputation baseline --lease ${viewed.lease.id}.`,
  }));
}

/**
 * What an engine lists of one lease, as items: one for an address; one for a block that is listed whole with one answer; one
 * for each range or for the whole lease, where the engine lists ranges or AS numbers; and what the baseline holds as a
 * block stays that block.
 *
 */
export function listingItems(
  declared: Declared,
  viewed: ViewedLease,
  engine: Engine,
  hits: readonly Hit[],
  options: ListingOptions,
): DriftItem[] {
  const counted = hits.flatMap((hit) => countedHit(engine, hit, options));
  const baseline = baselineOf(viewed, engine.id);
  const listings = listingsOf(engine, viewed.prefix, counted, baseline);
  return listings
    .flatMap((listing) => splitInherited(engine, listing, baseline))
    .map(({ beyond, ...listing }) => ({
      ...itemOf(declared, viewed, engine, listing, beyond),
      fields: {
        ...(listing.codes.length > 0 && { codes: listing.codes }),
        ...(listing.entry !== undefined && { entry: listing.entry }),
        ...(listing.reason !== undefined && { reason: listing.reason }),
        weight: listing.weight,
      },
      severity: options.severity ?? SEVERITIES[listing.weight],
      remediation: remediation(engine, viewed.lease.id),
    }));
}

function countedHit(engine: Engine, hit: Hit, { withPolicy }: ListingOptions): Hit[] {
  if (hit.weight === "policy" && !withPolicy) return [];
  if (engine.kind !== "dnsbl") return [hit];
  return [{ ...hit, codes: countedCodes(engine, hit.codes, withPolicy) }];
}

function listingsOf(
  engine: Engine,
  lease: Prefix,
  hits: readonly Hit[],
  baseline: readonly BaselineEntry[],
): Listing[] {
  if (engine.kind !== "dnsbl" && engine.kind !== "http") return [...hits];
  if (engine.scope !== "address") {
    const part = engine.scope === "asn" ? () => lease : (prefix: Prefix) => partOf(lease, prefix);
    return [...groups(hits, part).values()].map(({ prefix, members }) => united(prefix, members));
  }
  const { inherited, rest } = takeInherited(hits, baseline);
  return [...inherited, ...wholeParts(lease, rest, hits)];
}

/** Of addresses in a block that the baseline lists whole: the block, where they are listed with its codes or fewer. */
function takeInherited(hits: readonly Hit[], baseline: readonly BaselineEntry[]) {
  const taken = new Set<Hit>();
  const inherited = baseline
    .filter(({ prefix }) => prefix.length < fullLength(prefix.family))
    .flatMap((entry): Listing[] => {
      const members = hits.filter(
        ({ prefix, codes }) => contains(entry.prefix, prefix) && isWithin(codes, entry.codes),
      );
      if (members.length === 0) return [];
      for (const member of members) taken.add(member);
      const listing = united(entry.prefix, members);
      return [entry.codes === undefined ? listing : { ...listing, codes: entry.codes }];
    });
  return { inherited, rest: hits.filter((hit) => !taken.has(hit)) };
}

function isWithin(codes: readonly string[], allowed: readonly string[] | undefined): boolean {
  return allowed === undefined || codes.every((code) => allowed.includes(code));
}

/**
 * Codes that the baseline does not hold for a place that it lists are a listing of their own: worse news must not hide behind
 * what was inherited.
 */
function splitInherited(engine: Engine, listing: Listing, baseline: readonly BaselineEntry[]): SplitListing[] {
  const id = listingId({ engine: engine.id, ...listing });
  const inherited = baseline.find((entry) => listingId(entry) === id)?.codes;
  const fresh = inherited === undefined ? [] : listing.codes.filter((code) => !inherited.includes(code));
  if (fresh.length === 0) return [listing];
  const left = listing.codes.filter((code) => !fresh.includes(code));
  const weigh = (codes: readonly string[]) =>
    engine.kind === "dnsbl" ? heaviest(codes.map((code) => weightOf(engine, code))) : listing.weight;
  const news = { ...listing, codes: fresh, weight: weigh(fresh), beyond: true };
  return left.length === 0 ? [news] : [{ ...listing, codes: left, weight: weigh(left) }, news];
}

/** A part of the block whose addresses are all listed with the same codes is one listing, not hundreds. */
function wholeParts(lease: Prefix, hits: readonly Hit[], all: readonly Hit[]): Listing[] {
  const listed = groups(all, (prefix) => partOf(lease, prefix));
  return [...groups(hits, (prefix) => partOf(lease, prefix))].flatMap(([key, { prefix, members }]): Listing[] => {
    const whole = prefix.family === 4 && BigInt(listed.get(key)?.members.length ?? 0) === prefixSize(prefix);
    const alike = new Set(members.map(({ codes }) => codes.join(","))).size === 1;
    return whole && alike && members.length > 1 ? [united(prefix, members)] : members;
  });
}

function groups(
  hits: readonly Hit[],
  part: (prefix: Prefix) => Prefix,
): Map<string, { prefix: Prefix; members: Hit[] }> {
  const found = new Map<string, { prefix: Prefix; members: Hit[] }>();
  for (const hit of hits) {
    const prefix = part(hit.prefix);
    const key = formatShort(prefix);
    const group = found.get(key);
    if (group === undefined) found.set(key, { prefix, members: [hit] });
    else group.members.push(hit);
  }
  return found;
}

/** The /24 or /64 of the lease that an address lies in; the lease itself where it is smaller. */
function partOf(lease: Prefix, prefix: Prefix): Prefix {
  return supernet(prefix, Math.max(lease.length, prefix.family === 4 ? 24 : 64));
}

function united(prefix: Prefix, members: readonly Hit[]): Listing {
  const reason = members.find((hit) => hit.reason !== undefined)?.reason;
  return {
    prefix,
    codes: [...new Set(members.flatMap(({ codes }) => codes))].sort(),
    weight: heaviest(members.map(({ weight }) => weight)),
    ...(reason !== undefined && { reason }),
  };
}

function itemOf(
  declared: Declared,
  { lease }: ViewedLease,
  engine: Engine,
  { prefix, asn, codes }: Pick<BaselineEntry, "prefix" | "asn" | "codes">,
  beyond = false,
): Omit<DriftItem, "fields"> {
  const { segment, ...owner } = attribute(declared, prefix);
  const meaning = engine.kind === "dnsbl" ? meaningOf(engine, codes ?? []) : (codes ?? []).join(", ");
  const what = asn === undefined ? formatShort(prefix) : `AS${asn}, an origin of ${formatShort(prefix)},`;
  const id = listingId({ engine: engine.id, prefix, ...(asn !== undefined && { asn }) });
  return {
    observer: "reputation",
    type: "listing",
    id: beyond ? `${id} ${(codes ?? []).join(",")}` : id,
    name: `the listing of ${what} by ${engine.name}${meaning === "" ? "" : ` (${meaning})`}`,
    lease: lease.id,
    segment: owner.lease === lease.id ? segment : null,
    scope: engine.id,
  };
}

function remediation({ scope, documentation }: Engine, lease: string): string {
  const record = `If it was there at the handover, record it: leasehold reputation baseline --lease ${lease}.`;
  if (scope === "asn") {
    return `The AS of origin is listed as a whole: that is not this lease's doing. Ask who announces the block to clear it, or announce it from another AS; see ${documentation}. ${record}`;
  }
  const cause =
    scope === "range"
      ? "A range is listed for what several of its hosts did: find those of this lease that took part"
      : "Find and stop what made it, then ask for removal";
  return `${cause}; see ${documentation}. ${record}`;
}
