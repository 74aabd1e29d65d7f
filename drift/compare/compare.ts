import { compareText } from "../../lease/compare-text";
import { type DriftItem, type FieldValue, itemKey, OBSERVER_NAMES, type ObserverName } from "../drift-item";
import type { Observation, Observer, Unseen } from "../observer";
import { Cover } from "./cover";
import type { Difference, FieldChange } from "./difference";
import { isUnknown, sameValue } from "./field-value";
import { itemsByKey } from "./items-by-key";
import { nameOfUnseen } from "./words";

export type Fields = Readonly<Record<string, FieldValue>>;

/** What one observer saw. */
export interface Look {
  readonly observer: Pick<Observer, "name" | "extra">;
  readonly observation: Pick<Observation, "items" | "unseen">;
}

export interface Comparison {
  /** By observer, type and id; the same whatever the order of what is given. */
  readonly differences: readonly Difference[];
  /**
   * What the next run is to know of fields that nobody declares, by item: as each was seen first, so that a change stays one
   * until it is undone or accepted.
   */
  readonly remembered: ReadonlyMap<string, Fields>;
}

/**
 * Compares what is declared with what was seen, item by item and field by field. Cost grows with the number of fields. Items
 * of an observer that did not look are not compared.
 * @param expected what all observers expect
 * @param before fields that nobody declares as they are known, by item @default none: nothing is known of before
 */
export function compare(
  expected: readonly DriftItem[],
  looks: readonly Look[],
  before: ReadonlyMap<string, Fields> = new Map(),
): Comparison {
  const declared = new Map<ObserverName, DriftItem[]>(looks.map(({ observer }) => [observer.name, []]));
  for (const item of expected) declared.get(item.observer)?.push(item);
  const differences: Difference[] = [];
  const remembered = new Map<string, Fields>();
  for (const look of looks) {
    const side = new OneObserver(look, itemsByKey(declared.get(look.observer.name) ?? [], "declared"), before);
    differences.push(...side.differences());
    for (const [key, fields] of side.remembered()) remembered.set(key, fields);
  }
  return { differences: differences.sort(inOrder), remembered };
}

class OneObserver {
  readonly #seen: ReadonlyMap<string, DriftItem>;

  constructor(
    private readonly look: Look,
    private readonly declared: ReadonlyMap<string, DriftItem>,
    private readonly before: ReadonlyMap<string, Fields>,
  ) {
    this.#seen = itemsByKey(look.observation.items, "seen");
  }

