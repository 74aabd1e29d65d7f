import { posix } from "node:path";
import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";

/** A place in the repository: `file` is relative to its root, with `/`, and never leads out of it. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** False: the finding has no place in the repository, and this one stands for it. */
  readonly exact: boolean;
}

/**
 * Where a code host shows a finding. One that has no place, or one outside the repository, is shown at the top of the
 * fallback file, since code hosts drop what has no place.
 */
export function sourcePlace(finding: Finding, context: ReportContext): SourcePlace {
  const { location } = finding;
  const file = location && insideRepository(location.file, context);
  if (!file) return fallbackPlace(context);
  return { file, line: Math.max(1, location.line), column: Math.max(1, location.column), exact: true };
}

/** The place that stands for the whole program. */
export function fallbackPlace(context: ReportContext): SourcePlace {
  const file = insideRepository(context.fallbackFile ?? "Pulumi.yaml", context) ?? "Pulumi.yaml";
  return { file, line: 1, column: 1, exact: false };
}

function insideRepository(file: string, { folder = "" }: ReportContext): string | undefined {
  const slashes = file.replaceAll("\\", "/");
  if (slashes === "" || slashes.startsWith("/") || /^[a-z](:\/|[a-z0-9+.-]*:\/\/)/i.test(slashes)) return undefined;
  const path = posix.normalize(posix.join(folder.replaceAll("\\", "/").replace(/^\/+/, ""), slashes));
  return path === "." || path === ".." || path.startsWith("../") ? undefined : path;
}
