import type { JsonDocument } from "./bounded-json";
import { GraphBuilder } from "./graph-builder";
import { addStep, FAILED, type Step } from "./preview-json";
import type { Graph } from "./resource";
import { isRecord, ResourceReader } from "./serialized-resource";
import { stepMeaning } from "./steps";

export interface StreamedPreview {
  readonly graph: Graph;
  /** The stack's configuration, secrets hidden. */
  readonly config: Readonly<Record<string, unknown>>;
}

type Announced = { -readonly [K in keyof Step]: Step[K] } & { readonly line: number };

/**
 * The graph of the engine's events, one a line, as `pulumi preview --json` streams them with
 * `PULUMI_ENABLE_STREAMING_JSON_PREVIEW`. They name neither dependencies nor places in the program: what depends on them
 * is undetermined.
 * @throws InputError where a line is no event, the preview failed, or the stream ends before its summary
 */
export function graphFromEvents(events: Iterable<JsonDocument>, source: string): StreamedPreview {
  const reader = new ResourceReader(source, false, true);
  const steps: Announced[] = [];
  const open = new Map<unknown, Announced>();
  let config: Record<string, unknown> = {};
  let last = 1;
  let isComplete = false;
  for (const { value, line } of events) {
    const place = (): string => `line ${line}`;
    const event = reader.record(value, place);
    last = line;
    if (isRecord(event.preludeEvent) && isRecord(event.preludeEvent.config)) config = event.preludeEvent.config;
    if (event.summaryEvent !== undefined) {
      const summary = reader.record(event.summaryEvent, () => `${place()}: summaryEvent`);
      if (summary.result === "failed") throw reader.error(place(), FAILED);
      isComplete = true;
    }
    if (event.resourcePreEvent !== undefined) {
      const { op, urn, old, now } = metadata(reader, event.resourcePreEvent, () => `${place()}: resourcePreEvent`);
      const step = { op, old, now, line };
      steps.push(step);
      // A deletion that completes a replacement announces no state of its own.
      if (stepMeaning(op)?.leaves === "resource") open.set(urn, step);
    }
    if (event.resOutputsEvent !== undefined) {
      const { urn, now } = metadata(reader, event.resOutputsEvent, () => `${place()}: resOutputsEvent`);
      const step = open.get(urn);
      if (step !== undefined && isRecord(now)) step.now = now;
    }
  }
  if (!isComplete) throw reader.error(`line ${last}`, "the events end before their summary: the file is cut off");
  const builder = new GraphBuilder(source);
  for (const step of steps) addStep(builder, reader, step, () => `line ${step.line}`, ["old", "new"]);
  return { graph: builder.graph(), config };
}

function metadata(reader: ResourceReader, raw: unknown, place: () => string): Step & { readonly urn: string } {
  const event = reader.record(raw, place);
  const at = (): string => `${place()}.metadata`;
  const given = reader.record(event.metadata, at);
  return {
    op: reader.text(given.op, () => `${at()}.op`),
    urn: reader.urn(given.urn, () => `${at()}.urn`),
    old: given.old,
    now: given.new,
  };
}
