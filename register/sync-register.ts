import { allocate } from "../lease/allocation";
import { canonicalJson } from "../lease/canonical-json";
import type { Lease, LeaseInput, LeaseSegment } from "../lease/lease";
import { parsePrefix } from "../lease/prefix";
import type { LeaseChange } from "./history-entry";
import { type DeclaredLease, mergeLeases } from "./merge";
import type { Register } from "./register";

/** A segment that a stack declares, or a pool of one with its addresses. */
export interface DeclaredSegment {
  /** Id of its lease. */
  readonly lease: string;
  readonly name: string;
  /** Null where it is not said. */
  readonly purpose: string | null;
  /** Canonical text; empty where they are not said. */
  readonly prefixes: readonly string[];
  /** Zone to address: `eu-west-1a`, a second address of it `eu-west-1a/2`. */
  readonly placements: Readonly<Record<string, string>>;
  /** What declares it, for messages. */
  readonly origin: string;
}

/** What one stack declares, without what nobody knows yet. */
export interface Declared {
  /** Without their segments, which are among the others. */
  readonly leases: readonly DeclaredLease[];
  readonly segments: readonly DeclaredSegment[];
}

/** A register with what stacks declare, and what of that it does not take. */
export interface SyncedRegister {
  readonly leases: readonly Lease[];
  /** What a stack declares against the register: each names both and the way out. The register stands. */
  readonly conflicts: readonly string[];
}

/**
 * Merges what a stack declares into a register. Fields of a lease are the stack's; nothing is forgotten, and no prefix of a
 * segment and no address of a zone that is recorded ever moves: who declares it elsewhere is a conflict. Pure.
 */
export function syncRegister(register: Register, declared: Declared): SyncedRegister {
  const merged = mergeLeases(register, declared.leases);
  const leases = new Map(merged.leases.map(({ lease }) => [lease.id, lease]));
  const conflicts = [...merged.problems];
  for (const segment of declared.segments) {
    const lease = leases.get(segment.lease);
    const placed = lease === undefined ? notThere(segment) : place(lease, segment);
    conflicts.push(...placed.conflicts);
    if (placed.lease !== undefined) leases.set(segment.lease, placed.lease);
  }
  return { leases: [...leases.values()], conflicts };
}

interface Placed {
  /** Absent where the segment changes nothing. */
  readonly lease?: Lease;
  readonly conflicts: readonly string[];
}

function notThere({ lease, name, origin }: DeclaredSegment): Placed {
  return {
    conflicts: [
      `${origin}: segment ${name} is of lease ${lease}, which neither the register nor the stack has; ` +
        "leasehold register add adds it",
    ],
  };
}

function place(lease: Lease, declared: DeclaredSegment): Placed {
  const { segments = [] } = lease;
  const recorded = segments.find(({ name }) => name === declared.name);
  const { segment, conflicts } = recorded === undefined ? newSegment(declared) : extended(recorded, declared);
  if (segment === undefined || canonicalJson(segment) === canonicalJson(recorded ?? null)) return { conflicts };
  if (lease.status === "released") {
    const message = `${declared.origin}: lease ${lease.id} is released, and what is recorded of it stays as it is`;
    return { conflicts: [...conflicts, message] };
  }
  const others =
    recorded === undefined ? [...segments, segment] : segments.map((one) => (one === recorded ? segment : one));
  const changed = { ...lease, segments: others };
  const misplaced = placementProblems(changed, declared.name);
  if (misplaced.length === 0) return { lease: changed, conflicts };
  return {
    conflicts: [
      ...conflicts,
      ...misplaced.map((message) => `${declared.origin}: segment ${declared.name}: ${message}`),
    ],
  };
}

interface Extended {
  readonly segment?: LeaseSegment;
  readonly conflicts: readonly string[];
}

/** A pool alone, or a segment whose prefixes or purpose nobody knows yet, makes no record. */
function newSegment({ name, purpose, prefixes, placements, origin, lease }: DeclaredSegment): Extended {
  if (purpose !== null && prefixes.length > 0) {
    return { segment: segmentOf({ name, purpose, prefixes: [...prefixes] }, placements), conflicts: [] };
  }
  if (Object.keys(placements).length === 0) return { conflicts: [] };
  return { conflicts: [`${origin}: segment ${name} of lease ${lease} is not recorded, so neither are its addresses`] };
}

