import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { workingTree } from "../../../policies/base-commit/policy-source";
import { OwnRulesError, readOwnRules } from "../../../policies/own-rules/own-rules";
import { wasmDigest } from "../../../policies/own-rules/own-rules-file";
import { parseSettings } from "../../../policies/settings";

const EXAMPLE = resolve(__dirname, "../../../docs/examples/own-rules/rules");
let folder: string;
let rules: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-own-"));
  rules = join(folder, "rules");
  cpSync(EXAMPLE, rules, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (text = "ownRules: ./rules\n") =>
  readOwnRules(workingTree, parseSettings(text, "leasehold.yaml"), join(folder, "leasehold.yaml"));
const file = (name: string) => join(rules, name);
const edit = (name: string, change: (text: string) => string) =>
  writeFileSync(file(name), change(readFileSync(file(name), "utf8")));
const editJson = (change: (built: Record<string, unknown>) => object) =>
  edit("rules.json", (text) => JSON.stringify(change(JSON.parse(text))));

test("without a folder in leasehold.yaml nothing is looked for", () => {
  expect(read("")).toBeUndefined();
});

test("built rules say what their metadata says", () => {
  expect(read()?.rules).toEqual([
    expect.objectContaining({ name: "no-plain-http", part: "own", severity: "error", scope: "resource" }),
  ]);
});

test("a test that changed, another order of keys and a checkout with CRLF are no other sources", () => {
  edit("no-plain-http_test.rego", (text) => `${text}\n# more\n`);
  edit("no-plain-http.rego", (text) => text.replaceAll("\n", "\r\n"));
  editJson((built) => Object.fromEntries(Object.entries(built).reverse()));
  expect(read()?.rules).toHaveLength(1);
});

test.each<[string, () => void, string]>([
  ["the folder is gone", () => renameSync(rules, join(folder, "elsewhere")), "there is no such folder"],
  ["no Rego is left", () => unlinkSync(file("no-plain-http.rego")), "there is no Rego in it"],
  ["they are not built", () => unlinkSync(file("rules.json")), "not built (rules.json is missing)"],
  ["the compiled rules are gone", () => unlinkSync(file("rules.wasm")), "not built (rules.wasm is missing)"],
  ["a source changed", () => edit("no-plain-http.rego", (text) => `${text}# more\n`), "their sources changed"],
  ["a source is new", () => writeFileSync(file("lib.rego"), "package lib\n"), "their sources changed"],
  [
    "a source moved",
    () => renameSync(file("no-plain-http.rego"), file("no-plain-https.rego")),
    "their sources changed",
  ],
  ["the compiled rules are others", () => writeFileSync(file("rules.wasm"), "other"), "is not the one"],
  ["rules.json is cut short", () => edit("rules.json", (text) => text.slice(0, 100)), "rules.json is not JSON"],
  ["rules.json is of another kind", () => editJson(() => ({ rules: [] })), "rules.json: "],
  ["the facts are of another version", () => editJson((built) => ({ ...built, facts: 2 })), "version 2 of the facts"],
])("where %s, nothing is judged and the way out is named", (_, change, problem) => {
  change();
  expect(() => read()).toThrow(OwnRulesError);
  expect(() => read()).toThrow(problem);
  expect(() => read()).toThrow(/leasehold rules build|leasehold rules new|Correct `ownRules:`/);
});

test.each([
  ["named-owner", "is a rule of leasehold"],
  ["named-owner-error", "is what the policy pack makes of named-owner"],
  ["notices", "is a word of the policy pack"],
  ["all", "is a word of the policy pack"],
])("the name %s collides", (name, reason) => {
  editJson((built) => ({ ...built, rules: (built.rules as object[]).map((rule) => ({ ...rule, name })) }));
  expect(() => read()).toThrow(`${name} ${reason}: rename yours`);
});

test.each([
  ["a part of the model", { part: "controls" }],
  ["a link that runs something", { references: [{ url: "javascript:alert(1)", title: "x" }] }],
  ["an unknown key", { colour: "red" }],
  ["a name that is none", { name: "../x" }],
])("a rule with %s is refused", (_, change) => {
  editJson((built) => ({ ...built, rules: (built.rules as object[]).map((rule) => ({ ...rule, ...change })) }));
  expect(() => read()).toThrow("rules.json: rules.0");
});

test("compiled rules with memory of their own are refused, since nothing would limit it", () => {
  const wasm = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1]);
  writeFileSync(file("rules.wasm"), wasm);
  editJson((built) => ({ ...built, wasm: wasmDigest(wasm) }));
  expect(() => read()).toThrow("memory of its own");
});

test.each(["link.rego", "linked"])("a link (%s) is refused: it leads to what nobody reviewed", (name) => {
  symlinkSync(name === "linked" ? folder : file("no-plain-http.rego"), file(name));
  expect(() => read()).toThrow("is a symbolic link");
});

test("what is hidden, or of installed packages, is no source", () => {
  for (const name of [".git", "node_modules"]) cpSync(EXAMPLE, join(rules, name), { recursive: true });
  expect(read()?.rules).toHaveLength(1);
});
