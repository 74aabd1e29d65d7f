// Builds policies/rules.wasm, policies/rules.json and docs/rules from the Rego under policies/rules, and
// schemas/settings.schema.json from policies/settings.ts and drift/drift-settings.ts. All are committed, so that neither users nor `npm test` need OPA; the same OPA and the same
// sources give the same bytes. `--check` builds beside them and exits 1 where a committed file differs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSource } from "./load-source.mjs";
import { RULE_PAGES, rulePages } from "./rule-pages.mjs";
import { SETTINGS_PAGE, settingsPage } from "./settings-page.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const capabilities = "policies/capabilities.json";
const sources = "policies/rules";

const { Opa, TESTED_OPA } = await loadSource("policies/own-rules/opa.ts");
const { buildWasm, checkRego } = await loadSource("policies/own-rules/build-wasm.ts");
const { parseInspected, rulesIn } = await loadSource("policies/own-rules/rule-metadata.ts");
const { defaultSettings } = await loadSource("policies/settings.ts");
const { leaseholdSettingsJsonSchema } = await loadSource("drift/settings-schema.ts");

const check = process.argv.includes("--check");
const opa = findOpa();
const built = orFail(build);
// A page whose rule is gone says what no longer holds.
const pages = existsSync(join(root, RULE_PAGES)) ? readdirSync(join(root, RULE_PAGES)) : [];
const strays = pages.map((name) => `${RULE_PAGES}/${name}`).filter((file) => !built.some((one) => one.file === file));
const different = built.filter(({ file, content }) => {
  const path = join(root, file);
  return !existsSync(path) || !readFileSync(path).equals(content);
});
if (check) {
  for (const { file } of different) {
    console.error(`${file} is not what its sources give; run: npm run rules:build, and commit the result`);
  }
  for (const file of strays) console.error(`${file} is of no rule; run: npm run rules:build, and commit the result`);
  process.exitCode = different.length + strays.length > 0 ? 1 : 0;
} else {
  for (const file of strays) {
    rmSync(join(root, file));
    console.log(`removed ${file}`);
  }
  for (const { file, content } of different) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
    console.log(`wrote ${file}`);
  }
}

function build() {
  const folders = { folder: root, sources: [sources], capabilities };
  checkRego(opa, folders);
  const rules = readMetadata();
  const schema = leaseholdSettingsJsonSchema();
  const names = rules.map(({ name }) => name);
  return [
    { file: "policies/rules.wasm", content: buildWasm(opa, folders) },
    { file: "policies/rules.json", content: Buffer.from(json({ opa: TESTED_OPA, rules })) },
    { file: "schemas/settings.schema.json", content: Buffer.from(json(schema)) },
    { file: SETTINGS_PAGE, content: Buffer.from(settingsPage(schema, defaultSettings, names)) },
    ...rulePages(rules, schema).map(({ file, text }) => ({ file, content: Buffer.from(text) })),
  ];
}

/** What OPA or the sources are wrong with is said without a stack. */
function orFail(make) {
  try {
    return make();
  } catch (error) {
    if (error.name !== "OpaError" && error.name !== "RuleSourceError") throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** LEASEHOLD_OPA, then the cache that CI fills, then PATH; another version would give other bytes and is refused. */
function findOpa() {
  const cache = process.env.LEASEHOLD_TOOLS ?? join(homedir(), ".cache", "leasehold-tools");
  const candidates = [process.env.LEASEHOLD_OPA, join(cache, `opa-${TESTED_OPA}`, "opa"), "opa"];
  const seen = [];
  for (const candidate of candidates) {
    if (!candidate || (candidate !== "opa" && !existsSync(candidate))) continue;
    const found = Opa.at(candidate);
    if (found?.version === TESTED_OPA) return found;
    if (found) seen.push(`${candidate} is ${found.version}`);
  }
  const found = seen.length > 0 ? ` (${seen.join(", ")})` : "";
  console.error(
    `OPA ${TESTED_OPA} is needed to build the rules${found}. Install it with\n` +
      `  go install github.com/open-policy-agent/opa@v${TESTED_OPA}\n` +
      "and put it on PATH or name it in LEASEHOLD_OPA.",
  );
  process.exit(2);
}

/** One entry a rule, from the METADATA block of its package, sorted by name. */
function readMetadata() {
  const inspected = opa.run(["inspect", "--annotations", "--format", "json", sources], root);
  const found = rulesIn(parseInspected(inspected));
  for (const { file, rule } of found) {
    if (!existsSync(join(root, file.replace(/\.rego$/, "_test.rego")))) fail(file, "it has no _test.rego beside it");
    if (rule.nonWaivable) fail(file, "whether it can be waived is said in policies/waivers/non-waivable.ts");
  }
  const files = readdirSync(join(root, sources), { recursive: true, encoding: "utf8" }).filter(
    (file) => /[/\\].*\.rego$/.test(file) && !file.endsWith("_test.rego"),
  );
  for (const file of files) {
    if (!found.some(({ rule }) => basename(file) === `${rule.name}.rego`))
      fail(file, "it has no METADATA block above its package");
  }
  return found.map(({ rule }) => rule);
}

/** In the repository's own format, so that the formatter leaves built files as they are. */
function json(value) {
  const biome = join(root, "node_modules", ".bin", "biome");
  const input = JSON.stringify(value, null, 2);
  return execFileSync(biome, ["format", "--stdin-file-path=built.json"], {
    cwd: root,
    input,
    encoding: "utf8",
    stdio: "pipe",
  });
}

function fail(file, problem) {
  console.error(`${file}: ${problem}`);
  process.exit(1);
}
