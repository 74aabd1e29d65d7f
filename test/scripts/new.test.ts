import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const repository = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "leasehold-new-"));
mkdirSync(join(folder, "facts/adapters"), { recursive: true });
cpSync(join(repository, "facts/adapters/table.ts"), join(folder, "facts/adapters/table.ts"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(repository, "scripts/new.mjs"), ...args, "--into", folder], { encoding: "utf8" });
const read = (file: string) => readFileSync(join(folder, file), "utf8");

test("a new rule has metadata, a package of its name and a test beside it", () => {
  expect(run("rule", "controls/spare-address").status).toBe(0);
  const rule = read("policies/rules/controls/spare-address.rego");
  const metadata = rule.slice(0, rule.indexOf("package ")).split("\n").slice(1);
  expect(parse(metadata.map((line) => line.slice(2)).join("\n"))).toMatchObject({
    title: "Spare address",
    custom: { severity: "error", scope: "stack", subject: [] },
  });
  expect(rule).toContain("package leasehold.rules.controls.spare_address\n");
  expect(read("policies/rules/controls/spare-address_test.rego")).toContain(
    "import data.leasehold.rules.controls.spare_address\n",
  );
});

test("a new adapter has a test and its row in the table, in order of name", () => {
  expect(run("adapter", "aws-lambda").status).toBe(0);
  expect(read("facts/adapters/aws-lambda.ts")).toContain("export const awsLambda: Adapter");
  expect(read("test/facts/adapters/aws-lambda.test.ts")).toContain('from "../../../facts/adapters/aws-lambda"');
  const rows = [...read("facts/adapters/table.ts").matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => name);
  expect(rows).toContain("awsLambda");
  const imports = [...read("facts/adapters/table.ts").matchAll(/^import \{ (\w+) \} from "\.\/[a-z0-9-]+";$/gm)];
  expect(imports.map(([, name]) => name)).toContain("awsLambda");
});

test.each([
  [["rule", "controls/Spare"], "lower-case words joined by hyphens"],
  [["rule", "security/spare-address"], "where PART is one of provenance"],
  [["rule", "controls/spare/address"], "where PART is one of provenance"],
  [["adapter", "../etc"], "lower-case words joined by hyphens"],
  [["gadget", "x"], "usage: npm run new rule PART/NAME"],
])("%j is refused and writes nothing", (args, message) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test("what is there already is not overwritten", () => {
  run("rule", "response/twice");
  expect(run("rule", "response/twice")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("is there already"),
  });
});
