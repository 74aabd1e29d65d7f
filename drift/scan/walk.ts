import { type Dirent, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { errorCode } from "../../register/error-code";
import type { SkipReason } from "./file-kind";
import { IgnoreLevels } from "./ignore-files";

/** A file of a tree, to be searched or not. */
export interface WalkedFile {
  /** Absolute. */
  readonly file: string;
  /** As the user's path says it: relative where that is relative. */
  readonly shown: string;
  readonly skipped?: SkipReason;
  /** What the system said where it cannot be read. */
  readonly detail?: string;
  /** The user named this very file. */
  readonly named?: boolean;
}

export interface WalkOptions {
  /** Whether `.gitignore` files count. */
  readonly ignoring: boolean;
  /** Takes what keeps a file of patterns from counting. */
  readonly problem: (text: string) => void;
  /** Called for each entry that is ignored: a file, or a folder with all that it holds. */
  readonly ignored: () => void;
}

/**
 * The files of a path: itself, or all below it. Hidden files are among them, since references hide there; `.git` is not, and
 * symbolic links are told and not followed, so that nothing is visited twice and no loop entered.
 * @param folder that relative paths start from
 */
export function* walk(given: string, folder: string, options: WalkOptions): Generator<WalkedFile> {
  const absolute = path.resolve(folder, given);
  const shown = path.normalize(given).replace(/(?<=.)[/\\]+$/, "");
  let isFolder: boolean;
  try {
    const stats = statSync(absolute);
    isFolder = stats.isDirectory();
    if (!isFolder) {
      yield stats.isFile()
        ? { file: absolute, shown, named: true }
        : { file: absolute, shown, skipped: "special", named: true };
      return;
    }
  } catch (error) {
    yield unreadable(absolute, shown, error);
    return;
  }
  const levels = options.ignoring ? IgnoreLevels.above(absolute, options.problem) : IgnoreLevels.NONE;
  yield* walkFolder(
    absolute,
    shown === "." ? "" : `${slashed(shown)}${shown.endsWith("/") ? "" : "/"}`,
    levels,
    options,
  );
}

/** A folder that is still to be read. */
interface Waiting {
  readonly folder: string;
  /** With a slash at the end, or empty. */
  readonly shown: string;
  readonly levels: IgnoreLevels;
}

function* walkFolder(
  root: string,
  shownRoot: string,
  above: IgnoreLevels,
  options: WalkOptions,
): Generator<WalkedFile> {
  const waiting: Waiting[] = [{ folder: root, shown: shownRoot, levels: above }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, shown } = next;
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      yield unreadable(folder, shown === "" ? "." : shown.slice(0, -1), error);
      continue;
    }
    const levels = options.ignoring ? next.levels.enter(folder, heldBy(entries), options.problem) : next.levels;
    const base = folder.endsWith("/") ? folder : `${folder}/`;
    for (const entry of entries) {
      const { name } = entry;
      if (name === ".git") continue;
      const file = `${base}${name}`;
      const isFolder = entry.isDirectory();
      if (levels !== IgnoreLevels.NONE && levels.ignores(isFolder ? `${file}/` : file)) options.ignored();
      else if (isFolder) {
        const inside = levels === IgnoreLevels.NONE ? levels : levels.inside(`${file}/`);
        waiting.push({ folder: file, shown: `${shown}${name}/`, levels: inside });
      } else if (entry.isFile()) yield { file, shown: `${shown}${name}` };
      else yield { file, shown: `${shown}${name}`, skipped: entry.isSymbolicLink() ? "symlink" : "special" };
    }
  }
}

function heldBy(entries: readonly Dirent[]): { hasGit: boolean; hasIgnore: boolean } {
  let hasGit = false;
  let hasIgnore = false;
  for (const { name } of entries) {
    hasGit ||= name === ".git";
    hasIgnore ||= name === ".gitignore";
  }
  return { hasGit, hasIgnore };
}

function unreadable(file: string, shown: string, error: unknown): WalkedFile {
  return { file, shown, skipped: "unreadable", detail: errorCode(error) ?? "unknown error" };
}

function slashed(shown: string): string {
  return path.sep === "/" ? shown : shown.split(path.sep).join("/");
}
