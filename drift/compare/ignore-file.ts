import type { Ignore } from "ignore";
import type { Difference } from "./difference";

/** A `.leaseholdignore` that cannot be used. */
export class IgnoreFileError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}, line ${line}: ${problem}`);
    this.name = "IgnoreFileError";
  }
}

// Patterns become regular expressions, whose time grows with the length of a name to the power of its wildcards: both are
// bounded, since names come from outside.
const LONGEST_LINE = 1000;
/** Most `*` in one part of a pattern, between two slashes, and most `**` in all. */
const MOST_STARS = 3;
/** What lies beyond in a part of a name is not looked at. */
const LONGEST_PART = 200;

/** What is ignored. */
export interface Ignored {
  /** What is left. */
  readonly kept: readonly Difference[];
  /** Whole differences that are not, or all of whose fields are not. */
  readonly dropped: readonly Difference[];
  /** `observer/type/id`, or with the field, of what is not, in order. */
  readonly ignored: readonly string[];
}

/**
 * Drift that a team knows of and accepts: patterns in gitignore syntax on `observer/type/id/field`. A type is written by what
 * stands behind its last colon: `aws/Eip/eipalloc-*`. As in git, case counts, the last pattern that matches decides, and
 * nothing below what is ignored can be taken back.
 */
export class IgnoreFile {
  readonly #patterns: Ignore;

  /** @throws IgnoreFileError */
  constructor(text: string, file: string) {
    for (const [at, line] of text.split(/\r?\n/).entries()) refuseUnbounded(line, file, at + 1);
    const ignore = require("ignore") as typeof import("ignore");
    this.#patterns = ignore({ ignorecase: false }).add(text.startsWith("\ufeff") ? text.slice(1) : text);
  }

  /** Whether a pattern names a whole item. */
  matches(item: Difference["item"]): boolean {
    return this.#patterns.ignores(`${ignorePath(item)}/`);
  }

  /** Takes out what is ignored: whole items, or some of the fields that differ. */
  apply(differences: readonly Difference[]): Ignored {
    const kept: Difference[] = [];
    const dropped: Difference[] = [];
    const ignored: string[] = [];
    for (const difference of differences) {
      const path = ignorePath(difference.item);
      if (this.matches(difference.item)) {
        ignored.push(path);
        dropped.push(difference);
        continue;
      }
      // What is there or not as a whole has no fields to ignore.
      const byField = difference.changes.length > 0 && ["changed", "unobserved"].includes(difference.change);
      const left = byField ? this.#left(difference, path, ignored) : difference;
      if (left !== undefined) kept.push(left);
      else dropped.push(difference);
    }
    return { kept, dropped, ignored: [...new Set(ignored)].sort() };
  }

  #left(difference: Difference, path: string, ignored: string[]): Difference | undefined {
    const changes = difference.changes.filter(({ field }) => {
      const fieldPath = `${path}/${parts(field)}`;
      const isIgnored = this.#patterns.ignores(fieldPath);
      if (isIgnored) ignored.push(fieldPath);
      return !isIgnored;
    });
    if (changes.length === difference.changes.length) return difference;
    return changes.length === 0 ? undefined : { ...difference, changes };
  }
}

/** An item as patterns name it. */
export function ignorePath({ observer, type, id }: Pick<Difference["item"], "observer" | "type" | "id">): string {
  return `${observer}/${parts(type.slice(type.lastIndexOf(":") + 1))}/${parts(id)}`;
}

/** A name may hold slashes and then is several parts; what no path can hold is written as a browser would. */
function parts(name: string): string {
  return name
    .split("/")
    .map((part) => part.slice(0, LONGEST_PART))
    .map((part) =>
      part === "" ? "%00" : /^\.\.?$/.test(part) ? part.replaceAll(".", "%2E") : part.replaceAll("\\", "%5C"),
    )
    .join("/");
}

function refuseUnbounded(line: string, file: string, at: number): void {
  if (line.startsWith("#")) return;
  if (line.length > LONGEST_LINE) throw new IgnoreFileError(file, at, `is longer than ${LONGEST_LINE} characters`);
  const parts = line.split("/");
  const stars = Math.max(...parts.map((part) => part.replaceAll(/\*+/g, "*").split("*").length - 1));
  const folders = parts.filter((part) => part.includes("**")).length;
  const [count, where] = stars > MOST_STARS ? [stars, "wildcards in one part"] : [folders, "times **"];
  if (count > MOST_STARS) {
    throw new IgnoreFileError(file, at, `has ${count} ${where}; at most ${MOST_STARS} are matched in bounded time`);
  }
}
