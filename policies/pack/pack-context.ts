import { readString } from "../../graph/read";
import type { Graph, Resource } from "../../graph/resource";
import { parentsFirst } from "../../graph/urn";
import type { Lease } from "../../lease/lease";
import { overlaps, parsePrefix } from "../../lease/prefix";
import type { Register } from "../../register/register";

const LEASED_BLOCK = "leasehold:index:LeasedBlock";
const DECLARES = new Set([LEASED_BLOCK, "leasehold:index:EgressSegment"]);
/** Types that rules of one resource judge beyond what they refer to. */
const JUDGED = /^leasehold:(rpki|routing):|securityGroup|networkAcl|firewall/i;
/** What such a resource may name: its group, and the lists of its destinations. */
const NAMED = /securityGroup|networkAcl|managedPrefixList|ruleGroup/i;

/**
 * What a resource is judged by before it exists: the blocks and segments that were registered earlier (parents come before
 * their children), its own ancestors, and what a firewall rule may name. Only as much of it as can matter for the
 * resource, since this is asked for each resource of a stack.
 */
export class PackContext {
  readonly #components = new Map<string, Resource>();
  readonly #declared = new Map<string, Resource>();
  readonly #named = new Map<string, Resource>();
  readonly #over: Register;

  constructor(
    readonly register: Register,
    private readonly today: string,
  ) {
    this.#over = leasesThatAreOver(register, today);
  }

  /** Graph and register for judging the resource now; `undefined` where nothing can be found on it alone. */
  around(graph: Graph): { graph: Graph; register: Register } | undefined {
    const [resource] = graph.resources;
    if (!resource) return undefined;
    if (JUDGED.test(resource.type)) {
      const context = [...this.#declared.values(), ...this.#named.values()];
      return { graph: this.#with(graph, resource, context), register: this.register };
    }
    const blocks = [...this.#declared.values()].filter(({ type }) => type === LEASED_BLOCK);
    if (this.#over.leases.length === 0 && !blocks.some((block) => this.#mayBeOver(block))) return undefined;
    return { graph: this.#with(graph, resource, blocks), register: this.#over };
  }

  /**
   * The resource, last, with its own ancestors. Which other segments were registered before it differs from run to run, and
   * what is decided about it must not.
   */
  within(graph: Graph): Graph {
    const [resource] = graph.resources;
    return resource === undefined ? graph : this.#with(graph, resource, []);
  }

  /** Remembers a resource for those that come after it. */
  add(resource: Resource): void {
    if (!resource.custom) this.#components.set(resource.urn, resource);
    if (DECLARES.has(resource.type)) this.#declared.set(resource.urn, resource);
    if (NAMED.test(resource.type)) this.#named.set(resource.urn, resource);
  }

  #with(graph: Graph, resource: Resource, context: readonly Resource[]): Graph {
    const resources = new Map(context.map((one) => [one.urn, one]));
    for (let at = this.#parent(resource); at && !resources.has(at.urn); at = this.#parent(at))
      resources.set(at.urn, at);
    resources.set(resource.urn, resource);
    return { ...graph, resources: parentsFirst([...resources.values()]) };
  }

  #parent(resource: Resource): Resource | undefined {
    return resource.parent === undefined ? undefined : this.#components.get(resource.parent);
  }

  #mayBeOver(block: Resource): boolean {
    const status = readString(block.inputs, "lease.status");
    const end = readString(block.inputs, "lease.term.end");
    if (!status || !end || !("known" in status) || !("known" in end)) return true;
    return status.known === "released" || end.known < this.today;
  }
}

/** Leases that are released or past their term, and those that may hold the same space today. */
function leasesThatAreOver(register: Register, today: string): Register {
  const isOver = (lease: Lease): boolean => lease.status === "released" || lease.term.end < today;
  const over = register.leases.filter(isOver).map((lease) => parsePrefix(lease.prefix));
  if (over.length === 0) return { ...register, leases: [] };
  return {
    ...register,
    leases: register.leases.filter((lease) => {
      const prefix = parsePrefix(lease.prefix);
      return isOver(lease) || over.some((other) => overlaps(prefix, other));
    }),
  };
}
