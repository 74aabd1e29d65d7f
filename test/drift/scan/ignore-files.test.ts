import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { walk } from "../../../drift/scan/walk";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A git repository with these files. */
function repository(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-ignore-")));
  folders.push(folder);
  git(folder, ["init", "-q"]);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

function git(folder: string, args: string[]): string[] {
  // The user's own patterns are none of the tree's.
  const env = { PATH: process.env.PATH, HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1" };
  return spawnSync("git", args, { cwd: folder, encoding: "utf8", env }).stdout.split("\0").filter(Boolean);
}

function walked(folder: string, given = "."): { files: string[]; problems: string[] } {
  const problems: string[] = [];
  const options = { ignoring: true, problem: (text: string) => void problems.push(text), ignored: () => undefined };
  const files = [...walk(given, folder, options)].filter(({ skipped }) => skipped === undefined);
  return { files: files.map(({ shown }) => shown).sort(), problems };
}

/** What git holds for untracked and not ignored. */
function unignored(folder: string): string[] {
  return git(folder, ["ls-files", "-z", "--others", "--exclude-standard"]).sort();
}

test("files that git ignores are left out, hidden ones are not", () => {
  const folder = repository({
    ".gitignore": "*.log\n/build/\n!keep.log\n",
    ".env": "",
    "a.log": "",
    "keep.log": "",
    "build/x": "",
    "src/build/x": "",
    "src/.gitignore": "secret\n!a.log\n",
    "src/a.log": "",
    "src/secret": "",
    ".git/info/exclude": "excluded\n",
    excluded: "",
  });
  expect(walked(folder).files).toEqual([
    ".env",
    ".gitignore",
    "keep.log",
    "src/.gitignore",
    "src/a.log",
    "src/build/x",
  ]);
  expect(walked(folder).files).toEqual(unignored(folder));
});

test("a folder that a deeper file takes back is searched, with all in it that nothing else ignores", () => {
  const folder = repository({
    ".gitignore": "out\n*.tmp\n",
    "a/.gitignore": "!out\n",
    "a/out/deep/file": "",
    "a/out/x.tmp": "",
    "b/out/file": "",
  });
  expect(walked(folder).files).toEqual([".gitignore", "a/.gitignore", "a/out/deep/file"]);
  expect(walked(folder).files).toEqual(unignored(folder));
});

test("the patterns of folders above count in a folder of the repository, and none outside of one", () => {
  const folder = repository({ ".gitignore": "*.log\n", "src/a.log": "", "src/b.txt": "" });
  expect(walked(folder, "src").files).toEqual(["src/b.txt"]);
  fs.rmSync(path.join(folder, ".git"), { recursive: true });
  expect(walked(folder, "src").files).toEqual(["src/a.log", "src/b.txt"]);
  expect(walked(folder).files).toEqual([".gitignore", "src/b.txt"]);
});

test("what is named is searched, though it is ignored", () => {
  const folder = repository({ ".gitignore": "*.log\n", "a.log": "" });
  expect(walked(folder, "a.log").files).toEqual(["a.log"]);
});

test("a pattern made to take ages is said to be left out, and what it names is searched", () => {
  const folder = repository({ ".gitignore": `${"*a".repeat(40)}b\n*.log\n`, [`${"a".repeat(200)}`]: "", "x.log": "" });
  const { files, problems } = walked(folder);
  expect(files).toEqual([".gitignore", "a".repeat(200)]);
  expect(problems).toEqual([expect.stringContaining("1 pattern")]);
});

test("whatever the patterns, what is left out is what git leaves out", () => {
  const name = fc.constantFrom("a", "b", "c.log", "d.txt", "A");
  const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  const piece = fc.constantFrom("a", "b", "*", "*.log", "d.txt", "**", "?", "[ab]", "A");
  const pattern = fc
    .tuple(fc.boolean(), fc.boolean(), fc.array(piece, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([isNegated, isRooted, parts, isFolder]) => {
      return `${isNegated ? "!" : ""}${isRooted ? "/" : ""}${parts.join("/")}${isFolder ? "/" : ""}`;
    });
  const patterns = fc.array(pattern, { maxLength: 4 }).map((lines) => `${lines.join("\n")}\n`);
  fc.assert(
    fc.property(
      fc.uniqueArray(file, { minLength: 3, maxLength: 12 }),
      patterns,
      patterns,
      patterns,
      (files, ...rules) => {
        const content: Record<string, string> = {
          ".gitignore": rules[0],
          "a/.gitignore": rules[1],
          "a/b/.gitignore": rules[2],
        };
        // A name is a file or a folder, not both.
        for (const one of files) {
          const clashes = Object.keys(content).some(
            (other) => other.startsWith(`${one}/`) || one.startsWith(`${other}/`),
          );
          if (!clashes) content[one] = "";
        }
        const folder = repository(content);
        expect(walked(folder).files).toEqual(unignored(folder));
        fs.rmSync(folder, { recursive: true, force: true });
      },
    ),
    { numRuns: 60, seed: 20261122 },
  );
});
