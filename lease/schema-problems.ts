import type { ZodError } from "zod";

/** One thing that is wrong with data, for a person who has to correct it. */
export interface SchemaProblem {
  /** Where, for example `leases[0].term.end`; empty for the whole. */
  readonly path: string;
  /** The value, where it may be shown and the message does not name it yet. */
  readonly value?: string | number;
  /** What to do. */
  readonly message: string;
}

type Issue = ZodError["issues"][number];

/** Keys of a lease or register whose values are addresses, days, numbers or names. Any other value may be a secret. */
const SHOWN = new Set([
  "version",
  "id",
  "prefix",
  "prefixes",
  "status",
  "start",
  "end",
  "noticeDays",
  "name",
  "purpose",
  "allowedUses",
  "announcedBy",
  "origins",
  "longestAnnounced",
  "byoasn",
  "rir",
  "responsibility",
  "verifiedOn",
  "checkedOn",
  "ranOn",
  "retentionDays",
]);
const LONGEST_SHOWN = 80;

/** Every problem that zod found with `input`, each with its place, its value where that may be shown, and a remedy. */
export function schemaProblems(error: ZodError, input: unknown): SchemaProblem[] {
  return error.issues.map((issue) => {
    const value = issue.code === "custom" ? undefined : shownValue(input, issue.path);
    return { path: pathText(issue.path), ...(value !== undefined && { value }), message: remedy(issue, input) };
  });
}

/** A problem in one line: `leases[0].status "actve": use one of …`. */
export function problemText({ path, value, message }: SchemaProblem): string {
  const place = [path, value === undefined ? "" : JSON.stringify(value)].filter((part) => part !== "").join(" ");
  return place === "" ? message : `${place}: ${message}`;
}

function remedy(issue: Issue, input: unknown): string {
  switch (issue.code) {
    case "invalid_type": {
      const isMissing = issue.path.length > 0 && valueAt(input, issue.path) === undefined;
      return isMissing ? `is missing; give ${article(issue.expected)}` : `give ${article(issue.expected)} here`;
    }
    case "unrecognized_keys": {
      const keys = issue.keys.map((key) => JSON.stringify(key.slice(0, LONGEST_SHOWN))).join(", ");
      return `unknown ${issue.keys.length > 1 ? "keys" : "key"} ${keys}; correct the spelling or leave it out`;
    }
    case "invalid_value": {
      const isMissing = issue.path.length > 0 && valueAt(input, issue.path) === undefined;
      const choices = issue.values.map(String);
      const wanted = choices.length > 1 ? `one of ${choices.join(", ")}` : String(choices[0]);
      return isMissing ? `is missing; give ${wanted}` : `use ${wanted}`;
    }
    default:
      return issue.message;
  }
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type === "int" ? "whole number" : type}`.replace(
    "an whole",
    "a whole",
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

function shownValue(input: unknown, path: readonly PropertyKey[]): string | number | undefined {
  const key = path.findLast((part) => typeof part === "string");
  if (key === undefined || !SHOWN.has(String(key))) return undefined;
  const value = valueAt(input, path);
  if (typeof value === "number") return value;
  return typeof value === "string" && value.length <= LONGEST_SHOWN ? value : undefined;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