/** What is recorded stays; what is new is added. */
function extended(recorded: LeaseSegment, declared: DeclaredSegment): Extended {
  const { name, origin } = declared;
  const moved = declared.prefixes.length > 0 && recorded.prefixes.some((prefix) => !declared.prefixes.includes(prefix));
  if (moved) {
    const [there, here] = [recorded.prefixes.join(", "), declared.prefixes.join(", ")];
    const message =
      `${origin}: segment ${name} is recorded at ${there}, and the stack has it at ${here}; what is recorded never ` +
      "moves: correct the stack, or edit the register and run leasehold register sync --edited";
    return { conflicts: [message] };
  }
  const conflicts: string[] = [];
  const placements = new Map(Object.entries(recorded.placements ?? {}));
  const zoneOf = new Map([...placements].map(([zone, address]) => [address, zone]));
  for (const [zone, address] of Object.entries(declared.placements)) {
    const there = placements.get(zone);
    const other = zoneOf.get(address);
    if (there === address) continue;
    if (there !== undefined) {
      conflicts.push(
        `${origin}: ${zone} of segment ${name} is recorded at ${there}, and the stack has it at ${address}; what is ` +
          "recorded never moves: correct the stack, or edit the register and run leasehold register sync --edited",
      );
    } else if (other !== undefined) {
      conflicts.push(
        `${origin}: ${address} of segment ${name} is recorded for ${other}, and the stack has it for ${zone}`,
      );
    } else {
      placements.set(zone, address);
      zoneOf.set(address, zone);
    }
  }
  const more = declared.prefixes.filter((prefix) => !recorded.prefixes.includes(prefix));
  const grown = {
    ...recorded,
    purpose: declared.purpose ?? recorded.purpose,
    prefixes: [...recorded.prefixes, ...more],
  };
  return { segment: segmentOf(grown, Object.fromEntries(placements)), conflicts };
}

function segmentOf(
  { placements: _, ...segment }: LeaseSegment,
  placements: Readonly<Record<string, string>>,
): LeaseSegment {
  return { ...segment, ...(Object.keys(placements).length > 0 && { placements }) };
}

/** What an allocation would have against the record of a segment. */
function placementProblems({ prefix, segments = [] }: Lease, name: string): string[] {
  const { problems } = allocate({ block: parsePrefix(prefix), requests: [{ segment: name }], recorded: segments });
  return problems
    .filter(({ segment, argument }) => segment === name && argument.startsWith("recorded."))
    .map(({ message }) => message);
}

/**
 * The changes that lead from leases as they are written to leases as they are wanted. A lease that means the same stays as it
 * is written; one that changes keeps the order of its keys.
 * @param parsed the leases before, as parsed
 */
export function changesTo(
  written: readonly LeaseInput[],
  parsed: readonly Lease[],
  wanted: readonly Lease[],
): LeaseChange[] {
  const before = new Map(written.map((lease) => [lease.id, lease]));
  const meant = new Map(parsed.map((lease) => [lease.id, canonicalJson(lease)]));
  return wanted.flatMap((lease): LeaseChange[] => {
    if (meant.get(lease.id) === canonicalJson(lease)) return [];
    const was = before.get(lease.id) ?? null;
    return [{ lease: lease.id, before: was, after: inOrderOf(was, JSON.parse(JSON.stringify(lease))) as LeaseInput }];
  });
}

function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((member, at) => inOrderOf(Array.isArray(model) ? model[at] : undefined, member));
  if (typeof value !== "object" || value === null) return value;
  const like: Record<string, unknown> = typeof model === "object" && model !== null ? { ...model } : {};
  const own: Record<string, unknown> = { ...value };
  const keys = [...Object.keys(like).filter((key) => Object.hasOwn(own, key)), ...Object.keys(own)];
  return Object.fromEntries(
    [...new Set(keys)].map((key) => [key, inOrderOf(Object.hasOwn(like, key) ? like[key] : undefined, own[key])]),
  );
}
