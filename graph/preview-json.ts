import { GraphBuilder } from "./graph-builder";
import { InputError } from "./input-error";
import type { Graph, Resource } from "./resource";
import { isRecord, type ResourceDraft, ResourceReader } from "./serialized-resource";
import { stepMeaning } from "./steps";

/**
 * The graph of what `pulumi preview --json` prints. Resources that the deployment removes come last, with the operation
 * `delete`; `previous` holds what is known of the state before.
 * @throws InputError where it is no such output, or does not show all resources: the preview failed, or unchanged ones are
 * left out, as Pulumi does without `--show-sames`
 */
export function graphFromPreviewJson(document: Record<string, unknown>, source: string): Graph {
  const reader = new ResourceReader(source);
  refuseFailed(document, source);
  const steps = reader.list(document.steps, () => "steps");
  const builder = new GraphBuilder(source);
  let same = 0;
  for (const [index, raw] of steps.entries()) {
    const place = (): string => `steps[${index}]`;
    const step = reader.record(raw, place);
    const op = reader.text(step.op, () => `${place()}.op`);
    if (op === "same") same++;
    addStep(builder, reader, { op, old: step.oldState, now: step.newState }, place, ["oldState", "newState"]);
  }
  refuseShortened(document, same, source);
  return builder.graph();
}

/** A step of a plan: what it does, and the states before and after it. */
export interface Step {
  readonly op: string;
  readonly old: unknown;
  readonly now: unknown;
}

/** Adds what a step does to a graph. @param names how the file calls the two states @throws InputError */
export function addStep(
  builder: GraphBuilder,
  reader: ResourceReader,
  { op, old, now }: Step,
  place: () => string,
  names: readonly [old: string, now: string],
): void {
  const meaning = stepMeaning(op);
  if (meaning === undefined) throw reader.error(`${place()}.op`, "is no step that this version of leasehold knows");
  if (meaning.leaves === "ignored") return;
  const before = isAbsent(old) ? undefined : reader.read(old, () => `${place()}.${names[0]}`);
  if (meaning.leaves === "nothing") {
    if (before === undefined)
      throw reader.error(`${place()}.${names[0]}`, "is missing, so what is deleted is not known");
    if (!meaning.partial) builder.remove(before);
    builder.before(before, { operation: meaning.partial ? "replace" : "delete" });
    return;
  }
  const after = reader.read(now, () => `${place()}.${names[1]}`);
  const { operation } = meaning;
  after.operation = operation;
  if (before !== undefined && operation !== "create" && operation !== "replace") keepWhatHolds(after, before, now);
  builder.add(after, place, meaning.partial);
  if (before !== undefined && (operation !== "same" || before.protect !== after.protect)) {
    builder.before(before, meaning);
  }
}

/**
 * What holds on of the state before where a resource is not replaced: its id, and, unless the preview says what becomes of
 * them, the provider's answers.
 */
function keepWhatHolds(after: ResourceDraft, before: Resource, now: unknown): void {
  after.id ??= before.id;
  const answered = isRecord(now) && isRecord(now.outputs) && Object.keys(now.outputs).length > 0;
  if (!answered) after.outputs = before.outputs;
}

function isAbsent(state: unknown): boolean {
  return state === undefined || state === null;
}

function refuseFailed({ diagnostics }: Record<string, unknown>, source: string): void {
  if (!Array.isArray(diagnostics)) return;
  const failed = diagnostics.findIndex((one: unknown) => isRecord(one) && one.severity === "error");
  if (failed >= 0) throw new InputError(source, `diagnostics[${failed}]`, FAILED);
}

export const FAILED =
  "the preview failed, so not every resource is in it; let it succeed (without --policy-pack, where a policy refused it), and check again";

/** Without the flag, what a change leaves alone is not in view, and rules on whole stacks would judge half of one. */
function refuseShortened({ changeSummary }: Record<string, unknown>, same: number, source: string): void {
  const counted = isRecord(changeSummary) ? changeSummary.same : undefined;
  if (typeof counted !== "number" || counted <= same) return;
  throw new InputError(
    source,
    "steps",
    `${counted - same} unchanged resources are left out; preview with pulumi preview --json --show-sames`,
  );
}
