import { attribute, type Declared } from "../../declared";
import { declaringResource } from "../../declaring-resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import { paced } from "../../paced";
import { type DeclaredAddresses, declaredAddresses } from "./declared-addresses";
import { declaredNames } from "./declared-names";
import type { Failure } from "./failures";
import { TIME_OVER, texts, type Voices } from "./voices";

export const FORWARD = "forward";

/** A name that the program gives leased addresses, and that no declared PTR has: those are seen with their PTR. */
export interface ForwardTarget extends DeclaredAddresses {
  readonly item: DriftItem;
}

export function forwardTargets(declared: Declared): ForwardTarget[] {
  const reversed = new Set<string>();
  for (const { names } of declaredNames(declared.context).byAddress.values()) {
    if (!("unknown" in names)) for (const name of names) reversed.add(name);
  }
  return declaredAddresses(declared)
    .filter(({ name }) => !reversed.has(name))
    .map((one) => ({ ...one, item: forwardItem(one, one.addresses, declared) }));
}

export async function observeForward(
  targets: readonly ForwardTarget[],
  voices: Voices,
  pace: { readonly atOnce: number; readonly signal: AbortSignal },
): Promise<{ items: DriftItem[]; failures: Failure[] }> {
  const items: DriftItem[] = [];
  const failed = new Map<DriftItem, string>(targets.map(({ item }) => [item, TIME_OVER]));
  await paced(targets, pace, async ({ name, type, item }) => {
    const answer = await voices.ask(name, type);
    if (answer.kind === "unknown") {
      failed.set(item, answer.reason);
      return;
    }
    failed.delete(item);
    if (answer.kind === "answer") items.push({ ...item, fields: { addresses: texts(answer) } });
  });
  const failures = [...failed].map(([{ id }, reason]) => ({ type: FORWARD, id, scope: FORWARD, reason }));
  return { items, failures };
}

function forwardItem(
  { name, type, leased, resource }: DeclaredAddresses,
  addresses: FieldValue,
  declared: Declared,
): DriftItem {
  const [first] = leased;
  return {
    observer: "dns",
    type: FORWARD,
    id: `${name} ${type}`,
    name: `the ${type} record of ${name}`,
    ...(first === undefined ? { lease: null, segment: null } : attribute(declared, first)),
    fields: { addresses },
    ...declaringResource(resource),
    scope: FORWARD,
    remediation: "Restore the record by deploying again; if the change was meant, declare it.",
  };
}
