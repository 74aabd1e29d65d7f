import type { DriftItem, FieldValue, ObserverName } from "../drift-item";
import type { Unseen } from "../observer";
import type { Difference, FieldChange } from "./difference";
import { isList, isUnknown } from "./field-value";

/** What an observer is called in a sentence. */
export const OBSERVER_LABELS: Readonly<Record<ObserverName, string>> = {
  aws: "AWS",
  dns: "DNS",
  rpki: "RPKI",
  bgp: "BGP",
  reputation: "Reputation",
  rdap: "RDAP",
};

/** A difference as a sentence that names the thing, its lease and segment, and what it is and was. */
export function messageOf(difference: Difference): string {
  const sentence = `${OBSERVER_LABELS[difference.item.observer]}: ${subjectOf(difference.item)}${verdict(difference)}`;
  // A canonical name in the DNS ends in a dot of its own.
  return sentence.endsWith(".") ? sentence : `${sentence}.`;
}

function verdict(difference: Difference): string {
  const { change, changes, reasons = [] } = difference;
  switch (change) {
    case "changed":
      return changedWords(changes);
    case "removed":
      return " is declared and is not there";
    case "added":
    case "unmanaged": {
      const seen = seenWords(changes);
      const cause = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
      return ` is ${change === "added" ? "new" : "there"}, and nothing declares it${seen === "" ? "" : ` (${seen})`}${cause}`;
    }
    case "unobserved": {
      if (changes.length > 0) return ` cannot be compared: ${shortened(changes.map(unknownWords)).join("; ")}`;
      const what = difference.unseen ? "could not be seen" : "cannot be looked up";
      return ` ${what}: ${shortened(reasons.map(wordsOfReason)).join("; ")}`;
    }
  }
}

function unknownWords({ field, old, new: now }: FieldChange): string {
  if (isUnknown(now)) return `${wordsOf(field)} (${wordsOfReason(now.unknown)}; declared ${valueWords(old)})`;
  return `${wordsOf(field)} (${isUnknown(old) ? wordsOfReason(old.unknown) : "not known"}; seen ${valueWords(now)})`;
}

/** `elastic address 203.0.113.7 of lease web, segment email,` */
function subjectOf(item: DriftItem): string {
  const { lease, segment } = item;
  const of = [lease !== null && `lease ${lease}`, segment !== null && `segment ${segment},`].filter(Boolean).join(", ");
  return of === "" ? nameOf(item) : `${nameOf(item)} of ${of}`;
}

/** What an item is called. */
export function nameOf({ name, type, id }: DriftItem): string {
  return name ?? `${wordsOf(type)} ${id}`;
}

/** What is called that an observer could not see, where it is no single item. */
export function nameOfUnseen({ type, scope }: NonNullable<Unseen["covers"]>): string {
  const what = type === undefined ? "what was to be looked at" : `everything of kind ${wordsOf(type)}`;
  return scope === undefined ? what : `${what} in ${scope}`;
}

function changedWords(changes: readonly FieldChange[]): string {
  const declared = changes.filter(({ remembered }) => !remembered);
  const remembered = changes.filter((change) => change.remembered);
  const parts = [
    declared.length > 0 &&
      ` differs from what is declared: ${shortened(declared.map((one) => fieldWords(one, "declared"))).join("; ")}`,
    remembered.length > 0 &&
      ` changed since it was first seen: ${shortened(remembered.map((one) => fieldWords(one, "before"))).join("; ")}`,
  ];
  return parts.filter((part) => part !== false).join(", and it");
}

function fieldWords({ field, old, new: now }: FieldChange, side: "declared" | "before"): string {
  if (isList(old) && isList(now) && old.length + now.length > 2) {
    const [gone, come] = [old.filter((one) => !now.includes(one)), now.filter((one) => !old.includes(one))];
    const whole = side === "declared" ? "what is declared" : "what was there";
    const words = [
      come.length > 0 && `${listed(come)} beyond ${whole}`,
      gone.length > 0 && `${listed(gone)} missing of ${whole}`,
    ].filter((word) => word !== false);
    if (words.length > 0) return `${wordsOf(field)}: ${words.join(", ")}`;
  }
  return `${wordsOf(field)}: ${valueWords(now)}, ${side === "declared" ? "declared" : "before"} ${valueWords(old)}`;
}

function seenWords(changes: readonly FieldChange[]): string {
  const told = changes.filter(
    (one) => !isUnknown(one.new) && one.new !== null && !(isList(one.new) && one.new.length === 0),
  );
  return shortened(told.map((one) => `${wordsOf(one.field)} ${valueWords(one.new)}`)).join(", ");
}

function wordsOfReason(reason: string): string {
  const trimmed = reason.trim().replace(/\.$/, "");
  return clip(trimmed);
}

/** A value as a sentence names it. */
export function valueWords(value: FieldValue): string {
  if (value === null) return "none";
  if (isUnknown(value)) return "not known";
  return isList(value) ? listed(value) : clip(String(value));
}

/** More than eight would bury the message. */
const LISTED = 8;

function listed(values: readonly string[]): string {
  if (values.length === 0) return "none";
  return shortened(values.map(clip)).join(", ");
}

function shortened(values: readonly string[]): readonly string[] {
  return values.length > LISTED ? [...values.slice(0, LISTED), `${values.length - LISTED} more`] : values;
}

const LONGEST = 200;

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** `flowLogDestination` and `aws:ec2/flowLog:FlowLog` as words; what is no such name stays. */
function wordsOf(name: string): string {
  const last = name.slice(name.lastIndexOf(":") + 1);
  if (!/^[A-Za-z]+[A-Za-z0-9]*$/.test(last)) return last;
  return last
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}
