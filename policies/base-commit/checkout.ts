import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { runTool } from "../run-tool";
import { FileError } from "./bounded-file";
import { counts, FOLDER_LIMITS, type FolderFiles, refuseTooMuch, sorted } from "./folder-files";

/** A git checkout, or the commit that was asked for, cannot be used. */
export class CheckoutError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CheckoutError";
  }
}

/** Git reads no configuration that could run something, asks nobody, and takes no other repository from the environment. */
const SAFE = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "--no-optional-locks",
  "--literal-pathspecs",
];

/** A git checkout, asked by git itself. */
export class Checkout {
  private constructor(
    /** Top folder of the checkout, as paths of its files were given: links above it are not resolved. */
    readonly root: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** The checkout that a folder belongs to; `undefined` where there is none, or no git. */
  static around(folder: string, environment: Readonly<Record<string, string | undefined>>): Checkout | undefined {
    const clean = withoutGitVariables(environment);
    const run = runTool("git", [...SAFE, "rev-parse", "--show-toplevel"], { folder, environment: clean });
    if (run.code !== 0) return undefined;
    const top = run.stdout.toString("utf8").replace(/\n$/, "");
    const root = top === "" ? undefined : lexicalRoot(resolve(folder), top);
    return root === undefined ? undefined : new Checkout(root, clean);
  }

  /** Whether a folder lies in what looks like a checkout, be it one that git refuses to read, or without git. */
  static isMarked(folder: string): boolean {
    for (let at = resolve(folder); ; at = dirname(at)) {
      if (existsSync(join(at, ".git"))) return true;
      if (dirname(at) === at) return false;
    }
  }

  /** False in a repository in which nothing was committed yet. */
  hasCommits(): boolean {
    return this.#try(["rev-parse", "--verify", "--quiet", "HEAD"]) !== undefined;
  }

  /** Id of the commit that `ref` names. @throws CheckoutError */
  commit(ref: string): string {
    const id = this.#try(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
    if (id === undefined) throw new CheckoutError(`--base ${ref} names no commit of this checkout; fetch it first`);
    return id;
  }

  /**
   * Where HEAD left the default branch; `undefined` where that cannot be told (a shallow clone, no such branch). The default
   * branch is what the remote calls so, else the one that the CI names, else main or master.
   */
  mergeBase(): string | undefined {
    for (const branch of this.#defaultBranches()) {
      const base = this.#try(["merge-base", "HEAD", branch]);
      if (base !== undefined) return base;
    }
    return undefined;
  }

  /** Path of a file inside the checkout, with forward slashes; `undefined` outside of it. */
  pathOf(file: string): string | undefined {
    const path = relative(this.root, resolve(file));
    if (path === "" || isAbsolute(path) || path === ".." || path.startsWith(`..${sep}`)) return undefined;
    return path.split(sep).join("/");
  }

  /** As `pathOf`, of a folder: empty for the top of the checkout. */
  folderPathOf(folder: string): string | undefined {
    return resolve(folder) === resolve(this.root) ? "" : this.pathOf(folder);
  }

  /** A regular file of a commit: its bytes; `undefined` where the commit has none. @throws CheckoutError */
  read(commit: string, path: string, maxBytes: number): Buffer | undefined {
    const listed = this.#run(["ls-tree", "-z", "-l", "--full-tree", commit, "--", path], 64 * 1024);
    const [entry] = listed.toString("utf8").split("\0");
    if (!entry) return undefined;
    const [mode, type, id, size] = (entry.split("\t")[0] ?? "").split(/ +/);
    if (type !== "blob" || (mode !== "100644" && mode !== "100755")) {
      throw new CheckoutError(`${path} of the base commit is no regular file`);
    }
    if (Number(size) > maxBytes) {
      throw new CheckoutError(`${path} of the base commit has ${size} bytes; at most ${maxBytes} are read`);
    }
    return this.#run(["cat-file", "blob", id ?? ""], maxBytes + 1);
  }

  /**
   * The files of a commit under a folder whose names end so; `undefined` where the commit has no such folder.
   * @throws CheckoutError, and FileError where they are too many, too long, or one is a link
   */
  readFolder(commit: string, folder: string, ending: string): FolderFiles | undefined {
    const tree =
      folder === "" ? `${commit}^{tree}` : this.#try(["rev-parse", "--verify", "--quiet", `${commit}:${folder}`]);
    if (tree === undefined || this.#try(["cat-file", "-t", tree]) !== "tree") return undefined;
    const listed = this.#run(["ls-tree", "-r", "-z", "-l", "--full-tree", tree], MAX_LISTING_BYTES).toString("utf8");
    const entries = listed.split("\0").flatMap((entry) => treeEntry(entry, folder, ending));
    refuseTooMuch(
      folder,
      entries.length,
      entries.reduce((all, { size }) => all + size, 0),
    );
    const contents = this.#blobs(entries);
    return sorted(new Map(entries.map(({ path }, at) => [path, contents[at] ?? Buffer.alloc(0)])));
  }

  /** Paths of a commit's files that have one of these names, in any folder. @throws CheckoutError */
  filesNamed(commit: string, names: ReadonlySet<string>): string[] {
    const listed = this.#run(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit], MAX_LISTING_BYTES);
    return listed
      .toString("utf8")
      .split("\0")
      .filter((path) => names.has(path.slice(path.lastIndexOf("/") + 1)));
  }

  /** Contents of blobs, in their order. */
  #blobs(entries: readonly { readonly id: string; readonly size: number }[]): Buffer[] {
    if (entries.length === 0) return [];
    const input = entries.map(({ id }) => `${id}\n`).join("");
    const out = this.#run(["cat-file", "--batch"], FOLDER_LIMITS.allBytes + entries.length * 100, input);
    let at = 0;
    return entries.map(({ size }) => {
      // `ID blob SIZE`, a newline, the bytes, a newline.
      const start = out.indexOf(10, at) + 1;
      at = start + size + 1;
      if (start === 0 || at > out.length) throw new CheckoutError("git cat-file gave less than it was asked for");
      return out.subarray(start, start + size);
    });
  }

  /**
   * E-mail addresses of those who wrote the commits from `base` (or, without one, of the last commit) that change something
   * else than what lies in `except`; `undefined` where git cannot tell.
   */
  authors(base: string | undefined, except: string | undefined): string[] | undefined {
    const range = base === undefined || base === this.#try(["rev-parse", "HEAD"]) ? ["-1", "HEAD"] : [`${base}..HEAD`];
    // Literal path specs are off here, for `exclude` is one of the words that they would take away.
    const paths = except === undefined ? [] : ["--", ".", `:(exclude,literal,top)${except}`];
    const args = SAFE.filter((word) => word !== "--literal-pathspecs");
    const run = runTool("git", [...args, "log", "--no-merges", "--format=%ae", ...range, ...paths], {
      folder: this.root,
      environment: this.environment,
    });
    if (run.code !== 0) return undefined;
    return [...new Set(run.stdout.toString("utf8").split("\n").filter(Boolean))].sort();
  }

  *#defaultBranches(): Iterable<string> {
    const head = this.#try(["symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"]);
    if (head !== undefined) yield head;
    const { CI_DEFAULT_BRANCH: gitlab, GITHUB_BASE_REF: github } = this.environment;
    const named = [gitlab, github].filter(Boolean).map((name) => `refs/remotes/origin/${name}`);
    for (const name of [
      ...named,
      "refs/remotes/origin/main",
      "refs/remotes/origin/master",
      "refs/heads/main",
      "refs/heads/master",
    ]) {
      if (this.#try(["rev-parse", "--verify", "--quiet", name]) !== undefined) yield name;
    }
  }

  #try(args: readonly string[]): string | undefined {
    const run = runTool("git", [...SAFE, ...args], { folder: this.root, environment: this.environment });
    const text = run.stdout.toString("utf8").trim();
    return run.code === 0 && text !== "" ? text : undefined;
  }

