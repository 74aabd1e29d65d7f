import type { FactContext } from "./context";
import type { AdditionFact, AddressFact, ReferenceFact } from "./fact";
import type { Plan } from "./plan";
import { ReferenceSearch } from "./reference-facts";
import { unknownPath } from "./references";

/** What every step says of leases that are offboarding, and whether the step adds it. */
export function additionFacts(
  plan: Plan,
  context: FactContext,
  addresses: readonly AddressFact[],
  references: readonly ReferenceFact[],
): AdditionFact[] {
  const search = new ReferenceSearch(context);
  const before = new Map<string, ReadonlySet<string>>();
  const saidBefore = (urn: string): ReadonlySet<string> | undefined => {
    const known = before.get(urn);
    const resource = plan.before.get(urn);
    if (known !== undefined || resource === undefined) return known;
    const said = new Set(search.facts(resource, new Set()).map(({ lease, text }) => `${lease} ${text}`));
    before.set(urn, said);
    return said;
  };
  const facts = new Map<string, AdditionFact>();
  const add = (urn: string, lease: string | null, what: AdditionFact["what"], text: string): void => {
    const resource = context.references.resource(urn);
    if (resource === undefined || resource.operation === "same" || resource.operation === "read") return;
    const said = saidBefore(urn);
    const isNew = resource.operation === "create";
    if (!isNew && said?.has(`${lease} ${text}`)) return;
    const added = isNew || (resource.operation !== undefined && said !== undefined) ? true : null;
    const id = `addition:${urn}:${lease}:${text}`;
    facts.set(id, {
      kind: "addition",
      id,
      resource: urn,
      lease,
      segment: null,
      unknown: added === null ? { added: [unknownPath({ urn }, "operation")] } : {},
      what,
      text,
      added,
    });
  };
  for (const fact of references) {
    if (fact.resource === null || fact.leaseStatus !== "offboarding" || fact.bitsShorter > 0) continue;
    if (fact.activeLease !== null && fact.activeLease !== fact.lease) continue;
    add(fact.resource, fact.lease, fact.relation === "holds" ? "allocation" : "reference", fact.text);
  }
  // An address from a pool is not known before it is there, but the pool is.
  for (const fact of addresses) {
    if (!fact.allocated || fact.address !== null || fact.leaseStatus !== "offboarding" || fact.resource === null)
      continue;
    add(fact.resource, fact.lease, "allocation", "an address");
  }
  for (const fact of hiddenAdditions(context)) facts.set(fact.id, fact);
  return [...facts.values()];
}

/** What is created or changed with secrets that the file hides may add a mention in them. */
function hiddenAdditions({ resources, view }: FactContext): AdditionFact[] {
  const ending = [...view.leases.values()].filter(({ live, lease }) => live && lease.status === "offboarding");
  if (ending.length === 0) return [];
  return resources
    .filter(({ operation, secrets = [] }) => secrets.length > 0 && operation !== "same" && operation !== "read")
    .map((resource) => ({
      kind: "addition",
      id: `addition:${resource.urn}:secret`,
      resource: resource.urn,
      lease: ending.length === 1 ? (ending[0]?.lease.id ?? null) : null,
      segment: null,
      unknown: { added: (resource.secrets ?? []).map((path) => unknownPath(resource, path)) },
      what: "reference",
      text: "space in a secret",
      added: null,
    }));
}
