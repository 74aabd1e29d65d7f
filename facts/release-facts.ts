import { readBoolean } from "../graph/read";
import type { Resource } from "../graph/resource";
import { formatPrefix, type Prefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import type { FactContext } from "./context";
import { readDeclaredLease } from "./declared-lease";
import type { ReleaseFact } from "./fact";
import type { Known } from "./observations";
import type { Plan } from "./plan";
import { ReferenceSearch } from "./reference-facts";
import { unknownPath } from "./references";
import { type Advertisement, Routes } from "./routes";
import { LEASED_BLOCK } from "./types";

const MOST_STILL = 5;

/** One fact for every step that gives a lease back: its record, its provisioned space, its announcements. */
export function releaseFacts(plan: Plan, after: FactContext, before: FactContext): ReleaseFact[] {
  return [...releases(plan, after, before), ...deprovisions(plan, before), ...withdrawals(plan, before)];
}

/** Leases that turn released, and blocks that go, with what still holds or refers when the plan is done. */
function releases(plan: Plan, after: FactContext, before: FactContext): ReleaseFact[] {
  const ending: { block: Resource; lease: string }[] = [];
  for (const was of plan.before.values()) {
    if (was.type !== LEASED_BLOCK) continue;
    const read = readDeclaredLease(was);
    if (!("lease" in read) || read.lease.status === "released") continue;
    const viewed = after.view.leases.get(read.lease.id);
    const isGone = after.references.resource(was.urn) === undefined && viewed?.declaredBy !== "program";
    if (isGone || viewed?.lease.status === "released") ending.push({ block: was, lease: read.lease.id });
  }
  if (ending.length === 0) return [];
  const search = new ReferenceSearch(before);
  const still = new Map<string, Set<string>>();
  for (const resource of after.resources) {
    for (const fact of search.facts(resource, new Set())) {
      // Space that a live lease contains too is that lease's.
      if (fact.lease === null || (fact.activeLease !== null && fact.activeLease !== fact.lease)) continue;
      const names = still.get(fact.lease) ?? new Set();
      if (names.size === 0) still.set(fact.lease, names);
      names.add(resource.name);
    }
    const named = before.membership.leaseOf(resource);
    if (named === null) continue;
    const names = still.get(named) ?? new Set();
    if (names.size === 0) still.set(named, names);
    names.add(resource.name);
  }
  const secrets = after.resources.flatMap((one) => (one.secrets ?? []).map((path) => unknownPath(one, path)));
  return ending.map(({ block, lease }) => {
    const names = few([...(still.get(lease) ?? [])].filter((name) => name !== block.name));
    const hidden = names.length > 0 ? [] : secrets.slice(0, MOST_STILL);
    const unknown: ReleaseFact["unknown"] = hidden.length > 0 ? { still: hidden } : {};
    return { ...base(block, "release"), lease, unknown, subject: lease, still: names };
  });
}

/** Pool CIDRs that go while something of them is still announced. */
function deprovisions(plan: Plan, before: FactContext): ReleaseFact[] {
  const gone = before.observations.poolCidrs.filter(({ resource }) => resource.operation === "delete");
  if (gone.length === 0) return [];
  const advertised = indexOf(new Routes(before).advertisements);
  return gone.flatMap(({ resource, prefix }): ReleaseFact[] => {
    const cidr = prefix.value;
    if (cidr === undefined) return [];
    const announced = advertised
      .overlapping(cidr)
      .map(([, one]) => one)
      .filter((one) => one.advertised.value !== false && plan.isThereAfter(resource, one.resource));
    const lease = before.view.leaseFor(cidr)?.lease.id ?? null;
    const still = few(announced.map((one) => one.resource.name));
    return [{ ...base(resource, "deprovision"), lease, subject: formatPrefix(cidr), still }];
  });
}

/** Announcements that are withdrawn while addresses under them are still allocated. */
function withdrawals(plan: Plan, before: FactContext): ReleaseFact[] {
  const withdrawn = new Routes(before).advertisements.filter((one) => isWithdrawn(one, plan));
  if (withdrawn.length === 0) return [];
  const addresses = indexOf(before.observations.allocations.map((one) => ({ ...one, prefix: one.address })));
  const pooled = before.observations.allocations.filter(
    ({ source, address }) => source === "pool" && address.value === undefined,
  );
  return withdrawn.flatMap((one): ReleaseFact[] => {
    const cidr = one.prefix.value;
    if (cidr === undefined) return [];
    const allocated = addresses
      .within(cidr)
      .map(([, address]) => address)
      .filter(({ resource }) => plan.isThereAfter(one.resource, resource));
    // Addresses from pools that nobody knows yet may lie under the announcement.
    const pending = before.view.leaseFor(cidr) === undefined ? [] : pooled;
    const hidden =
      allocated.length > 0
        ? []
        : pending
            .slice(0, MOST_STILL)
            .filter(({ resource }) => plan.isThereAfter(one.resource, resource))
            .flatMap(({ address }) => address.unknown);
    return [
      {
        ...base(one.resource, "withdraw"),
        lease: one.lease,
        unknown: hidden.length > 0 ? { still: hidden } : {},
        subject: formatPrefix(cidr),
        still: few(allocated.map(({ resource }) => resource.name)),
      },
    ];
  });
}

/** Deleted, or no longer advertised although it was. */
function isWithdrawn({ resource, advertised }: Advertisement, plan: Plan): boolean {
  if (resource.operation === "delete") return advertised.value !== false;
  const was = plan.before.get(resource.urn);
  if (was === undefined || advertised.value !== false) return false;
  const before = readBoolean(was.inputs, "advertised");
  return before === undefined || !("known" in before) || before.known;
}

function indexOf<T extends { readonly prefix: Known<Prefix> }>(all: readonly T[]): PrefixIndex<T> {
  return new PrefixIndex(
    all.flatMap((one) => (one.prefix.value === undefined ? [] : [[one.prefix.value, one] as const])),
  );
}

function base({ urn }: Resource, step: ReleaseFact["step"]) {
  return { kind: "release" as const, id: `release:${step}:${urn}`, resource: urn, segment: null, unknown: {}, step };
}

function few(names: readonly string[]): string[] {
  return [...new Set(names)].sort().slice(0, MOST_STILL);
}
