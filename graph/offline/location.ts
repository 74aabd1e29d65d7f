import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { Location } from "../resource";

/** A position as the Pulumi SDK sends it. */
export interface Frame {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** Folders of this package whose code declares resources for users; frames there are never the user's own. */
const OWN_CODE = ["dist", "components", "lease", "register", "provider"].map((folder) =>
  path.join(packageRoot(), folder),
);

/**
 * The innermost frame that is the user's own: a file outside node_modules and outside this package. A file inside the
 * project is preferred to one elsewhere, such as a linked library.
 * @param frames innermost first
 * @param root folder of Pulumi.yaml, which the location is relative to
 */
export function locate(frames: readonly Frame[], root: string): Location | undefined {
  let elsewhere: Location | undefined;
  for (const frame of frames) {
    const file = fileOf(frame.uri);
    if (file === undefined || frame.line < 1 || !isUsersOwn(file)) continue;
    const relative = path.relative(root, file);
    const location = { file: relative.replaceAll(path.sep, "/"), line: frame.line, column: Math.max(1, frame.column) };
    if (!relative.startsWith("..") && !path.isAbsolute(relative)) return location;
    elsewhere ??= location;
  }
  return elsewhere;
}

export function isUsersOwn(file: string): boolean {
  return (
    !file.split(path.sep).includes("node_modules") && !OWN_CODE.some((folder) => file.startsWith(folder + path.sep))
  );
}

function fileOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // The SDK builds these from text in stack traces; one that is no path has no location.
    return undefined;
  }
}

function packageRoot(): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder) return __dirname;
    folder = parent;
  }
  return folder;
}
