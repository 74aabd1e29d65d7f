import type { FindingDrift } from "../../policies/finding";
import type { DriftItem, FieldValue } from "../drift-item";
import { isUnknown } from "./field-value";

/** One field that differs. `old` is declared, or was seen first; `new` is seen. null: there is none. */
export interface FieldChange {
  readonly field: string;
  readonly old: FieldValue;
  readonly new: FieldValue;
  /** Nobody declares it: it was seen otherwise before. */
  readonly remembered?: true;
}

/** How one item differs, before it is put in words. */
export interface Difference {
  readonly change: NonNullable<FindingDrift["change"]>;
  readonly status: "violation" | "undetermined";
  /** As it is declared; as it was seen where nothing declares it. */
  readonly item: DriftItem;
  /** In order of their names. */
  readonly changes: readonly FieldChange[];
  /** Of what is undetermined as a whole: why, each once; words that end a sentence. */
  readonly reasons?: readonly string[];
  /** Of what is unobserved as a whole: it could not be seen; else the declared side is not known yet. */
  readonly unseen?: true;
}

/** Whether the observer could not see something: its run is no proof that nothing drifted. */
export function isUnseen({ change, changes, unseen }: Difference): boolean {
  return unseen === true || (change === "unobserved" && changes.some((one) => isUnknown(one.new)));
}
