import type { Graph, Resource } from "../graph/resource";
import { References } from "./references";

/** Whether the source of a graph says what changes: only then can rules on changes be judged. */
export function knowsChanges({ resources, previous }: Graph): boolean {
  return previous !== undefined || resources.some(({ operation }) => operation !== undefined && operation !== "read");
}

/** The steps of a plan in their order, with what was there before them. */
export class Plan {
  /** What the plan deletes, in the order of its steps. */
  readonly deleted: readonly Resource[];
  /** Resources as they were before, by URN. */
  readonly before: ReadonlyMap<string, Resource>;
  readonly #position = new Map<string, number>();

  constructor(graph: Graph) {
    this.deleted = graph.resources.filter(({ operation }) => operation === "delete");
    this.before = new Map([...this.deleted, ...(graph.previous ?? [])].map((resource) => [resource.urn, resource]));
    for (const [index, { urn }] of graph.resources.entries()) this.#position.set(urn, index);
  }

  /** Where in the plan the step of a resource comes; the source lists steps in the order in which they are taken. */
  positionOf({ urn }: Resource): number {
    return this.#position.get(urn) ?? Number.POSITIVE_INFINITY;
  }

  /** Whether what a step leaves behind still has a resource that is deleted later, or not at all. */
  isThereAfter(step: Resource, resource: Resource): boolean {
    return resource.operation !== "delete" || this.positionOf(resource) > this.positionOf(step);
  }

  /** References among what there is, and what there was. */
  references(resources: readonly Resource[]): References {
    const references = new References(resources);
    for (const resource of this.deleted) references.add(resource);
    return references;
  }
}
