import { findRule } from "../../policies/catalogue";
import type { Finding } from "../../policies/finding";
import { itemKey, type ObserverName } from "../drift-item";
import type { Difference } from "./difference";
import { isList } from "./field-value";

/** What led to a rule's finding on what was seen. */
export interface Cause {
  readonly observer: ObserverName;
  /** `observer/type/id`; absent where no item that drifted is of the same lease. */
  readonly cause?: string;
}

/** Finds the drift behind a rule's finding: of the same resource, else of the same segment, else of the same lease. */
export class Causes {
  readonly #byResource = new Map<string, Difference[]>();
  readonly #bySegment = new Map<string, Difference[]>();
  readonly #byLease = new Map<string, Difference[]>();

  constructor(differences: readonly Difference[]) {
    for (const difference of differences) {
      if (difference.change === "unobserved") continue;
      const { lease, segment, resource, observed, observedParts = [], absorbs = [] } = difference.item;
      const urns = [resource?.urn, observed?.urn, ...observedParts.map(({ urn }) => urn), ...absorbs];
      for (const urn of new Set(urns)) if (urn !== undefined) push(this.#byResource, urn, difference);
      if (lease !== null) push(this.#byLease, lease, difference);
      if (lease !== null && segment !== null) push(this.#bySegment, `${lease}/${segment}`, difference);
    }
  }

  of({ rule, resource, lease, segment, evidence }: Finding): Cause {
    // What is authorised and announced is seen in the registries, all else in the cloud.
    const isRouting = findRule(rule)?.part === "attestation";
    const family: readonly ObserverName[] = isRouting ? ["rpki", "bgp"] : ["aws"];
    const places = [
      resource === null ? [] : (this.#byResource.get(resource.urn) ?? []),
      lease === null || segment === null ? [] : (this.#bySegment.get(`${lease}/${segment}`) ?? []),
      lease === null ? [] : (this.#byLease.get(lease) ?? []),
    ];
    const named = new Set(
      Object.values(evidence)
        .flatMap((value) => (Array.isArray(value) ? value : [value]))
        .map(String),
    );
    for (const found of places) {
      const best = closest(
        found.filter(({ item }) => family.includes(item.observer)),
        named,
      );
      if (best !== undefined) return { observer: best.item.observer, cause: itemKey(best.item) };
    }
    return { observer: isRouting ? "rpki" : "aws" };
  }
}

/**
 * Of several, the one that has most of what the finding names: its prefix and AS, its address. Of equals what is there leads
 * to a violation rather than what is gone; then the first.
 */
function closest(differences: readonly Difference[], named: ReadonlySet<string>): Difference | undefined {
  let best: { readonly difference: Difference; readonly shared: number } | undefined;
  for (const difference of differences) {
    const words = wordsOf(difference);
    let shared = difference.change === "removed" ? 0 : 0.5;
    for (const word of named) if (words.has(word)) shared++;
    if (best === undefined || shared > best.shared) best = { difference, shared };
  }
  return best?.difference;
}

function wordsOf({ item, changes }: Difference): ReadonlySet<string> {
  const seen = changes.flatMap<unknown>(({ new: now }) => (isList(now) ? now : typeof now === "object" ? [] : [now]));
  return new Set(
    [item.id, ...seen.map(String)].flatMap((text) => text.split(/\s+/)).map((word) => word.replace(/^AS(?=\d)/, "")),
  );
}

function push(map: Map<string, Difference[]>, key: string, difference: Difference): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [difference]);
  else list.push(difference);
}
