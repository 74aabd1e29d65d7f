import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { errorCode } from "./error-code";

/** Cached files that no run used for this long are removed. */
const MAX_AGE_DAYS = 30;

/**
 * Folder for compiled code and type checks: `LEASEHOLD_CACHE` (empty: none), else `leasehold` in the user's cache folder.
 * Code is run from it, so it must belong to this user alone; where that cannot be had, nothing is cached.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const given = environment.LEASEHOLD_CACHE;
  if (given === "") return undefined;
  const folder = path.resolve(
    given ?? path.join(environment.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "leasehold"),
  );
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = fs.statSync(folder);
    const own = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return own ? folder : undefined;
  } catch (error) {
    // A home that cannot be written, as in many CI containers: everything works, only slower.
    if (errorCode(error)) return undefined;
    throw error;
  }
}

/** Removes what was not written for a month. Cheap: one listing per kind of file. */
export function pruneCache(folder: string, now: number): void {
  for (const kind of ["compiled", "transpiled", "types"]) {
    const subfolder = path.join(folder, kind);
    if (!fs.existsSync(subfolder)) continue;
    for (const name of fs.readdirSync(subfolder)) {
      const file = path.join(subfolder, name);
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat?.isFile() && now - stat.mtimeMs > MAX_AGE_DAYS * 86_400_000) fs.rmSync(file, { force: true });
    }
  }
}
