import type { Graph } from "../graph/resource";
import type { Register } from "../register/register";
import { addressFacts } from "./address-facts";
import { changeFacts } from "./change-facts";
import { createContext, type FactContext, type FactOptions } from "./context";
import type { Fact, SegmentKey } from "./fact";
import { firewallView } from "./firewall-facts";
import { ForwardNames } from "./forward-names";
import { holdingFacts } from "./holding-facts";
import { leaseFacts } from "./lease-facts";
import { keyOf } from "./membership";
import { networkFacts } from "./network-facts";
import { opaqueFacts } from "./opaque-facts";
import { permissionFacts } from "./permission-facts";
import { PrivilegedAlerts } from "./privileged-alerts";
import { heldProperties, ReferenceSearch } from "./reference-facts";
import { ReverseNames, reverseNameFacts } from "./reverse-names";
import { Routes } from "./routes";
import { announcementFacts, roaFacts } from "./routing-facts";
import { segmentFacts } from "./segment-facts";
import { subnetFacts } from "./subnet-facts";
import { WaysOut } from "./ways-out";

export interface BuiltFacts {
  readonly facts: Fact[];
  /** What is wrong with the input itself: a lease that does not parse, a released lease that a program revives. */
  readonly problems: string[];
}

/**
 * What the resources of a graph and a register say about leases, joined so that each fact can be judged alone. Cost grows
 * with the number of resources, times a logarithm.
 */
export function buildFacts(graph: Graph, register: Register, options: FactOptions): BuiltFacts {
  const context = createContext(graph, register, options);
  const ways = new WaysOut(context);
  const routes = new Routes(context);
  const addresses = addressFacts(context, ways, new ReverseNames(context));
  const subnets = subnetFacts(context, ways);
  const firewalls = firewallView(context, ways.subnets);
  const search = new ReferenceSearch(context);
  const held = heldProperties(context.observations);
  const references = context.resources.flatMap((resource) => search.facts(resource, held));
  const used = new Set<SegmentKey>([
    ...addresses.flatMap((fact) => [...fact.segments, ...fact.egressSegments.map(({ key }) => key)]),
    ...subnets.flatMap((fact) => fact.claims.map(keyOf)),
    ...firewalls.openings.keys(),
  ]);
  const facts: Fact[] = [
    ...leaseFacts(context, addresses, routes, new PrivilegedAlerts(context)),
    ...segmentFacts(context, firewalls, ways, used, onlyPurposes(used, context)),
    ...roaFacts(context, routes),
    ...announcementFacts(context, routes),
    ...addresses,
    ...subnets,
    ...firewalls.facts,
    ...networkFacts(context, ways.subnets),
    ...holdingFacts(context, addresses, routes),
    ...permissionFacts(context),
    ...reverseNameFacts(context, new ForwardNames(context)),
    ...references,
    ...opaqueFacts(context, references),
    ...changeFacts(graph, register, context, addresses, references),
  ];
  return { facts, problems: [...context.view.problems, ...search.problems] };
}

/** Keys that no declaration stands behind: a purpose in place of a segment. */
function onlyPurposes(keys: ReadonlySet<SegmentKey>, { view }: FactContext): Set<SegmentKey> {
  const found = new Set<SegmentKey>();
  for (const key of keys) {
    const slash = key.indexOf("/");
    if (slash > 0 && view.named(key.slice(0, slash), key.slice(slash + 1)).is === "purpose") found.add(key);
  }
  return found;
}
