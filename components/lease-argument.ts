import type { ZodError } from "zod";
import { type Lease, leaseSchema } from "../lease/lease";
import type { ArgumentErrors, ArgumentProblem } from "./argument-errors";
import type { LeaseArgument, LeaseHolder } from "./egress-segment/segment-arguments";

/** Keys whose values are addresses, dates, numbers or names, and so may be shown in an error. */
const SHOWN = new Set([
  "id",
  "prefix",
  "prefixes",
  "status",
  "start",
  "end",
  "noticeDays",
  "name",
  "purpose",
  "origins",
]);

/**
 * The parsed lease of an argument that is a lease as written or a component that holds one. Adds every problem of the
 * lease to `errors` and answers undefined where there is one.
 */
export function readLease(argument: LeaseArgument, errors: ArgumentErrors): Lease | undefined {
  if (isHolder(argument)) return argument.lease;
  const parsed = leaseSchema.safeParse(argument);
  if (parsed.success) return parsed.data;
  addIssues(parsed.error, argument, errors);
  return undefined;
}

export function isHolder(argument: unknown): argument is LeaseHolder {
  return typeof argument === "object" && argument !== null && "leaseId" in argument && "lease" in argument;
}

function addIssues(error: ZodError, argument: unknown, errors: ArgumentErrors): void {
  for (const issue of error.issues) {
    const path = ["lease", ...issue.path];
    errors.add(path.reduce<string>(appendKey, ""), shownValue(argument, issue.path), issue.message);
  }
}

function appendKey(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? String(key) : `${path}.${String(key)}`;
}

function shownValue(argument: unknown, path: readonly PropertyKey[]): ArgumentProblem["value"] {
  const key = [...path].reverse().find((part) => typeof part === "string");
  if (key === undefined || !SHOWN.has(String(key))) return undefined;
  let value: unknown = argument;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
