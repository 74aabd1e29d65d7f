import * as fs from "node:fs";
import * as path from "node:path";

/** The root of the git repository that a folder lies in; undefined outside of one. */
export function repositoryRoot(folder: string): string | undefined {
  for (let root = folder; ; root = path.dirname(root)) {
    if (fs.existsSync(path.join(root, ".git"))) return root;
    if (path.dirname(root) === root) return undefined;
  }
}
