import type { FieldValue, UnknownValue } from "../drift-item";

/** Whether nobody knows a value. */
export function isUnknown(value: FieldValue): value is UnknownValue {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}

/** Whether two values are the same; one that is unknown is the same as nothing. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (!isList(a) || !isList(b) || a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
