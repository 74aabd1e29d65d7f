import type { Graph, Resource } from "../graph/resource";
import type { Register } from "../register/register";
import { observeOne } from "./adapters/table";
import type { BuiltFacts } from "./build";
import { DEFAULT_WIDE_PORTS, DEFAULT_WIDE_SHARE, type FactContext, type FactOptions } from "./context";
import { ownFirewallFacts } from "./firewall-facts";
import { LeaseView } from "./lease-view";
import { Membership } from "./membership";
import { noObservations, type PrefixListEntry } from "./observations";
import { heldProperties, ReferenceSearch } from "./reference-facts";
import { References } from "./references";
import { Routes } from "./routes";
import { announcementFacts, roaFacts } from "./routing-facts";
import { EGRESS_SEGMENT, LEASED_BLOCK } from "./types";

/** What has been seen so far where resources come one at a time: leases, segments, parents and prefix lists. */
export class ResourceContext {
  readonly #register: Register;
  readonly #options: FactOptions;
  readonly #references = new References([]);
  readonly #declarations: Resource[] = [];
  readonly #entries: PrefixListEntry[] = [];
  #view: LeaseView;
  #membership: Membership;
  #search: ReferenceSearch;
  #isStale = false;

  constructor(register: Register, options: FactOptions) {
    this.#register = register;
    this.#options = options;
    this.#view = new LeaseView([], register, options.today);
    this.#membership = new Membership(this.#references, this.#view);
    this.#search = new ReferenceSearch({ view: this.#view, membership: this.#membership });
  }

  /** Takes a resource in and gives the facts that it decides alone. Parents have to come before their children. */
  facts(resource: Resource): BuiltFacts {
    this.#references.add(resource);
    if (resource.type === LEASED_BLOCK || resource.type === EGRESS_SEGMENT) {
      this.#declarations.push(resource);
      this.#isStale = true;
    }
    if (this.#isStale) this.#refresh();
    const observations = noObservations();
    observeOne(resource, this.#references, observations);
    this.#entries.push(...observations.prefixListEntries);
    const context: FactContext = {
      resources: [resource],
      references: this.#references,
      view: this.#view,
      membership: this.#membership,
      observations: { ...observations, prefixListEntries: this.#entries },
      options: { ...this.#options, vrps: undefined },
      wideShare: this.#options.wideShare ?? DEFAULT_WIDE_SHARE,
      widePorts: this.#options.widePorts ?? DEFAULT_WIDE_PORTS,
    };
    const routes = new Routes(context);
    const facts = [
      ...roaFacts(context, routes),
      ...announcementFacts(context, routes),
      ...(observations.egressRules.length > 0 ? ownFirewallFacts(context) : []),
      ...this.#search.facts(resource, heldProperties(observations)),
    ];
    return { facts, problems: this.#search.problems.splice(0) };
  }

  #refresh(): void {
    this.#view = new LeaseView(this.#declarations, this.#register, this.#options.today);
    this.#membership = new Membership(this.#references, this.#view);
    this.#search = new ReferenceSearch({ view: this.#view, membership: this.#membership });
    this.#isStale = false;
  }
}

/**
 * Facts of one resource, as a resource policy sees it before it exists: ROAs, announcements, egress rules and references.
 * What has not been seen yet may still come, so a name that nothing has declared so far is `declared: false` and has to be
 * judged as incomplete.
 */
export function buildResourceFacts(resource: Resource, context: ResourceContext): BuiltFacts {
  return context.facts(resource);
}

/** The context of resources one after the other, such as those of a graph. */
export function createResourceContext(register: Register, options: FactOptions, seen?: Graph): ResourceContext {
  const context = new ResourceContext(register, options);
  for (const resource of seen?.resources ?? []) context.facts(resource);
  return context;
}