  #run(args: readonly string[], maxBytes: number, input?: string): Buffer {
    const run = runTool("git", [...SAFE, ...args], {
      folder: this.root,
      environment: this.environment,
      maxBytes,
      input,
    });
    if (run.code !== 0)
      throw new CheckoutError(`git ${args[0]} failed: ${run.stderr.trim().split("\n")[0] || "no answer"}`);
    return run.stdout;
  }
}

const MAX_LISTING_BYTES = 16 * 1024 * 1024;

/** One line of `ls-tree -l`, where it is a file that counts. */
function treeEntry(entry: string, folder: string, ending: string): { path: string; id: string; size: number }[] {
  const tab = entry.indexOf("\t");
  const path = entry.slice(tab + 1);
  const [mode, type, id = "", size] = entry.slice(0, tab).split(/ +/);
  const file = `${folder === "" ? "" : `${folder}/`}${path} of the base commit`;
  if (tab < 0 || type !== "blob") return [];
  if (mode === "120000" && counts(`${path}/x${ending}`, ending)) throw new FileError(file, "is a symbolic link");
  if (!counts(path, ending)) return [];
  if (Number(size) > FOLDER_LIMITS.fileBytes) {
    throw new FileError(file, `has ${size} bytes; at most ${FOLDER_LIMITS.fileBytes} are read`);
  }
  return [{ path, id, size: Number(size) }];
}

function withoutGitVariables(environment: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^GIT_(?!CONFIG_GLOBAL$|CONFIG_SYSTEM$)/.test(name));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
}

/**
 * The folder above `start`, as it was written, that is the checkout's top. Git answers with links resolved; a link inside
 * the checkout, which a pull request may have put there, must not lead a lookup to another path of the base commit.
 */
function lexicalRoot(start: string, top: string): string | undefined {
  const real = realpathSync(top);
  let found: string | undefined;
  for (let folder = start; ; folder = dirname(folder)) {
    if (realpathSync(folder) === real) found = folder;
    if (dirname(folder) === folder) break;
  }
  return found === undefined ? undefined : join(found);
}
