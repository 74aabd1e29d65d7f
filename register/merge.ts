import type { Lease, LeaseSegment } from "../lease/lease";
import type { Register } from "./register";

/** A lease that a program declares. */
export interface DeclaredLease {
  readonly lease: Lease;
  /** What declares it, for messages: a URN or a resource's name. */
  readonly origin: string;
}

/** A lease in view, and who had the last word on it. */
export interface MergedLease {
  readonly lease: Lease;
  readonly declaredBy: "program" | "register";
}

/**
 * Lays the leases that a program declares over the register's: field by field, the program's first; the segments of both,
 * by name, with their placements, since the register keeps what no longer is in any program. A program cannot revive a released lease,
 * change a lease's prefix, or declare one id twice: these are problems, and what was there first stands.
 * @returns the register's leases in its order, then the program's own in theirs.
 */
export function mergeLeases(
  register: Register,
  declared: readonly DeclaredLease[],
): { leases: MergedLease[]; problems: string[] } {
  const merged = new Map<string, MergedLease>();
  const origins = new Map<string, string>();
  const problems: string[] = [];
  for (const lease of register.leases) merged.set(lease.id, { lease, declaredBy: "register" });
  for (const { lease, origin } of declared) {
    const first = origins.get(lease.id);
    if (first !== undefined) {
      problems.push(
        `lease ${lease.id} is declared twice, by ${first} and by ${origin}; keep one, or give one a new id`,
      );
      continue;
    }
    origins.set(lease.id, origin);
    const recorded = merged.get(lease.id)?.lease;
    const found = recorded === undefined ? [] : conflicts(recorded, lease, origin);
    problems.push(...found);
    if (found.length === 0) merged.set(lease.id, { lease: laidOver(recorded, lease), declaredBy: "program" });
  }
  return { leases: [...merged.values()], problems };
}

function conflicts(recorded: Lease, lease: Lease, origin: string): string[] {
  const found: string[] = [];
  if (recorded.status === "released" && lease.status !== "released") {
    found.push(
      `lease ${lease.id} is released in the register, and ${origin} declares it ${lease.status}; ` +
        "a released lease is never revived: give a new lease its own id",
    );
  }
  if (recorded.prefix !== lease.prefix) {
    found.push(
      `lease ${lease.id} has prefix ${recorded.prefix} in the register, and ${origin} declares ${lease.prefix}; ` +
        "a lease never changes its prefix: correct it, or give the other block its own id",
    );
  }
  return found;
}

function laidOver(recorded: Lease | undefined, lease: Lease): Lease {
  if (recorded === undefined) return lease;
  const segments = new Map<string, LeaseSegment>();
  for (const segment of recorded.segments ?? []) segments.set(segment.name, segment);
  for (const segment of lease.segments ?? []) {
    const placements = { ...segments.get(segment.name)?.placements, ...segment.placements };
    segments.set(segment.name, { ...segment, ...(Object.keys(placements).length > 0 && { placements }) });
  }
  const given: Partial<Lease> = Object.fromEntries(Object.entries(lease).filter(([, value]) => value !== undefined));
  return { ...recorded, ...given, ...(segments.size > 0 && { segments: [...segments.values()] }) };
}
