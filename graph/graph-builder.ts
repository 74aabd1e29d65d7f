import { InputError } from "./input-error";
import type { Graph, Resource } from "./resource";
import type { ResourceDraft } from "./serialized-resource";
import type { StepMeaning } from "./steps";
import { parentsFirst, parseUrn } from "./urn";

/** Deeper than components nest in any program; what walks from child to parent relies on it. */
const MOST_PARENTS = 500;

/** Puts the resources of one file together, and refuses what no deployment can be. */
export class GraphBuilder {
  readonly #source: string;
  readonly #live = new Map<string, ResourceDraft>();
  readonly #deleted = new Map<string, Resource>();
  readonly #previous = new Map<string, Resource>();
  /** URNs of which a partial step was seen. */
  readonly #partial = new Set<string>();

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * A resource that is there after the deployment. Of several partial steps on one, such as those of a replacement, the
   * last counts. @throws InputError where two resources have one URN
   */
  add(resource: ResourceDraft, place: () => string, partial = false): void {
    const before = this.#live.get(resource.urn);
    if (before !== undefined) {
      if (!partial && !this.#partial.has(resource.urn)) {
        throw new InputError(this.#source, place(), `${resource.urn} is there twice`);
      }
      if (before.operation === "replace") resource.operation = "replace";
    }
    if (partial) this.#partial.add(resource.urn);
    this.#live.set(resource.urn, resource);
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
    const live = this.#parentsFirst();
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

  #parentsFirst(): Resource[] {
    const given = [...this.#live.values()];
    if (this.#childBeforeParent(given) === undefined) return given;
    const ordered = parentsFirst(given);
    const odd = this.#childBeforeParent(ordered);
    // Parents come first now, unless they are their own descendants.
    if (odd !== undefined) throw new InputError(this.#source, "", `${odd} is its own parent, in a circle`);
    return ordered;
  }

  #childBeforeParent(resources: readonly Resource[]): string | undefined {
    const depths = new Map<string, number>();
    for (const { urn, parent } of resources) {
      const above = parent === undefined ? 0 : (depths.get(parent) ?? (this.#live.has(parent) ? undefined : 0));
      if (above === undefined) return urn;
      if (above > MOST_PARENTS) {
        throw new InputError(this.#source, "", `${urn} has more than ${MOST_PARENTS} parents above one another`);
      }
      depths.set(urn, above + 1);
    }
    return undefined;
  }
}
