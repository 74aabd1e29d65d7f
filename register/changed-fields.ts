import { canonicalJson } from "../lease/canonical-json";
import type { LeaseInput } from "../lease/lease";

/** A field of a lease that two versions of it say differently. */
export interface ChangedField {
  /** `term.end`, `segments.web.placements.eu-west-1a`: segments by their names. */
  readonly field: string;
  /** Undefined where it was not there. */
  readonly old: unknown;
  readonly now: unknown;
}

/** What differs between two versions of a lease, in the order of the keys. */
export function changedFields(before: LeaseInput, after: LeaseInput): ChangedField[] {
  return compare(byName(before), byName(after), "");
}

/** Segments are known by their names, not by their places. */
function byName({ segments, ...lease }: LeaseInput): Record<string, unknown> {
  const named = segments?.map(({ name, ...segment }) => [name, segment] as const);
  return { ...lease, ...(named && { segments: Object.fromEntries(named) }) };
}

function compare(before: unknown, after: unknown, at: string): ChangedField[] {
  if (!isObject(before) || !isObject(after)) {
    return canonicalJson([before]) === canonicalJson([after]) ? [] : [{ field: at, old: before, now: after }];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    compare(own(before, key), own(after, key), at === "" ? key : `${at}.${key}`),
  );
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
