import { findRule } from "../../policies/catalogue";
import type { Finding } from "../../policies/finding";
import { itemKey, type ObserverName } from "../drift-item";
import type { Difference } from "./difference";

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

  of({ rule, resource, lease, segment }: Finding): Cause {
    // What is authorised and announced is seen in the registries, all else in the cloud.
    const isRouting = findRule(rule)?.part === "attestation";
    const family: readonly ObserverName[] = isRouting ? ["rpki", "bgp"] : ["aws"];
    const places = [
      resource === null ? [] : (this.#byResource.get(resource.urn) ?? []),
      lease === null || segment === null ? [] : (this.#bySegment.get(`${lease}/${segment}`) ?? []),
      lease === null ? [] : (this.#byLease.get(lease) ?? []),
    ];
    for (const found of places) {
      const best = found.find(({ item }) => family.includes(item.observer));
      if (best !== undefined) return { observer: best.item.observer, cause: itemKey(best.item) };
    }
    return { observer: isRouting ? "rpki" : "aws" };
  }
}

function push(map: Map<string, Difference[]>, key: string, difference: Difference): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [difference]);
  else list.push(difference);
}
