import { readFileSync, statSync } from "node:fs";
import { type Prefix, readPrefix } from "../../lease/prefix";

/** Largest list file that is read, in bytes: Spamhaus DROP is below 200 kB. */
export const MAX_LIST_BYTES = 8 * 1024 * 1024;
/** How many wrong lines are named one by one; the rest are counted. */
export const NAMED_LINES = 20;
/** Shorter prefixes are refused: such a line cuts off a good part of the internet and is a mistake or an attack. */
const SHORTEST: Readonly<Record<4 | 6, number>> = { 4: 8, 6: 16 };
const LONGEST_LINE = 1000;

/** What a list file holds. Where `problems` is not empty the list is not to be used: part of a list protects nobody. */
export interface DenyListFile {
  readonly prefixes: readonly Prefix[];
  /** Each names the line and says what to do. The line's own text is never repeated. */
  readonly problems: readonly string[];
}

/**
 * Reads a deny list from a local file, bounded in size.
 *
 * @param path Relative to the working directory, which is the project's folder in a Pulumi program.
 */
export function readDenyListFile(path: string): DenyListFile {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return failed("not a file; give the path of the downloaded list");
    if (stats.size > MAX_LIST_BYTES) {
      return failed(
        `${stats.size} bytes, more than ${MAX_LIST_BYTES}; keep only the lines with CIDRs, or split the list`,
      );
    }
    return parseDenyList(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return failed(
      code === "ENOENT" ? "no such file; download the list before the preview" : `cannot be read (${code})`,
    );
  }
}

/**
 * Parses a deny list in either form that Spamhaus DROP has: JSON lines `{"cidr", "sblid", "rir"}` with a metadata line
 * last (https://www.spamhaus.org/drop/drop_v4.json), or text `CIDR ; SBLnnn` where `;` and `#` start a comment. Several
 * downloads may follow each other in one file; each metadata line closes its own.
 */
export function parseDenyList(text: string): DenyListFile {
  const prefixes: Prefix[] = [];
  const problems = new LineProblems();
  /** JSON entries since the last metadata line. */
  let open = 0;
  let spamhaus = false;
  for (const [index, raw] of text.split("\n").entries()) {
    const number = index + 1;
    const line = raw.trim();
    if (line === "" || line.startsWith(";") || line.startsWith("#")) continue;
    if (line.length > LONGEST_LINE) {
      problems.add(number, `longer than ${LONGEST_LINE} characters; a line holds one CIDR`);
      continue;
    }
    if (!line.startsWith("{")) {
      keep(line.split(/[;#\s]/, 1)[0] ?? "", number, prefixes, problems);
      continue;
    }
    const entry = readJsonLine(line);
    if (entry === undefined) {
      problems.add(number, "not a JSON object; a cut or edited download, fetch the list again");
    } else if (entry.type === "metadata") {
      if (typeof entry.records === "number" && entry.records !== open) {
        problems.add(number, `announces ${entry.records} records but ${open} were read; fetch the list again`);
      }
      open = 0;
      spamhaus = false;
    } else {
      open += 1;
      spamhaus ||= "sblid" in entry;
      keep(typeof entry.cidr === "string" ? entry.cidr : "", number, prefixes, problems);
    }
  }
  const whole = problems.list();
  if (spamhaus && open > 0) {
    whole.push("ends without its metadata line, so the download was cut off; fetch the list again");
  }
  if (prefixes.length === 0 && whole.length === 0) {
    whole.push("holds no CIDR; an empty list denies nothing, so fetch it again or leave it out");
  }
  return { prefixes, problems: whole };
}

function keep(text: string, line: number, prefixes: Prefix[], problems: LineProblems): void {
  const prefix = readPrefix(text);
  if (prefix === undefined) {
    problems.add(line, "no CIDR at its start; remove the line, or write one address or CIDR without host bits");
  } else if (prefix.length < SHORTEST[prefix.family]) {
    problems.add(
      line,
      `/${prefix.length} is shorter than /${SHORTEST[prefix.family]}, too wide for a deny list; remove it, or list its parts`,
    );
  } else {
    prefixes.push(prefix);
  }
}

function readJsonLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function failed(problem: string): DenyListFile {
  return { prefixes: [], problems: [problem] };
}

/** Names the first lines that are wrong and counts the others, so that a hostile file cannot flood the terminal. */
class LineProblems {
  private readonly named: string[] = [];
  private more = 0;

  add(line: number, problem: string): void {
    if (this.named.length < NAMED_LINES) this.named.push(`line ${line}: ${problem}`);
    else this.more += 1;
  }

  list(): string[] {
    return this.more === 0 ? [...this.named] : [...this.named, `and ${this.more} more lines like these`];
  }
}
