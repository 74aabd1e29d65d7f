import { InputError } from "./input-error";
import type { Graph, Resource } from "./resource";
import type { StepMeaning } from "./steps";
import { parentsFirst, parseUrn } from "./urn";

/** Deeper than components nest in any program; what walks from child to parent relies on it. */
const MOST_PARENTS = 500;

interface Entry {
  readonly resource: Resource;
  readonly partial: boolean;
}

/** Puts the resources of one file together, and refuses what no deployment can be. */
export class GraphBuilder {
  readonly #source: string;
  readonly #live = new Map<string, Entry>();
  readonly #deleted = new Map<string, Resource>();
  readonly #previous = new Map<string, Resource>();

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * A resource that is there after the deployment. Of several partial steps on one, such as those of a replacement, the
   * last counts. @throws InputError where two resources have one URN
   */
  add(resource: Resource, place: () => string, partial = false): void {
    const before = this.#live.get(resource.urn);
    if (before !== undefined && !before.partial && !partial) {
      throw new InputError(this.#source, place(), `${resource.urn} is there twice`);
    }
    const operation = before?.resource.operation === "replace" ? "replace" : resource.operation;
    this.#live.set(resource.urn, { resource: { ...resource, operation }, partial });
  }

  /** A resource that the deployment removes, in the state it had. */
  remove(resource: Resource): void {
    this.#deleted.set(resource.urn, { ...resource, operation: "delete" });
  }

  /** The state that a resource had before. */
  before(resource: Resource, { operation }: Pick<StepMeaning, "operation">): void {
    if (!this.#previous.has(resource.urn)) this.#previous.set(resource.urn, { ...resource, operation });
  }

  /** @throws InputError where parents form a circle or nest too deep */
  graph(): Graph {
    const live = parentsFirst(Array.from(this.#live.values(), ({ resource }) => resource));
    this.#refuseOddParents(live);
    const deleted = [...this.#deleted.values()].filter(({ urn }) => !this.#live.has(urn));
    const first = live[0] ?? deleted[0];
    const { project, stack } = parseUrn(first?.urn ?? "");
    return {
      project,
      stack,
      resources: deleted.length === 0 ? live : [...live, ...deleted],
      previous: [...this.#previous.values()],
    };
  }

  #refuseOddParents(resources: readonly Resource[]): void {
    const depths = new Map<string, number>();
    for (const { urn, parent } of resources) {
      const known = parent === undefined || !this.#live.has(parent) ? 0 : depths.get(parent);
      // Parents come first, unless they are their own descendants.
      if (known === undefined) throw new InputError(this.#source, "", `${urn} is its own parent, in a circle`);
      if (known > MOST_PARENTS) {
        throw new InputError(this.#source, "", `${urn} has more than ${MOST_PARENTS} parents above one another`);
      }
      depths.set(urn, known + 1);
    }
  }
}
