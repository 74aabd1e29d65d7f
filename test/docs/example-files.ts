import * as fs from "node:fs";
import * as path from "node:path";

export const ROOT = path.resolve(__dirname, "../..");
export const CI = path.join(ROOT, "docs/ci");
export const EXAMPLES = path.join(CI, "examples");

export function example(name: string): string {
  return fs.readFileSync(path.join(EXAMPLES, name), "utf8");
}

export function page(name: string): string {
  return fs.readFileSync(path.join(CI, name), "utf8");
}

export interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly "timeout-minutes"?: number;
        readonly steps: readonly WorkflowStep[];
      }
    >
  >;
}

/** Whether a step is this action. */
export function isLeasehold({ uses = "" }: WorkflowStep): boolean {
  return uses.startsWith("leasehold/leasehold@");
}

/** The inputs of a step as the runner hands them over: as text. */
export function inputsOf({ with: inputs = {} }: WorkflowStep): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
}
