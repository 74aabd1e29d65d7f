import type { Finding } from "./finding";

/** A finding as the rules give it: a rule, a fact and typed arguments. Wording, severity and place are joined to it later. */
export interface RawFinding {
  readonly rule: string;
  readonly status: "violation" | "undetermined";
  /** Id of the fact. */
  readonly fact: string;
  readonly args: Finding["evidence"];
  /** The rule weighs this violation with its other severity. */
  readonly other_severity?: boolean;
  /** Undetermined only: the field of the fact that is not known. */
  readonly field?: string;
  /** Undetermined only: `urn#property.path` of what nobody knows yet, sorted; may be empty. */
  readonly unknown?: readonly string[];
}
