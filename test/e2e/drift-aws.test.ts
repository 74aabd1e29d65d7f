import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { declare } from "../../drift/declared";
import type { DriftItem } from "../../drift/drift-item";
import { createAwsObserver } from "../../drift/observers/aws/aws-observer";
import { awsSettingsSchema } from "../../drift/observers/aws/aws-settings";
import { graphFromStackExport } from "../../graph/stack-export";
import { loadRegister } from "../../register/load";
import { Engine, type Project, TRANSPILE_ONLY } from "../testbed/engine";
import { Moto } from "../testbed/moto";
import { describeWith } from "../testbed/tools";

jest.setTimeout(300_000);
const ROOT = resolve(__dirname, "../..");
const STACK = resolve(ROOT, "stacks/quickstart");

describeWith(["pulumi", "moto_server"], "drift of the quickstart stack on moto", () => {
  let engine: Engine;
  let moto: Moto;
  let project: Project;

  beforeAll(async () => {
    engine = new Engine(TRANSPILE_ONLY);
    moto = await Moto.start();
    project = engine.project(STACK, { env: moto.environment });
    const run = await project.up();
    expect(run.code === 0 ? "" : run.output).toBe("");
  });
  afterAll(async () => {
    await moto.stop();
    engine.dispose();
    rmSync(resolve(STACK, "roa-requests"), { recursive: true, force: true });
  });

  test("is none at first", async () => {
    const exported = await project.exportState();
    const register = await loadRegister(resolve(STACK, "leases.json"));
    const graph = graphFromStackExport(exported as unknown as Record<string, unknown>, "state");
    const declared = declare(graph, register, "2026-11-22");
    const observer = createAwsObserver(awsSettingsSchema.parse({ services: ["ec2", "events", "iam"] }), {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });
    const expected = observer.expect(declared);
    const seen = await observer.observe(declared, { signal: AbortSignal.timeout(60_000), now: new Date() });
    expect(seen.unseen).toEqual([]);
    expect(differences(expected, seen.items)).toEqual([]);
  });
});

function differences(expected: readonly DriftItem[], seen: readonly DriftItem[]) {
  const key = ({ type, id }: DriftItem) => `${type} ${id}`;
  const found = new Map(seen.map((item) => [key(item), item]));
  const declared = new Set(expected.map(key));
  const out: string[] = [];
  for (const item of expected) {
    const there = found.get(key(item));
    if (there === undefined) {
      out.push(`removed ${key(item)}`);
      continue;
    }
    for (const [field, value] of Object.entries(item.fields))
      if (JSON.stringify(there.fields[field]) !== JSON.stringify(value))
        out.push(`changed ${key(item)} ${field}: ${JSON.stringify(value)} -> ${JSON.stringify(there.fields[field])}`);
  }
  for (const item of seen) if (!declared.has(key(item))) out.push(`unmanaged ${key(item)}`);
  return out;
}
