import type { Graph, Resource } from "../graph/resource";
import { compareRoas, formatRoa } from "../lease/rpki/roa";
import { type Vrp, VrpIndex } from "../lease/rpki/route-origin";
import type { Register } from "../register/register";
import { observe } from "./adapters/table";
import { LeaseView } from "./lease-view";
import { Membership } from "./membership";
import type { Observations } from "./observations";
import { References } from "./references";

/** What judging needs besides the graph and the register. */
export interface FactOptions {
  /** UTC day, `YYYY-MM-DD`. */
  readonly today: string;
  /** Validated payloads to look at; absent where nobody looked, `unknown` where somebody did and could not. */
  readonly vrps?: readonly Vrp[] | VrpIndex | "unknown";
  /** Share of the address space from which on egress counts as wide, above 0 to 1. @default 0.5 */
  readonly wideShare?: number;
  /** Ports from which on egress counts as wide, 1 to 65536: fewer cannot become wide by what is unknown. @default 60000 */
  readonly widePorts?: number;
  /** ARNs (with `*` and `?`) or names of roles that may do privileged network actions. @default none but the program's */
  readonly privilegedRoles?: readonly string[];
}

/** Everything the joins read, made once. */
export interface FactContext {
  readonly resources: readonly Resource[];
  readonly references: References;
  readonly view: LeaseView;
  readonly membership: Membership;
  readonly observations: Observations;
  readonly options: FactOptions;
  /** The validated payloads that share an address with a lease in view; absent where nobody looked. */
  readonly vrps: readonly Vrp[] | undefined;
  readonly wideShare: number;
  readonly widePorts: number;
}

export const DEFAULT_WIDE_SHARE = 0.5;
export const DEFAULT_WIDE_PORTS = 60_000;

/** Indexes a graph. What a plan deletes is no longer declared, and left out. */
export function createContext(graph: Graph, register: Register, options: FactOptions): FactContext {
  const resources = graph.resources.filter((resource) => resource.operation !== "delete");
  const references = new References(resources);
  const view = new LeaseView(resources, register, options.today);
  return {
    resources,
    references,
    view,
    membership: new Membership(references, view),
    observations: observe(resources, references),
    options,
    vrps: options.vrps && options.vrps !== "unknown" ? payloadsOfLeases(options.vrps, view) : undefined,
    wideShare: options.wideShare ?? DEFAULT_WIDE_SHARE,
    widePorts: options.widePorts ?? DEFAULT_WIDE_PORTS,
  };
}

/** Of the whole RPKI, what says something about a lease; each payload once. */
function payloadsOfLeases(vrps: readonly Vrp[] | VrpIndex, view: LeaseView): Vrp[] {
  const index = vrps instanceof VrpIndex ? vrps : new VrpIndex(vrps);
  const found = new Map<string, Vrp>();
  for (const { prefix } of view.leases.values()) {
    for (const vrp of index.overlapping(prefix)) found.set(formatRoa(vrp), vrp);
  }
  return [...found.values()].sort(compareRoas);
}
