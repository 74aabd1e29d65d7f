import { type DriftItem, type FieldValue, itemKey } from "../drift-item";
import { isUnknown, sameValue } from "./field-value";

/**
 * Items by their keys. One that is given twice is one item; where its fields contradict each other nobody can tell which
 * holds, and they are unknown.
 * @param side in words, as `declared` or `seen`
 */
export function itemsByKey(items: readonly DriftItem[], side: string): Map<string, DriftItem> {
  const found = new Map<string, DriftItem>();
  for (const item of items) {
    const key = itemKey(item);
    const other = found.get(key);
    found.set(key, other === undefined ? item : merged(other, item, side));
  }
  return found;
}

function merged(a: DriftItem, b: DriftItem, side: string): DriftItem {
  // In one order, whatever the order they came in.
  const [first, second] = JSON.stringify(a) <= JSON.stringify(b) ? [a, b] : [b, a];
  const fields: Record<string, FieldValue> = { ...second.fields, ...first.fields };
  for (const field in second.fields) {
    const [one, other] = [first.fields[field], second.fields[field]];
    if (one === undefined || other === undefined || isUnknown(one) || sameValue(one, other)) continue;
    fields[field] = isUnknown(other)
      ? other
      : { unknown: `it is ${side} twice, as ${text(one)} and as ${text(other)}` };
  }
  return { ...second, ...first, fields };
}

function text(value: FieldValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
