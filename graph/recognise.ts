import { type JsonDocument, readJson } from "./bounded-json";
import { InputError } from "./input-error";
import { graphFromEvents } from "./preview-events";
import { graphFromPreviewJson } from "./preview-json";
import type { Graph } from "./resource";
import { isRecord } from "./serialized-resource";
import { graphFromStackExport } from "./stack-export";

export type InputFormat = "preview" | "events" | "state";

export interface RecognisedInput {
  readonly format: InputFormat;
  readonly graph: Graph;
  /** The stack's configuration, secrets hidden; empty for a state, which holds none. */
  readonly config: Readonly<Record<string, unknown>>;
  /** How many secrets the file hides or encrypts: an address in one is out of view. */
  readonly hiddenSecrets: number;
}

const ACCEPTED =
  "give the output of pulumi preview --json --show-sames, the engine's streamed events, or pulumi stack export";

/**
 * Reads a file of any format that holds a stack's resources; which one, its content says.
 * @param source the file as the user named it
 * @throws InputError
 */
export function readGraph(bytes: Buffer, source: string): RecognisedInput {
  return { ...recognise(bytes, source), hiddenSecrets: count(bytes, '"[secret]"') + count(bytes, '"ciphertext"') };
}

type Recognised = Omit<RecognisedInput, "hiddenSecrets">;

function recognise(bytes: Buffer, source: string): Recognised {
  const documents = readJson(bytes, source);
  if (documents.count > 1) return fromEvents(documents.each(), source);
  const [document] = documents.each();
  const value = document?.value;
  if (!isRecord(value)) throw new InputError(source, "", `holds a list; ${ACCEPTED}`);
  if ("steps" in value || "changeSummary" in value) {
    const config = isRecord(value.config) ? value.config : {};
    return { format: "preview", config, graph: graphFromPreviewJson(value, source) };
  }
  if ("deployment" in value || "checkpoint" in value) {
    return { format: "state", config: {}, graph: graphFromStackExport(value, source) };
  }
  if ("sequence" in value) return fromEvents([{ value, line: 1 }], source);
  throw new InputError(source, "", `${kindOf(value)}; ${ACCEPTED}`);
}

function fromEvents(events: Iterable<JsonDocument>, source: string): Recognised {
  return { format: "events", ...graphFromEvents(events, source) };
}

/** What people try that is something else. */
function kindOf(value: Record<string, unknown>): string {
  if ("resourcePlans" in value) return "is an update plan";
  if ("terraform_version" in value) return "is Terraform's";
  return "is none of the files that can be judged";
}

function count(bytes: Buffer, text: string): number {
  let found = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) found++;
  return found;
}
