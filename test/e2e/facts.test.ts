import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { factsSchema } from "../../facts/fact/schema";

jest.setTimeout(300_000);
const ROOT = resolve(__dirname, "../..");
const CLI = join(ROOT, "dist/cli/main.js");
const CONFORMANCE = join(ROOT, "test/programs/conformance");

const programs = [
  ...readdirSync(CONFORMANCE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(CONFORMANCE, name)),
  ...["quickstart", "unsafe", "byoip"].map((name) => join(ROOT, "stacks", name)),
];

async function facts(folder: string): Promise<unknown> {
  const args = [CLI, "facts", folder, "--stack", "dev", "--no-type-check", "--as-of", "2026-11-20"];
  const env = { ...process.env, LEASEHOLD_BASE: "none" };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

test("the facts of every conformance program and stack are what the schema says", async () => {
  const kinds = new Set<string>();
  const unknown = new Set<string>();
  const left = [...programs];
  const work = async () => {
    for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
      const printed = await facts(folder);
      const parsed = factsSchema.safeParse(printed);
      expect({ folder, problems: parsed.error?.issues ?? [] }).toEqual({ folder, problems: [] });
      expect(parsed.data).toEqual(printed);
      for (const fact of parsed.data?.facts ?? []) {
        kinds.add(fact.kind);
        for (const field of Object.keys(fact.unknown)) unknown.add(`${fact.kind} ${field}`);
      }
    }
  };
  // Two at once keep two cores busy.
  await Promise.all([work(), work()]);
  expect([...kinds].sort()).toEqual([
    "address",
    "announcement",
    "approval",
    "firewall-rule",
    "holding",
    "lease",
    "network",
    "permission",
    "reference",
    "reverse-name",
    "roa",
    "segment",
    "subnet",
  ]);
  expect(unknown.size).toBeGreaterThan(5);
});
