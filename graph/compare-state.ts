import { InputError } from "./input-error";
import { type Graph, type Operation, type Properties, type Resource, UNKNOWN, type Value } from "./resource";

/** Providers that the engine starts itself, without the program's doing. */
const DEFAULT_PROVIDER = /::pulumi:providers:[^:]+::default(_|$)/;

/**
 * A program's graph, compared with what is deployed: each resource with its operation, what would be deleted at the end,
 * and the state before. Where nobody can know without the provider (a value comes from something new, or is an encrypted
 * secret), the operation is absent. Providers decide whether a change replaces: here it is an `update`.
 * @param program from an offline preview
 * @param state from a stack export, read without what providers filled in
 * @throws InputError where the state is of another stack
 */
export function compareWithState(program: Graph, state: Graph, source: string): Graph {
  if (state.resources.length > 0 && (state.stack !== program.stack || state.project !== program.project)) {
    throw new InputError(
      source,
      "",
      `is of stack ${state.stack} of project ${state.project}, the preview of stack ${program.stack} of project ${program.project}`,
    );
  }
  const deployed = new Map(state.resources.filter(isThere).map((resource) => [resource.urn, resource]));
  const comparison = new Comparison(program.resources, deployed);
  const previous: Resource[] = [];
  const resources = program.resources.map((resource): Resource => {
    const before = deployed.get(resource.urn);
    const operation = comparison.operationOf(resource);
    if (before === undefined) return { ...resource, operation };
    if (operation !== "same" || before.protect !== resource.protect) previous.push({ ...before, operation });
    return {
      ...resource,
      operation,
      id: resource.id ?? before.id,
      outputs: { ...before.outputs, ...resource.outputs },
    };
  });
  const declared = new Set(program.resources.map(({ urn }) => urn));
  const deleted = state.resources
    .filter(({ urn, operation }) => operation === "delete" || (!declared.has(urn) && !DEFAULT_PROVIDER.test(urn)))
    // Children go before their parents, and what depends on something before that.
    .reverse()
    .map((resource): Resource => ({ ...resource, operation: "delete" }));
  return {
    ...program,
    resources: [...resources, ...deleted.filter(({ urn }) => !declared.has(urn))],
    previous: [...previous, ...deleted],
  };
}

const isThere = ({ operation }: Resource): boolean => operation !== "delete";

/** What one property comes to: the same, another value, or one that nobody knows yet. */
type Difference = "same" | "changed" | "unknown";

class Comparison {
  readonly #program: ReadonlyMap<string, Resource>;
  readonly #deployed: ReadonlyMap<string, Resource>;
  readonly #operations = new Map<string, Operation | undefined>();

  constructor(program: readonly Resource[], deployed: ReadonlyMap<string, Resource>) {
    this.#program = new Map(program.map((resource) => [resource.urn, resource]));
    this.#deployed = deployed;
    // In the order of registration, in which what a value comes from is mostly decided before what it goes into.
    for (const { urn } of program) this.#decide(urn);
  }

  operationOf({ urn }: Resource): Operation | undefined {
    return this.#operations.get(urn);
  }

  /** Sources of values first, without recursion: chains may be as long as the program. */
  #decide(urn: string): void {
    const pending = [urn];
    const entered = new Set<string>();
    while (pending.length > 0) {
      const at = pending.at(-1) as string;
      const resource = this.#program.get(at);
      if (resource === undefined || this.#operations.has(at)) {
        pending.pop();
        continue;
      }
      const sources = entered.has(at) ? [] : this.#undecidedSources(resource, entered);
      entered.add(at);
      if (sources.length > 0) {
        pending.push(...sources);
        continue;
      }
      this.#operations.set(at, this.#compare(resource));
      pending.pop();
    }
  }

  #undecidedSources(resource: Resource, entered: ReadonlySet<string>): string[] {
    return Object.values(resource.propertyDependencies)
      .flat()
      .filter((urn) => this.#program.has(urn) && !this.#operations.has(urn) && !entered.has(urn));
  }

  #compare(resource: Resource): Operation | undefined {
    if (resource.operation === "read") return "read";
    const before = this.#deployed.get(resource.urn);
    if (before === undefined) return "create";
    const names = new Set([...Object.keys(resource.inputs), ...Object.keys(before.inputs)]);
    let isOpen = false;
    for (const name of names) {
      const difference = this.#difference(resource, name, own(resource.inputs, name), own(before.inputs, name));
      if (difference === "changed") return "update";
      isOpen ||= difference === "unknown";
    }
    return isOpen ? undefined : "same";
  }

  #difference(resource: Resource, property: string, now: Value | undefined, before: Value | undefined): Difference {
    if (now === UNKNOWN) {
      const difference = this.#unknown(resource, property);
      // Either the program names it only now, or what it comes from has no such value.
      return difference === "same" && (before === undefined || before === null) ? "unknown" : difference;
    }
    // Encrypted in the state: it may be any value.
    if (before === UNKNOWN) return now === undefined || now === null ? "changed" : "unknown";
    if (now === null || now === undefined) return before === null || before === undefined ? "same" : "changed";
    if (before === null || before === undefined) return "changed";
    if (Array.isArray(now)) {
      if (!Array.isArray(before) || now.length !== before.length) return "changed";
      return worst(now.map((element, index) => this.#difference(resource, property, element, before[index])));
    }
    if (typeof now === "object") {
      if (typeof before !== "object" || Array.isArray(before)) return "changed";
      const names = new Set([...Object.keys(now), ...Object.keys(before)]);
      return worst(
        Array.from(names, (name) => this.#difference(resource, property, own(now, name), own(before, name))),
      );
    }
    // Providers write numbers and booleans as text in some places.
    return typeof before !== "object" && String(now) === String(before) ? "same" : "changed";
  }

  /** A value that comes from what is not replaced stays what it was; from something new it is new. */
  #unknown(resource: Resource, property: string): Difference {
    const sources = resource.propertyDependencies[property] ?? [];
    if (sources.length === 0) return "unknown";
    const operations = sources.map((urn) => this.#operations.get(urn));
    if (operations.includes("create")) return "changed";
    return operations.every((operation) => operation === "same" || operation === "read") ? "same" : "unknown";
  }
}

function own(properties: Properties, name: string): Value | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function worst(differences: readonly Difference[]): Difference {
  if (differences.includes("changed")) return "changed";
  return differences.includes("unknown") ? "unknown" : "same";
}
