import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { FileError, readBoundedBytes } from "./bounded-file";

/** Files of a folder by their paths from there, with forward slashes, in the order of their paths. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>;

/** Most files that are taken from one folder, longest file and all of them together, in bytes, and how deep folders go. */
export const FOLDER_LIMITS = { files: 500, fileBytes: 1024 * 1024, allBytes: 16 * 1024 * 1024, depth: 16 } as const;

/** Whether a file counts: its name ends so, and no folder on the way is hidden or holds others' packages. */
export function counts(path: string, ending: string): boolean {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  return name.endsWith(ending) && !folders.some((folder) => folder.startsWith(".") || folder === "node_modules");
}

/**
 * The files on the disk under a folder whose names end so; `undefined` where there is no such folder.
 * @throws FileError where they are too many, too long, or one is a link, which would lead to what nobody reviewed
 */
export function readFolder(folder: string, ending: string): FolderFiles | undefined {
  const found = new Map<string, Uint8Array>();
  let bytes = 0;
  const visit = (path: string, depth: number): boolean => {
    const entries = entriesOf(join(folder, path), folder);
    if (entries === undefined) return false;
    if (depth > FOLDER_LIMITS.depth) throw new FileError(folder, `has folders more than ${FOLDER_LIMITS.depth} deep`);
    for (const entry of entries) {
      const at = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (counts(`${entry.name}/x${ending}`, ending)) visit(at, depth + 1);
      } else if (counts(at, ending)) {
        if (entry.isSymbolicLink()) throw new FileError(join(folder, at), "is a symbolic link");
        const content = readBoundedBytes(join(folder, at), FOLDER_LIMITS.fileBytes, false);
        if (content === undefined) continue;
        bytes += content.length;
        found.set(at, content);
        refuseTooMuch(folder, found.size, bytes);
      } else if (entry.isSymbolicLink()) throw new FileError(join(folder, at), "is a symbolic link");
    }
    return true;
  };
  return visit("", 0) ? sorted(found) : undefined;
}

function entriesOf(path: string, folder: string): Dirent[] | undefined {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (path === join(folder, "") && (code === "ENOENT" || code === "ENOTDIR")) return undefined;
    throw new FileError(path, `cannot be read (${code ?? "unknown error"})`);
  }
}

/** @throws FileError where the files are more than are taken */
export function refuseTooMuch(folder: string, files: number, bytes: number): void {
  if (files > FOLDER_LIMITS.files)
    throw new FileError(folder, `has more than ${FOLDER_LIMITS.files} files of that kind`);
  if (bytes > FOLDER_LIMITS.allBytes) {
    throw new FileError(folder, `has more than ${FOLDER_LIMITS.allBytes} bytes in files of that kind`);
  }
}

/** In one order on every machine. */
export function sorted(files: ReadonlyMap<string, Uint8Array>): FolderFiles {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
