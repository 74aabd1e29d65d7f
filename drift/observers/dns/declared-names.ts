import type { FactContext } from "../../../facts/context";
import { addressOf, allocations } from "../../../facts/reverse-confirmation";
import type { Resource } from "../../../graph/resource";
import { formatShort, type Prefix } from "../../../lease/prefix";
import type { FieldValue } from "../../drift-item";

/** The names that the program gives one address. */
export interface DeclaredName {
  readonly address: Prefix;
  /** Sorted; unknown where a name is known only after a deployment. */
  readonly names: readonly string[] | { readonly unknown: string };
  /** The first record of the address. */
  readonly resource: Resource;
}

export interface DeclaredNames {
  /** By canonical address. */
  readonly byAddress: ReadonlyMap<string, DeclaredName>;
  /** Some record is for an address that nobody knows yet: any name that is seen may be its. */
  readonly hasStray: boolean;
}

/** Reads the PTR records of the graph, whoever serves them: Cloudflare, Route 53, or AWS for its Elastic IPs. */
export function declaredNames(context: FactContext): DeclaredNames {
  const allocated = allocations(context);
  const found = new Map<string, { address: Prefix; names: Set<string>; unknown: boolean; resource: Resource }>();
  let hasStray = false;
  for (const record of context.observations.reverseNames) {
    const address = addressOf(record, allocated).address.value;
    if (address === undefined) {
      hasStray = true;
      continue;
    }
    const id = formatShort(address);
    const entry = found.get(id) ?? { address, names: new Set(), unknown: false, resource: record.resource };
    found.set(id, entry);
    for (const name of record.names.value ?? []) entry.names.add(name);
    if (record.names.unknown.length > 0) entry.unknown = true;
  }
  const byAddress = new Map<string, DeclaredName>();
  for (const [id, { address, names, unknown, resource }] of found) {
    if (names.size === 0 && !unknown) continue;
    byAddress.set(id, { address, resource, names: unknown ? UNDEPLOYED : [...names].sort() });
  }
  return { byAddress, hasStray };
}

export const UNDEPLOYED = { unknown: "known only after a deployment" } satisfies FieldValue;
