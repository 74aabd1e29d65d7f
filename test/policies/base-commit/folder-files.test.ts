import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FileError } from "../../../policies/base-commit/bounded-file";
import { FOLDER_LIMITS, readFolder } from "../../../policies/base-commit/folder-files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text = "x"): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const names = () => [...(readFolder(folder, ".rego") ?? new Map()).keys()];

test("files come in one order, with forward slashes, and none of another kind", () => {
  for (const path of ["b.rego", "a/z.rego", "a.rego", "B.rego", "c.json", "README.md", ".x/d.rego"]) put(path);
  expect(names()).toEqual(["B.rego", "a.rego", "a/z.rego", "b.rego"]);
});

test("a folder that is empty is one, and one that is not there is none", () => {
  expect(names()).toEqual([]);
  expect(readFolder(join(folder, "none"), ".rego")).toBeUndefined();
  put("file.rego");
  expect(readFolder(join(folder, "file.rego"), ".rego")).toBeUndefined();
});

test.each<[string, () => void, string]>([
  [
    "too many files",
    () => {
      for (let at = 0; at <= FOLDER_LIMITS.files; at++) put(`${at}.rego`);
    },
    "more than 500 files",
  ],
  ["a file that is too long", () => put("a.rego", "x".repeat(FOLDER_LIMITS.fileBytes + 1)), "at most 1048576 are read"],
  ["folders that are too deep", () => put(`${"a/".repeat(FOLDER_LIMITS.depth + 1)}x.rego`), "more than 16 deep"],
  [
    "too much in all",
    () => {
      for (let at = 0; at < 17; at++) put(`${at}.rego`, "x".repeat(FOLDER_LIMITS.fileBytes));
    },
    "more than 16777216 bytes",
  ],
  ["a link to a file", () => symlinkSync("/etc/passwd", join(folder, "a.rego")), "is a symbolic link"],
  ["a link to a folder", () => symlinkSync("/etc", join(folder, "a")), "is a symbolic link"],
])("%s: refused", (_, make, problem) => {
  make();
  expect(names).toThrow(FileError);
  expect(names).toThrow(problem);
});
