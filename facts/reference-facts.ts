import { readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import type { FactContext } from "./context";
import { withoutDenials } from "./denials";
import type { ReferenceFact } from "./fact";
import type { ViewedLease } from "./lease-view";
import type { Observations } from "./observations";
import { unknownPath } from "./references";
import { searchInputs } from "./search";
import { SpaceMatcher } from "./space-match";
import { LEASE_TAG, readTag, SEGMENT_TAG } from "./tags";
import { EGRESS_SEGMENT, LEASED_BLOCK } from "./types";

/** Properties of resources that say what a lease is, rather than mention it. */
const DECLARES: Readonly<Record<string, ReadonlySet<string>>> = { [LEASED_BLOCK]: new Set(["lease"]) };
const NOTHING: ReadonlySet<string> = new Set();

/** Which properties hold space rather than mention it: `urn#path`. */
export function heldProperties(observations: Observations): ReadonlySet<string> {
  return new Set(observations.holdings.map(({ resource, property }) => unknownPath(resource, property)));
}

/** What one resource's inputs say about leased space, leases and segments. */
export class ReferenceSearch {
  readonly problems: string[] = [];
  readonly #context: Pick<FactContext, "view" | "membership">;
  readonly #matcher: SpaceMatcher;
  readonly #isAnyOver: boolean;

  constructor(context: Pick<FactContext, "view" | "membership">) {
    this.#context = context;
    this.#matcher = new SpaceMatcher(context.view);
    this.#isAnyOver = [...context.view.leases.values()].some(({ live }) => !live);
  }

  facts(resource: Resource, held: ReadonlySet<string>): ReferenceFact[] {
    return [...this.#space(resource, held), ...this.#secret(resource), ...this.#names(resource)];
  }

  /** What a file hides may name the space of any lease that is over. */
  #secret(resource: Resource): ReferenceFact[] {
    const [property] = resource.secrets ?? [];
    if (property === undefined || !this.#isAnyOver) return [];
    return [
      {
        kind: "reference",
        id: `reference:${unknownPath(resource, property)}:secret`,
        resource: resource.urn,
        lease: null,
        segment: null,
        unknown: { leaseStatus: (resource.secrets ?? []).map((path) => unknownPath(resource, path)) },
        relation: "refers",
        property,
        text: "space that was given back",
        bitsShorter: 0,
        leaseStatus: null,
        leaseEnded: false,
        activeLease: null,
        declared: true,
      },
    ];
  }

  #space(resource: Resource, held: ReadonlySet<string>): ReferenceFact[] {
    if (this.#context.view.leases.size === 0) return [];
    const skip = DECLARES[resource.type] ?? NOTHING;
    const mentions = searchInputs(withoutDenials(resource), skip, (property) => {
      this.problems.push(
        `${unknownPath(resource, property)}: only the first thousand addresses of this text were looked at`,
      );
    });
    if (mentions.length === 0) return [];
    const facts = new Map<string, ReferenceFact>();
    for (const { property, text, prefixes } of mentions) {
      for (const { lease, bitsShorter, activeLease } of this.#matcher.match(text, prefixes)) {
        const id = `reference:${unknownPath(resource, property)}:${text}:${lease.lease.id}`;
        if (facts.has(id)) continue;
        facts.set(id, {
          kind: "reference",
          id,
          resource: resource.urn,
          lease: lease.lease.id,
          segment: null,
          unknown: termUnknown(lease),
          relation: held.has(unknownPath(resource, property)) ? "holds" : "refers",
          property,
          text,
          bitsShorter,
          leaseStatus: lease.lease.status,
          leaseEnded: lease.daysUntilEnd < 0,
          activeLease,
          declared: true,
        });
      }
    }
    return [...facts.values()];
  }

  /** Names that nothing declares, or of which nobody can tell; a name of something declared is no finding of any rule. */
  #names(resource: Resource): ReferenceFact[] {
    const facts: ReferenceFact[] = [];
    for (const { property, value } of leaseNames(resource)) {
      const fact = this.#leaseName(resource, property, value);
      if (fact.declared !== true || isEnding(this.#context.view.leases.get(value))) facts.push(fact);
    }
    facts.push(...this.#hiddenNames(resource));
    const lease = this.#context.membership.leaseOf(resource);
    for (const { property, value } of segmentNames(resource)) {
      const fact = this.#segmentName(resource, property, lease, value);
      if (fact !== undefined) facts.push(fact);
    }
    return facts;
  }

  #leaseName(resource: Resource, property: string, value: string): ReferenceFact {
    const viewed = this.#context.view.leases.get(value);
    const hidden = viewed === undefined ? this.#hiddenLeases() : [];
    return this.#name(resource, "names-lease", property, value, viewed, viewed !== undefined ? true : null, hidden);
  }

  #segmentName(resource: Resource, property: string, lease: string | null, value: string): ReferenceFact | undefined {
    const { view } = this.#context;
    const named = view.named(lease, value);
    if (named.is === "declared" || named.is === "purpose" || named.is === "ambiguous") return undefined;
    const viewed = lease === null ? undefined : view.leases.get(lease);
    // The lease's own name is the finding where nothing declares the lease.
    if (lease !== null && viewed === undefined && view.segmentsOf(lease).length === 0) return undefined;
    const hidden = named.is === "unknown" ? [unknownPath(resource, property)] : this.#hiddenSegments();
    return this.#name(resource, "names-segment", property, value, viewed, null, hidden);
  }

  #name(
    resource: Resource,
    relation: "names-lease" | "names-segment",
    property: string,
    text: string,
    viewed: ViewedLease | undefined,
    declared: true | null,
    hidden: readonly string[],
  ): ReferenceFact {
    return {
      kind: "reference",
      id: `reference:${unknownPath(resource, property)}:${relation}`,
      resource: resource.urn,
      lease: viewed?.lease.id ?? null,
      segment: null,
      unknown: declared === null && hidden.length > 0 ? { declared: hidden } : {},
      relation,
      property,
      text,
      bitsShorter: 0,
      leaseStatus: viewed?.lease.status ?? null,
      leaseEnded: viewed !== undefined && viewed.daysUntilEnd < 0,
      activeLease: viewed?.live ? viewed.lease.id : null,
      declared: declared ?? (hidden.length > 0 ? null : false),
    };
  }

  /** A tag that a file hides may be a name that nothing declares. */
  #hiddenNames(resource: Resource): ReferenceFact[] {
    if (resource.secrets === undefined) return [];
    const tags = [LEASE_TAG, SEGMENT_TAG].flatMap((tag) => readTag(resource, tag) ?? []);
    const [path] = tags.flatMap((tag) => ("unknown" in tag ? [tag.unknown] : []));
    if (path === undefined) return [];
    return [
      this.#name(resource, "names-lease", path, "a lease or segment", undefined, null, [unknownPath(resource, path)]),
    ];
  }

  /** Blocks that do not say which lease they declare: any name may be theirs. */
  #hiddenLeases(): string[] {
    return this.#hidden(LEASED_BLOCK);
  }

  #hiddenSegments(): string[] {
    return this.#hidden(EGRESS_SEGMENT);
  }

  #hidden(type: string): string[] {
    const opaque = this.#context.view.opaque.filter(({ resource }) => resource.type === type);
    return opaque.flatMap(({ resource, unknown }) =>
      unknown.length > 0 ? unknown : [unknownPath(resource, "inputs")],
    );
  }
}

function isEnding(viewed: ViewedLease | undefined): boolean {
  return viewed !== undefined && (!viewed.live || viewed.lease.status === "offboarding");
}

function termUnknown(viewed: ViewedLease): Record<string, readonly string[]> {
  const term = viewed.unknown["declaration.term"];
  return term === undefined ? {} : { leaseEnded: term, activeLease: term };
}

interface Name {
  readonly property: string;
  readonly value: string;
}

function leaseNames(resource: Resource): Name[] {
  return [...inputOf(resource, "leaseId"), ...tagOf(resource, LEASE_TAG)];
}

function segmentNames(resource: Resource): Name[] {
  const own = resource.type === EGRESS_SEGMENT ? inputOf(resource, "standby") : inputOf(resource, "segment");
  return [...own, ...tagOf(resource, SEGMENT_TAG)];
}

function inputOf(resource: Resource, property: string): Name[] {
  if (!resource.type.startsWith("leasehold:")) return [];
  const read = readString(resource.inputs, property);
  return read !== undefined && "known" in read ? [{ property, value: read.known }] : [];
}

function tagOf(resource: Resource, tag: string): Name[] {
  const found = readTag(resource, tag);
  return found !== undefined && "value" in found ? [{ property: found.path, value: found.value }] : [];
}
