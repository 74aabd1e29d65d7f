import { readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import ignore, { type Ignore } from "ignore";
import { errorCode } from "../../register/error-code";

/** The rules of one file of ignore patterns. */
interface Level {
  /** Where its patterns start, with a slash at the end. */
  readonly folder: string;
  readonly rules: Ignore;
}

/** Longest file of patterns that is read, in bytes. */
const MOST_BYTES = 1024 * 1024;
/** A pattern with more stars than these may take the matcher ages on a name made for it. */
const MOST_STARS = 4;
const MOST_DOUBLE_STARS = 4;

/**
 * What `.gitignore` files say of a folder's entries, as git reads them (gitignore(5)): the deepest file that has a matching
 * pattern decides, and in it the last pattern. Entries of ignored folders are never asked about. `core.excludesFile` of the
 * user is left out: what is searched must not depend on who searches.
 */
export class IgnoreLevels {
  readonly #levels: readonly Level[];

  private constructor(levels: readonly Level[]) {
    this.#levels = levels;
  }

  static readonly NONE = new IgnoreLevels([]);

  /**
   * What counts in a folder before its own files are read: those of the folders above, up to the root of its repository.
   * Outside of a repository nothing above counts.
   */
  static above(folder: string, problem: (text: string) => void): IgnoreLevels {
    const parents: string[] = [];
    for (let at = folder; ; at = path.dirname(at)) {
      const isRoot = exists(path.join(at, ".git"));
      if (at !== folder) parents.unshift(at);
      if (isRoot) break;
      if (path.dirname(at) === at) return IgnoreLevels.NONE;
    }
    return parents.reduce(
      (levels, parent) => levels.enter(parent, { hasGit: true, hasIgnore: true }, problem),
      IgnoreLevels.NONE,
    );
  }

  /** @param has what the folder holds, so that nothing is looked for in vain */
  enter(
    folder: string,
    has: { readonly hasGit: boolean; readonly hasIgnore: boolean },
    problem: (text: string) => void,
  ): IgnoreLevels {
    if (!has.hasGit && !has.hasIgnore) return this;
    // A repository in a folder of another goes by its own patterns.
    const isRepository = has.hasGit && exists(path.join(folder, ".git"));
    const levels = isRepository ? [] : [...this.#levels];
    if (isRepository) pushLevel(levels, folder, path.join(folder, ".git", "info", "exclude"), problem);
    if (has.hasIgnore) pushLevel(levels, folder, path.join(folder, ".gitignore"), problem);
    return new IgnoreLevels(levels);
  }

  /** @param entry an absolute path, with a slash at the end for a folder */
  ignores(entry: string): boolean {
    for (let at = this.#levels.length - 1; at >= 0; at--) {
      const { folder, rules } = this.#levels[at] as Level;
      const { ignored, unignored } = rules.test(entry.slice(folder.length));
      if (ignored || unignored) return ignored;
    }
    return false;
  }

  /**
   * The levels inside of a folder that is not ignored. Where a deeper file takes back what a higher one says of the folder,
   * the higher one must not ignore all that lies in it for the folder's sake.
   */
  inside(folder: string): IgnoreLevels {
    const overruled = this.#levels.some((level) => ignoresFolder(level, folder));
    if (!overruled) return this;
    return new IgnoreLevels(
      this.#levels.map((level) => {
        if (!ignoresFolder(level, folder)) return level;
        const pattern = `!/${folder.slice(level.folder.length).replace(/[\\*?[\]!# ]/g, "\\$&")}`;
        return { folder: level.folder, rules: ignore({ ignorecase: false }).add(level.rules).add([pattern]) };
      }),
    );
  }
}

function ignoresFolder({ folder, rules }: Level, entry: string): boolean {
  return rules.test(entry.slice(folder.length)).ignored;
}

function pushLevel(levels: Level[], folder: string, file: string, problem: (text: string) => void): void {
  const patterns = readPatterns(file, problem);
  if (patterns.length === 0) return;
  levels.push({
    folder: folder.endsWith("/") ? folder : `${folder}/`,
    rules: ignore({ ignorecase: false }).add(patterns),
  });
}

function readPatterns(file: string, problem: (text: string) => void): string[] {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined || !stats.isFile()) return [];
    if (stats.size > MOST_BYTES) throw new Error("too large");
    const lines = readFileSync(file, "utf8")
      .replace(/^\ufeff/, "")
      .split(/\r?\n/);
    const [sound, costly] = [lines.filter((line) => !isCostly(line)), lines.filter(isCostly)];
    if (costly.length > 0)
      problem(`${file}: ${costly.length} patterns with more stars than are followed; what they name is searched`);
    return sound.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  } catch (error) {
    problem(`${file} cannot be read (${errorCode(error) ?? "too large"}); what it names is searched`);
    return [];
  }
}

function isCostly(line: string): boolean {
  if (line.length > 1000) return true;
  if ((line.match(/\*\*/g)?.length ?? 0) > MOST_DOUBLE_STARS) return true;
  return line.split("/").some((part) => part !== "**" && (part.match(/\*+/g)?.length ?? 0) > MOST_STARS);
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
