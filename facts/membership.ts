import { readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import type { SegmentClaim, SegmentKey } from "./fact";
import type { LeaseView } from "./lease-view";
import { type References, unknownPath } from "./references";
import { LEASE_TAG, readTag, SEGMENT_TAG } from "./tags";
import { EGRESS_SEGMENT } from "./types";

/** A claim on a segment. `lease` is empty where a bare name may mean the segment of several leases. */
export type Claim = SegmentClaim;

export interface Claims {
  readonly claims: readonly Claim[];
  /** Paths of the tag or component input that would say more. */
  readonly unknown: readonly string[];
}

const NONE: Claims = { claims: [], unknown: [] };

/** Rank of a kind of claim: lower is stronger (rules.md, Membership). */
const RANK: Readonly<Record<Claim["by"], number>> = { prefix: 0, nat: 1, subnets: 1, parent: 2, tag: 3 };

/** Which segment a resource says it belongs to: through the components around it, and through its tags. */
export class Membership {
  readonly #references: References;
  readonly #view: LeaseView;
  readonly #ofParents = new Map<string, Claims>();

  constructor(references: References, view: LeaseView) {
    this.#references = references;
    this.#view = view;
  }

  /**
   * Claims by parent chain and by tag. `leaseHint` is the lease of the resource's address, for tags that name no lease.
   */
  of(resource: Resource, leaseHint: string | null = null): Claims {
    const parents = this.#parents(resource);
    const tag = this.#tag(resource, leaseHint);
    return { claims: [...parents.claims, ...tag.claims], unknown: [...parents.unknown, ...tag.unknown] };
  }

  /** The lease that the resource, or a component around it, names. */
  leaseOf(resource: Resource): string | null {
    const tag = readTag(resource, LEASE_TAG);
    for (let at: Resource | undefined = resource; at !== undefined; at = this.#parent(at)) {
      if (!at.type.startsWith("leasehold:")) continue;
      const lease = readString(at.inputs, "leaseId");
      if (lease !== undefined && "known" in lease) return lease.known;
    }
    return tag !== undefined && "value" in tag ? tag.value : null;
  }

  #parents(resource: Resource): Claims {
    const known = this.#ofParents.get(resource.urn);
    if (known !== undefined) return known;
    const parent = this.#parent(resource);
    const own = this.#ofComponent(resource);
    const found = own ?? (parent === undefined ? NONE : this.#parents(parent));
    this.#ofParents.set(resource.urn, found);
    return found;
  }

  /** The innermost leasehold component that names a segment decides. */
  #ofComponent(resource: Resource): Claims | undefined {
    if (!resource.type.startsWith("leasehold:index:")) return undefined;
    const lease = readString(resource.inputs, "leaseId");
    const segment = readString(resource.inputs, resource.type === EGRESS_SEGMENT ? "name" : "segment");
    const unknown = [lease, segment].flatMap((read) => (read !== undefined && "unknown" in read ? read.unknown : []));
    if (unknown.length > 0) return { claims: [], unknown: unknown.map((path) => unknownPath(resource, path)) };
    if (segment === undefined || !("known" in segment)) return undefined;
    return this.#claim("parent", lease !== undefined && "known" in lease ? lease.known : null, segment.known);
  }

  #tag(resource: Resource, leaseHint: string | null): Claims {
    const segment = readTag(resource, SEGMENT_TAG);
    if (segment === undefined) return NONE;
    if ("unknown" in segment) return { claims: [], unknown: [unknownPath(resource, segment.unknown)] };
    const lease = readTag(resource, LEASE_TAG);
    if (lease !== undefined && "unknown" in lease && leaseHint === null) {
      return { claims: [], unknown: [unknownPath(resource, lease.unknown)] };
    }
    const named = lease !== undefined && "value" in lease ? lease.value : (leaseHint ?? this.leaseOf(resource));
    return this.#claim("tag", named, segment.value);
  }

  #claim(by: Claim["by"], lease: string | null, segment: string): Claims {
    const named = this.#view.named(lease, segment);
    // A component that names a segment belongs to it even where another stack declares it.
    const key =
      named.is === "declared" || named.is === "purpose"
        ? named.key
        : by === "parent" && lease !== null && named.is === "unknown"
          ? `${lease}/${segment}`
          : undefined;
    if (key !== undefined) return { claims: [claimOf(by, key)], unknown: [] };
    return named.is === "ambiguous" ? { claims: [{ by, lease: "", segment }], unknown: [] } : NONE;
  }

  #parent(resource: Resource): Resource | undefined {
    return resource.parent === undefined ? undefined : this.#references.resource(resource.parent);
  }
}

export function claimOf(by: Claim["by"], key: SegmentKey): Claim {
  const slash = key.indexOf("/");
  return { by, lease: key.slice(0, slash), segment: key.slice(slash + 1) };
}

export function keyOf(claim: Claim): SegmentKey {
  return `${claim.lease}/${claim.segment}`;
}

/** Keys of the strongest kind of claim, sorted. */
export function strongest(claims: readonly Claim[]): SegmentKey[] {
  const rank = Math.min(...claims.map((claim) => RANK[claim.by]));
  return distinct(claims.filter((claim) => RANK[claim.by] === rank).map(keyOf));
}

/** Segments that prefix, parent and tag name differently; empty where those that say something agree. */
export function conflicting(claims: readonly Claim[]): SegmentKey[] {
  const kinds = (["prefix", "parent", "tag"] as const).map((by) =>
    distinct(claims.filter((claim) => claim.by === by).map(keyOf)),
  );
  const named = distinct(kinds.flat());
  return named.length > 1 ? named : [];
}

/** A claim by a bare name, once the lease is known that it is about. */
export function bound(claims: readonly Claim[], lease: string | null, view: LeaseView): Claim[] {
  return claims.map((claim) => {
    if (claim.lease !== "") return claim;
    const named = view.named(lease, claim.segment);
    if (named.is === "declared" || named.is === "purpose") return claimOf(claim.by, named.key);
    return named.is === "ambiguous" ? claimOf(claim.by, named.keys[0] as SegmentKey) : claim;
  });
}

export function distinct(values: readonly string[]): string[] {
  return values.length < 2 ? [...values] : [...new Set(values)].sort();
}
