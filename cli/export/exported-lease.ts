import type { Prefix } from "../../lease/prefix";

/** A route that a lease is announced by. */
export interface ExportedRoute {
  /** Canonical text. */
  readonly prefix: string;
  readonly origin: number;
}

/** A segment of a lease, wherever it is declared. */
export interface ExportedSegment {
  readonly name: string;
  readonly purpose: string | null;
  readonly prefixes: readonly Prefix[];
}

/** A lease as exports see it: register and stacks laid over each other. */
export interface ExportedLease {
  readonly id: string;
  readonly prefix: Prefix;
  readonly status: string;
  readonly term: { readonly start: string; readonly end: string };
  readonly lessor: { readonly name: string; readonly agreement: string } | undefined;
  readonly team: string | undefined;
  /** Neither released nor past its term. */
  readonly live: boolean;
  /** Whether somebody announces it; undefined where nobody says. */
  readonly announced: boolean | undefined;
  readonly routes: readonly ExportedRoute[];
  readonly segments: readonly ExportedSegment[];
  /** Paths of what only a deployment will show. */
  readonly unknown: readonly string[];
}

/** A file for another tool, and what is not in it. */
export interface Exported {
  readonly text: string;
  /** Each as a sentence. */
  readonly notes: readonly string[];
}
