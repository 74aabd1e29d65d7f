import type { Operation } from "./resource";

/** What a step of the engine's plan leaves behind: a resource, none, or nothing that matters here. */
export interface StepMeaning {
  readonly leaves: "resource" | "nothing" | "ignored";
  readonly operation: Operation;
  /** One of several steps on one resource: what comes later counts. */
  readonly partial: boolean;
}

const whole = (operation: Operation): StepMeaning => ({ leaves: "resource", operation, partial: false });
const part = (operation: Operation): StepMeaning => ({ leaves: "resource", operation, partial: true });
const gone = (partial: boolean): StepMeaning => ({ leaves: "nothing", operation: "delete", partial });

/** The engine's own words for its steps (sdk/go/common/apitype/updates.go). */
const STEPS: ReadonlyMap<string, StepMeaning> = new Map([
  ["same", whole("same")],
  ["create", whole("create")],
  ["update", whole("update")],
  ["import", whole("create")],
  ["read", whole("read")],
  ["refresh", part("same")],
  ["replace", part("replace")],
  ["create-replacement", part("replace")],
  ["import-replacement", part("replace")],
  ["read-replacement", part("read")],
  ["delete", gone(false)],
  ["discard", gone(false)],
  ["delete-replaced", gone(true)],
  ["discard-replaced", gone(true)],
  ["remove-pending-replace", gone(true)],
  ["diff", { leaves: "ignored", operation: "same", partial: true }],
  ["extend-parameterize", { leaves: "ignored", operation: "same", partial: true }],
]);

export function stepMeaning(op: string): StepMeaning | undefined {
  return STEPS.get(op);
}
