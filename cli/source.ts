import * as path from "node:path";
import type { Io } from "./io";

/** A path as the command's folder sees it; a URL as it is. */
export function resolveSource(source: string, io: Io): string {
  return isUrl(source) ? source : path.resolve(io.folder, source);
}

export function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}
