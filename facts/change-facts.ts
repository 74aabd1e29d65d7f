import { readString } from "../graph/read";
import type { Graph } from "../graph/resource";
import type { Register } from "../register/register";
import { observe } from "./adapters/table";
import { additionFacts } from "./addition-facts";
import type { FactContext } from "./context";
import type { AddressFact, Fact, ReferenceFact } from "./fact";
import { LeaseView } from "./lease-view";
import { Membership } from "./membership";
import { knowsChanges, Plan } from "./plan";
import { releaseFacts } from "./release-facts";
import { revocationFacts } from "./revocation-facts";
import { LEASED_BLOCK } from "./types";

/** What changes, for the rules that judge steps; nothing where the graph does not say what changes. */
export function changeFacts(
  graph: Graph,
  register: Register,
  context: FactContext,
  addresses: readonly AddressFact[],
  references: readonly ReferenceFact[],
): Fact[] {
  if (!knowsChanges(graph)) return [];
  const plan = new Plan(graph);
  const before = contextBefore(context, plan, register);
  return [
    ...revocationFacts(plan, context, before),
    ...additionFacts(plan, context, addresses, references),
    ...releaseFacts(plan, context, before),
  ];
}

/** As the context, with what the plan deletes still there, and leases whose block it deletes. */
function contextBefore(context: FactContext, plan: Plan, register: Register): FactContext {
  if (plan.deleted.length === 0) return context;
  const resources = [...context.resources, ...plan.deleted];
  const references = plan.references(context.resources);
  const blocks = new Set(
    context.references.ofType(LEASED_BLOCK).map(({ inputs }) => JSON.stringify(readString(inputs, "lease.id"))),
  );
  // A block that moves to another name declares its lease once, not twice.
  const declaring = resources.filter(
    (resource) =>
      resource.operation !== "delete" ||
      resource.type !== LEASED_BLOCK ||
      !blocks.has(JSON.stringify(readString(resource.inputs, "lease.id"))),
  );
  const view = new LeaseView(declaring, register, context.options.today);
  return {
    ...context,
    resources,
    references,
    view,
    membership: new Membership(references, view),
    observations: observe(resources, references),
  };
}
