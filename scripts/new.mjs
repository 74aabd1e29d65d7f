// Scaffolds what contributors make most often, so that the right way is the short way:
//   npm run new rule PART/NAME       rule, its test beside it, its metadata
//   npm run new adapter NAME         adapter, its test, its row in the table
// `--into DIR` writes into another checkout.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSource } from "./load-source.mjs";

const PARTS = ["provenance", "attestation", "controls", "telemetry", "response", "offboarding"];
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const [kind, name, ...rest] = process.argv.slice(2);
const root = rest[0] === "--into" && rest[1] ? rest[1] : join(dirname(fileURLToPath(import.meta.url)), "..");

if (kind === "rule" && name) await newRule(name);
else if (kind === "adapter" && name) newAdapter(name);
else refuse("usage: npm run new rule PART/NAME\n       npm run new adapter NAME");

async function newRule(path) {
  const [part, rule, ...more] = path.split("/");
  if (!PARTS.includes(part) || more.length > 0)
    refuse(`${path}: give PART/NAME, where PART is one of ${PARTS.join(", ")}`);
  if (!SLUG.test(rule ?? ""))
    refuse(`${path}: a rule's name is lower-case words joined by hyphens, such as named-owner`);
  const { ruleTemplate, testTemplate } = await loadSource("policies/own-rules/rule-template.ts");
  write(`policies/rules/${part}/${rule}.rego`, ruleTemplate(rule, part));
  write(`policies/rules/${part}/${rule}_test.rego`, testTemplate(rule, part));
  next([
    "write the rule, and one test for each way to break, keep, not know and dodge it, and for each of its exceptions",
    `opa test policies/rules --run ${rule.replaceAll("-", "_")}, then npm run rules:build`,
    `add its case to test/policies/rules.test.ts and its row to test/policies/catalogue.test.ts`,
  ]);
}

function newAdapter(adapter) {
  if (!SLUG.test(adapter))
    refuse(`${adapter}: an adapter's name is lower-case words joined by hyphens, such as aws-eip`);
  const constant = adapter.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const table = join(root, "facts/adapters/table.ts");
  if (!existsSync(table)) refuse(`${table} is missing: is this a checkout of the project?`);
  write(
    `facts/adapters/${adapter}.ts`,
    `import { readString } from "../../graph/read";
import type { Adapter } from "./adapter";

/** What a resource of this type says about leased addresses. */
export const ${constant}: Adapter = {
  types: ["package:module/type:Type"],
  observe(resource, _references, _into) {
    const read = readString(resource.inputs, "address");
    if (read === undefined) return;
    // Push what the resource says into one of the lists of observations; what is unknown goes with it as a path.
  },
};
`,
  );
  write(
    `test/facts/adapters/${adapter}.test.ts`,
    `import { ${constant} } from "../../../facts/adapters/${adapter}";
import { noObservations } from "../../../facts/observations";
import { References } from "../../../facts/references";
import { type Properties, type Resource, UNKNOWN } from "../../../graph/resource";

const resource = (inputs: Properties): Resource => ({
  urn: "urn:pulumi:dev::shop::package:module/type:Type::one",
  type: "package:module/type:Type",
  name: "one",
  custom: true,
  remote: false,
  inputs,
  outputs: {},
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  retainOnDelete: false,
});

function observe(inputs: Properties) {
  const observations = noObservations();
  const one = resource(inputs);
  ${constant}.observe(one, new References([one]), observations);
  return observations;
}

test("a resource without addresses says nothing", () => {
  expect(observe({})).toEqual(noObservations());
});

test("an address is passed on", () => {
  expect(observe({ address: "203.0.113.5" })).not.toEqual(noObservations());
});

test("an unknown address is passed on as unknown, and is not lost", () => {
  expect(observe({ address: UNKNOWN })).not.toEqual(noObservations());
});
`,
  );
  const line = `import { ${constant} } from "./${adapter}";`;
  writeFileSync(table, withRow(readFileSync(table, "utf8"), line, constant));
  console.log("wrote facts/adapters/table.ts");
  next(["name the resource's types and say what it says", `npx jest test/facts/adapters/${adapter}`]);
}

/** The table with one more import and row, both in order of name. */
function withRow(text, line, constant) {
  const lines = text.split("\n");
  insertSorted(lines, (each) => /^import \{ \w+ \} from "\.\/[a-z0-9-]+";$/.test(each), line);
  const start = lines.findIndex((each) => each.startsWith("export const ADAPTERS"));
  const end = lines.indexOf("];", start);
  insertSorted(lines, (each, at) => at > start && at < end + 1 && /^ {2}\w+,$/.test(each), `  ${constant},`);
  return lines.join("\n");
}

function insertSorted(lines, matches, line) {
  const places = lines.flatMap((each, at) => (matches(each, at) ? [at] : []));
  if (places.length === 0) refuse("facts/adapters/table.ts has no rows to put the new one between");
  const after = places.find((at) => lines[at] > line);
  lines.splice(after ?? places[places.length - 1] + 1, 0, line);
}

function write(file, content) {
  const path = join(root, file);
  if (existsSync(path)) refuse(`${file} is there already`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(`wrote ${file}`);
}

function next(steps) {
  console.log("Next:");
  for (const step of steps) console.log(`  - ${step}`);
}

function refuse(message) {
  console.error(message);
  process.exit(2);
}
