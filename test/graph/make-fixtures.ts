// Writes test/graph/fixtures anew, with the real engine: `node --require ./bench/register.cjs test/graph/make-fixtures.ts`.
// What differs from run to run or names this machine is left out; the rest is as Pulumi wrote it, a resource a line.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Engine, TRANSPILE_ONLY } from "../testbed/engine";
import { Moto } from "../testbed/moto";

const ROOT = resolve(__dirname, "../..");
const FIXTURES = join(__dirname, "fixtures");
const JSON_PREVIEW = ["--json", "--show-sames"];
const STREAMED = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };

type Json = { [key: string]: unknown };

async function main(): Promise<void> {
  const engine = new Engine(TRANSPILE_ONLY);
  const only = process.argv[2];
  try {
    if (only === "quickstart") return await quickstart(engine);
    const conformance = ["shared-egress", "egress-bypass-unknown", "orphaned-names"];
    for (const folder of ["stacks/unsafe", ...conformance.map((name) => `test/programs/conformance/${name}`)]) {
      const name = folder.split("/").at(-1) ?? "";
      const project = engine.project(join(ROOT, folder));
      writePreview(name, (await project.preview({ arguments: JSON_PREVIEW })).stdout);
      // Of the larger stack, the preview alone: the events repeat every unknown output.
      if (folder.startsWith("stacks/")) continue;
      const streaming = engine.project(join(ROOT, folder), { env: STREAMED });
      writeEvents(name, (await streaming.preview({ arguments: ["--json"] })).stdout);
    }
    await quickstart(engine);
    await changes(engine);
  } finally {
    engine.dispose();
  }
}

/** Deployed on moto, so that the state holds the ids that AWS gives. */
async function quickstart(engine: Engine): Promise<void> {
  const moto = await Moto.start();
  try {
    const project = engine.project(join(ROOT, "stacks/quickstart"), { env: moto.environment });
    writePreview("quickstart", (await project.preview({ arguments: JSON_PREVIEW })).stdout);
    await project.up({ skipPreview: true });
    writeState("quickstart", await project.exportState());
  } finally {
    await moto.stop();
  }
}

/** One stack in two versions: the state of the first, and previews of the second. */
async function changes(engine: Engine): Promise<void> {
  const folder = join(ROOT, "test/programs/changes");
  const config = { "aws:region": "eu-west-1" };
  const first = engine.project(folder, { config });
  await first.up({ skipPreview: true });
  writeState("changes", await first.exportState());
  writeState("changes-plain", await first.exportState(["--show-secrets"]));
  const second = first.with({ config: { ...config, "changes:second": true } });
  writePreview("changes", (await second.preview({ arguments: JSON_PREVIEW })).stdout);
  writePreview("changes-shortened", (await second.preview({ arguments: ["--json"] })).stdout);
  writePreview(
    "changes-steps",
    (await second.preview({ arguments: [...JSON_PREVIEW, "--show-replacement-steps"] })).stdout,
  );
  const streaming = first.with({ config: { ...config, "changes:second": true }, env: STREAMED });
  writeEvents("changes", (await streaming.preview({ arguments: ["--json"] })).stdout);
}

function writePreview(name: string, text: string): void {
  const { steps, diagnostics: _, duration: __, ...rest } = JSON.parse(text) as Json & { steps: Json[] };
  const trimmed = steps.map((step) => {
    for (const state of [step.oldState, step.newState]) if (state !== undefined) trimState(state as Json);
    return step;
  });
  write(`${name}-preview.golden.json`, { ...rest, steps: trimmed }, "steps");
}

function writeState(name: string, state: Json): void {
  const deployment = state.deployment as Json & { resources: Json[] };
  deployment.resources.forEach(trimState);
  const { manifest: _, metadata: __, ...rest } = deployment;
  write(`${name}-state.golden.json`, { ...state, deployment: rest }, "resources");
}

function writeEvents(name: string, text: string): void {
  const events = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Json)
    .filter((event) => event.diagnosticEvent === undefined)
    .map(({ timestamp: _, ...event }) => JSON.stringify(event));
  writeFileSync(join(FIXTURES, `${name}-events.jsonl`), `${events.join("\n")}\n`);
}

/** Frames of this machine's installation say nothing that one of them does not. */
function trimState(state: Json): void {
  for (const key of ["created", "modified"]) delete state[key];
  if (!Array.isArray(state.stackTrace)) return;
  const frames = state.stackTrace as { sourcePosition?: string }[];
  const own = frames.findIndex(({ sourcePosition }) => sourcePosition?.startsWith("project:///index."));
  state.stackTrace = frames.slice(0, own < 0 ? 2 : own + 1);
}

/** One element of the list called `list` a line, so that a change can be read. */
function write(file: string, value: Json, list: string): void {
  const text = JSON.stringify(value).replace(new RegExp(`"${list}":\\[`), `"${list}":[\n`);
  writeFileSync(
    join(FIXTURES, file),
    `${text.replaceAll('},{"op":', '},\n{"op":').replaceAll('},{"urn":', '},\n{"urn":')}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
