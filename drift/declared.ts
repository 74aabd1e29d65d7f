import { createContext, type FactContext } from "../facts/context";
import type { ViewedLease } from "../facts/lease-view";
import type { Graph } from "../graph/resource";
import type { Prefix } from "../lease/prefix";
import type { Register } from "../register/register";
import type { Attribution } from "./drift-item";

/** What is declared: by a stack's state, a preview or a program, laid over the register; or by the register alone. */
export interface Declared {
  /** Without resources where the register alone declares. */
  readonly graph: Graph;
  readonly register: Register;
  /** Calendar day, UTC. */
  readonly today: string;
  /** References, segments and memberships of the graph. */
  readonly context: FactContext;
  /** The leases to look at, released ones included. */
  readonly leases: readonly ViewedLease[];
  /** Their ids. */
  readonly chosen: ReadonlySet<string>;
}

/** @param chosen ids of the leases to look at. @default all */
export function declare(graph: Graph, register: Register, today: string, chosen?: ReadonlySet<string>): Declared {
  const context = createContext(graph, register, { today });
  const leases = [...context.view.leases.values()].filter(({ lease }) => chosen?.has(lease.id) ?? true);
  // What a plan deletes is not declared any more, and what was before it never counts.
  const declared = { project: graph.project, stack: graph.stack, resources: context.resources };
  return { graph: declared, register, today, context, leases, chosen: new Set(leases.map(({ lease }) => lease.id)) };
}

/** Whose an address or prefix is: the lease that contains it, and the segment of the longest prefix that does. */
export function attribute({ context: { view }, chosen }: Declared, prefix: Prefix): Attribution {
  const lease = view.leaseFor(prefix)?.lease.id;
  if (lease === undefined || !chosen.has(lease)) return { lease: null, segment: null };
  const segment = view.segmentsCovering(prefix).find((one) => one.lease === lease);
  return { lease, segment: segment?.name ?? null };
}
