import { declaringResource } from "../../declaring-resource";
import type { DnsAnswer } from "../../dns/dns-answer";
import type { DriftItem, FieldValue } from "../../drift-item";
import { paced } from "../../paced";
import type { Failure } from "./failures";
import { CONFIRMED, checkForward } from "./forward-check";
import type { ReverseTarget } from "./reverse-plan";
import { spread } from "./spread";
import { NOT_ASKED, TIME_OVER, texts, type Voices } from "./voices";

export const PTR = "ptr";

/**
 * What should be seen of an address: its declared names, each leading back. Without declared names: nothing at all in a zone
 * that the program declares; elsewhere whatever is there, as long as it stays so.
 */
export function expectedPointer(target: ReverseTarget): DriftItem | undefined {
  if (target.declared === undefined) return target.isExclusive ? undefined : pointer(target, {});
  return pointer(target, { names: target.declared.names, forward: CONFIRMED });
}

/** Looks up the PTR records, and forwards the names of those that are declared. */
export async function observePointers(
  targets: readonly ReverseTarget[],
  voices: Voices,
  pace: { readonly atOnce: number; readonly signal: AbortSignal },
  done: () => void,
): Promise<{ items: DriftItem[]; failures: Failure[] }> {
  const items: DriftItem[] = [];
  const failed = new Map<ReverseTarget, string>(targets.map((target) => [target, TIME_OVER]));
  const look = async (target: ReverseTarget) => {
    const answer = await voices.ask(target.question, "PTR", target.zone);
    if (answer.kind === "unknown") {
      failed.set(target, answer.reason);
      return;
    }
    const item = await seenPointer(target, answer, voices);
    failed.delete(target);
    if (item !== undefined) items.push(item);
  };
  const declared = targets.filter((target) => target.declared !== undefined);
  const others = spread(targets.filter((target) => target.declared === undefined));
  await paced([...declared, ...others], pace, (target) => look(target).then(done));
  // What was passed over while nothing was answered, where answers came again.
  await paced(
    targets.filter((target) => failed.get(target) === NOT_ASKED),
    pace,
    look,
  );
  const failures = [...failed].map(([{ id, zone }, reason]) => ({ type: PTR, id, scope: zone, reason }));
  return { items, failures };
}

async function seenPointer(target: ReverseTarget, answer: DnsAnswer, voices: Voices): Promise<DriftItem | undefined> {
  const names = texts(answer);
  const alias = { ...(target.isClassless && { alias: aliasOf(target, answer) }) };
  if (target.declared !== undefined) {
    if (names.length === 0) return undefined;
    const forward = await checkForward(target.address, names, voices);
    return pointer(target, { names, forward }, alias);
  }
  if (!target.isExclusive) return pointer(target, { names }, { names, ...alias });
  return names.length === 0 ? undefined : pointer(target, { names });
}

/** Where a classless delegation leads (RFC 2317); null where the name is no alias. */
function aliasOf(target: ReverseTarget, answer: DnsAnswer): string | null {
  const owner = answer.kind === "answer" ? answer.records[0]?.name : undefined;
  return owner === undefined || owner === target.question ? null : owner;
}

function pointer(
  target: ReverseTarget,
  fields: Readonly<Record<string, FieldValue>>,
  remembered: Readonly<Record<string, FieldValue>> = {},
): DriftItem {
  const { id, zone, of, declared, isExclusive } = target;
  return {
    observer: "dns",
    type: PTR,
    id,
    name: `the PTR of ${id}`,
    ...of,
    fields,
    ...(Object.keys(remembered).length > 0 && { remembered }),
    ...(declared !== undefined && declaringResource(declared.resource)),
    ...(declared === undefined && !isExclusive && { severity: "warning" }),
    scope: zone,
    remediation:
      declared === undefined
        ? "Find out who set it: declare the name where it is meant, else have it removed."
        : "Restore the record, and the A or AAAA record that leads back, by deploying again; if the change was meant, declare it.",
  };
}