  differences(): Difference[] {
    const { unseen } = this.look.observation;
    const cover = new Cover(unseen);
    const found: Difference[] = [...this.#unobserved(unseen)];
    for (const [key, item] of this.declared) {
      const seen = this.#seen.get(key);
      if (seen !== undefined) found.push(...this.#compared(key, item, seen));
      else if (item.undeployed) found.push(undeployed(item));
      else if (!cover.has(item)) found.push(removed(item));
    }
    const open = new Set([...this.declared.values()].filter((item) => item.undeployed).map(kindOf));
    for (const [key, item] of this.#seen) {
      // What is of no lease may be of any.
      const mayBe = open.has(kindOf(item)) || open.has(kindOf({ ...item, lease: null }));
      if (!this.declared.has(key)) found.push(this.#extra(item, mayBe));
    }
    return found;
  }

  *remembered(): Iterable<[string, Fields]> {
    for (const [key, { remembered }] of this.#seen) {
      if (remembered === undefined) continue;
      const known = Object.entries(remembered).filter(([, value]) => !isUnknown(value));
      yield [key, { ...Object.fromEntries(known), ...this.before.get(key) }];
    }
  }

  #compared(key: string, item: DriftItem, seen: DriftItem): Difference[] {
    const changes: FieldChange[] = [];
    const unknown: FieldChange[] = [];
    for (const field in item.fields) {
      const old = item.fields[field] as FieldValue;
      const now = seen.fields[field] ?? (field in seen.fields ? null : NOT_READ);
      if (sameValue(old, now)) continue;
      (isUnknown(old) || isUnknown(now) ? unknown : changes).push({ field, old, new: now });
    }
    this.#addRemembered(key, seen, changes, unknown);
    if (changes.length === 0 && unknown.length === 0) return [];
    const subject = { ...seen, ...item, ...(seen.observed && { observed: seen.observed }) };
    return [
      ...(changes.length > 0
        ? [{ change: "changed", status: "violation", item: subject, changes: changes.sort(byField) } as const]
        : []),
      ...(unknown.length > 0 ? [unread(subject, unknown.sort(byField))] : []),
    ];
  }

  #addRemembered(key: string, seen: DriftItem, changes: FieldChange[], unknown: FieldChange[]): void {
    const before = this.before.get(key);
    if (before === undefined || seen.remembered === undefined) return;
    for (const field in seen.remembered) {
      const [old, now] = [before[field], seen.remembered[field]];
      if (old === undefined || now === undefined || sameValue(old, now)) continue;
      (isUnknown(old) || isUnknown(now) ? unknown : changes).push({ field, old, new: now, remembered: true });
    }
  }

  #extra(item: DriftItem, mayBeDeclared: boolean): Difference {
    const changes = Object.keys(item.fields)
      .sort()
      .map((field) => ({ field, old: null, new: item.fields[field] ?? null }));
    const change = this.look.observer.extra;
    if (!mayBeDeclared) return { change, status: "violation", item, changes };
    const reasons = ["only a deployment shows whether it is one of those that are declared"];
    return { change, status: "undetermined", item, changes, reasons };
  }

  /** One difference for each thing that could not be seen, however many reasons there were. */
  *#unobserved(unseen: readonly Unseen[]): Iterable<Difference> {
    const { name } = this.look.observer;
    const byItem = new Map<string, { item: DriftItem; reasons: string[] }>();
    for (const { reason, covers = {} } of unseen) {
      const { type = "*", id, lease, scope } = covers;
      const named = {
        observer: name,
        type,
        id: id ?? ([scope, lease].filter(Boolean).join("/") || "*"),
        ...(id === undefined && { name: nameOfUnseen(covers) }),
      };
      const key = itemKey(named);
      const item = this.declared.get(key) ??
        this.#seen.get(key) ?? { ...named, lease: lease ?? null, segment: null, fields: {} };
      const entry = byItem.get(key) ?? { item, reasons: [] };
      entry.reasons.push(reason);
      byItem.set(key, entry);
    }
    for (const { item, reasons } of byItem.values()) {
      const change = { change: "unobserved", status: "undetermined", item, changes: [] } as const;
      yield { ...change, reasons: [...new Set(reasons)].sort(), unseen: true };
    }
  }
}

const NOT_READ: FieldValue = { unknown: "it could not be read" };

function removed(item: DriftItem): Difference {
  const changes = Object.keys(item.fields)
    .sort()
    .map((field) => ({ field, old: item.fields[field] ?? null, new: null }));
  return { change: "removed", status: "violation", item, changes };
}

function undeployed(item: DriftItem): Difference {
  const reasons = ["only a deployment shows which one it is"];
  return { change: "unobserved", status: "undetermined", item, changes: [], reasons };
}

function unread(item: DriftItem, changes: readonly FieldChange[]): Difference {
  return { change: "unobserved", status: "undetermined", item, changes };
}

/** Where one undeployed item makes another's place uncertain. */
function kindOf({ type, lease }: DriftItem): string {
  return `${type} ${lease}`;
}

function byField(a: FieldChange, b: FieldChange): number {
  return compareText(a.field, b.field);
}

function inOrder(a: Difference, b: Difference): number {
  return (
    OBSERVER_NAMES.indexOf(a.item.observer) - OBSERVER_NAMES.indexOf(b.item.observer) ||
    compareText(a.item.type, b.item.type) ||
    compareText(a.item.id, b.item.id) ||
    compareText(a.change, b.change)
  );
}
