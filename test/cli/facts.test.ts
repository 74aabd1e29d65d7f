import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../cli/run";
import { factsSchema } from "../../facts/fact/schema";
import { fixturePath } from "../graph/fixture";
import { fakeIo } from "./fake-io";

const UNSAFE = resolve(__dirname, "../../stacks/unsafe");

async function facts(...args: string[]) {
  const io = fakeIo({ folder: UNSAFE });
  const code = await run(["facts", ...args, "--as-of", "2026-11-20"], io);
  return { code, out: io.out(), err: io.err() };
}

test.each([
  "quickstart-preview",
  "quickstart-state",
  "unsafe-preview",
  "shared-egress-preview",
  "egress-bypass-unknown-preview",
  "orphaned-names-preview",
  "changes-preview",
  "changes-steps-preview",
])("the facts of %s are what their schema says", async (name) => {
  const { code, out } = await facts(fixturePath(`${name}.golden.json`), "--register", join(UNSAFE, "leases.json"));
  const printed = JSON.parse(out);
  expect(factsSchema.parse(printed)).toEqual(printed);
  expect(printed.facts.length).toBeGreaterThan(0);
  expect(code).toBe(printed.problems.length > 0 ? 2 : 0);
});

test("what is not known is named in the facts", async () => {
  const { out } = await facts(fixturePath("egress-bypass-unknown-preview.golden.json"));
  const unknown = factsSchema.parse(JSON.parse(out)).facts.flatMap((fact) => Object.keys(fact.unknown));
  expect(unknown).toContain("internetGatewayRoute");
});

test("as the input of a rule, they come by kind, with day and settings, and without what rules do not read", async () => {
  const { code, out } = await facts(fixturePath("unsafe-preview.golden.json"), "--as-input");
  expect(code).toBe(0);
  const input = JSON.parse(out);
  expect(input).toMatchObject({ today: "2026-11-20", complete: true, settings: { openEgressPorts: 60_000 } });
  expect(Object.keys(input)).toEqual(expect.arrayContaining(["lease", "firewall_rule", "approval"]));
  expect(input.settings).not.toHaveProperty("waivers");
});

test.each([
  [[UNSAFE, fixturePath("unsafe-preview.golden.json")], "is a folder: give it alone"],
  [["no-such-file.json"], "no-such-file.json"],
  [[fixturePath("unsafe-preview.golden.json"), "--settings", "none.yaml"], "there is no such file"],
])("%j cannot be read", async (args, message) => {
  const { code, out, err } = await facts(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(message);
});

test("what is wrong with the input is in the answer, and the exit code is 2", async () => {
  const preview = fixturePath("unsafe-preview.golden.json");
  const { facts: known } = factsSchema.parse(JSON.parse((await facts(preview)).out));
  const declared = known.find((fact) => fact.kind === "lease" && fact.declaredBy === "program");
  const register = {
    version: 1,
    leases: [
      {
        id: declared?.lease,
        prefix: "198.51.100.0/24",
        status: "released",
        term: { start: "2024-01-01", end: "2024-12-31" },
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), "leasehold-facts-"));
  writeFileSync(join(folder, "leases.json"), JSON.stringify(register));
  const { code, out, err } = await facts(preview, "--register", join(folder, "leases.json"));
  rmSync(folder, { recursive: true });
  expect(code).toBe(2);
  expect(factsSchema.parse(JSON.parse(out)).problems).not.toEqual([]);
  expect(err).toContain("error: ");
});
