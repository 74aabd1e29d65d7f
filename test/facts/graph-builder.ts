import { buildFacts } from "../../facts/build";
import type { Fact, FactKind } from "../../facts/fact";
import { type Graph, type Properties, type Resource, UNKNOWN, type Value } from "../../graph/resource";
import type { LeaseInput } from "../../lease/lease";
import type { Vrp } from "../../lease/rpki/route-origin";
import { parseRegister, type Register } from "../../register/register";

export const TODAY = "2026-06-01";

/** The id of a resource that does not exist yet: unknown, but its property says which resource it comes from. */
export class Ref {
  constructor(readonly urn: string) {}
}

type Input = undefined | null | boolean | number | string | typeof UNKNOWN | Ref | Input[] | { [key: string]: Input };
export type Inputs = { [key: string]: Input };

export interface Options {
  readonly parent?: string;
  readonly outputs?: Properties;
  readonly id?: string;
  readonly remote?: boolean;
  readonly protect?: boolean;
  readonly operation?: Resource["operation"];
}

/** Builds graphs as a preview sees them: `ref(urn)` in an input is an unknown value with its dependency. */
export class GraphBuilder {
  readonly resources: Resource[] = [];

  add(type: string, name: string, inputs: Inputs = {}, options: Options = {}): string {
    const urn = `urn:pulumi:test::shop::${type}::${name}`;
    const propertyDependencies: Record<string, string[]> = {};
    const plain: Properties = {};
    for (const [key, value] of Object.entries(inputs)) {
      if (value === undefined) continue;
      const from: string[] = [];
      plain[key] = unwrap(value, from);
      if (from.length > 0) propertyDependencies[key] = from;
    }
    this.resources.push({
      urn,
      type,
      name,
      custom: !type.startsWith("leasehold:index:") && options.remote !== true,
      remote: options.remote ?? false,
      inputs: plain,
      outputs: options.outputs ?? {},
      id: options.id,
      parent: options.parent,
      dependencies: [...new Set(Object.values(propertyDependencies).flat())],
      propertyDependencies,
      protect: options.protect ?? false,
      retainOnDelete: false,
      operation: options.operation,
    });
    return urn;
  }

  block(lease: Partial<LeaseInput> & Inputs = {}): string {
    const given = leaseOf(lease);
    return this.add("leasehold:index:LeasedBlock", given.id, { lease: given as unknown as Inputs });
  }

  segment(name: string, inputs: Inputs = {}, options: Options = {}): string {
    return this.add(
      "leasehold:index:EgressSegment",
      name,
      { leaseId: "acme", name, purpose: name, prefixes: [], ...inputs },
      options,
    );
  }

  graph(): Graph {
    return { project: "shop", stack: "test", resources: this.resources };
  }

  build(register: Register = EMPTY, vrps?: Vrp[]): Built {
    return new Built(buildFacts(this.graph(), register, { today: TODAY, vrps }));
  }
}

export class Built {
  readonly facts: readonly Fact[];
  readonly problems: readonly string[];

  constructor(built: { facts: Fact[]; problems: string[] }) {
    this.facts = built.facts;
    this.problems = built.problems;
  }

  all<K extends FactKind>(kind: K): Extract<Fact, { kind: K }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  }

  /** The one fact of a kind, or the one that belongs to a resource (or subnet, network, lease, segment) of that name. */
  one<K extends FactKind>(kind: K, name?: string): Extract<Fact, { kind: K }> {
    const found = this.all(kind).filter(
      (fact) =>
        name === undefined || fact.resource === name || fact.resource?.endsWith(`::${name}`) || fact.id.endsWith(name),
    );
    if (found.length !== 1) throw new Error(`${found.length} ${kind} facts of ${name}: ${found.map(({ id }) => id)}`);
    return found[0] as Extract<Fact, { kind: K }>;
  }
}

export function ref(urn: string): Ref {
  return new Ref(urn);
}

export function leaseOf(lease: Partial<LeaseInput> = {}): LeaseInput {
  return {
    id: "acme",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-01-01", end: "2026-12-31" },
    ...lease,
  };
}

export function registerOf(...leases: LeaseInput[]): Register {
  return parseRegister(JSON.stringify({ version: 1, leases }), "leases.json");
}

export const EMPTY: Register = { version: 1, leases: [] };

function unwrap(value: Input, from: string[]): Value {
  if (value === undefined) return null;
  if (value instanceof Ref) {
    if (!from.includes(value.urn)) from.push(value.urn);
    return UNKNOWN;
  }
  if (Array.isArray(value)) return value.map((element) => unwrap(element, from));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unwrap(member, from)]));
}
