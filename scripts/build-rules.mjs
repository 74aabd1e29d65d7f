// Builds policies/rules.wasm, policies/rules.json and docs/rules from the Rego under policies/rules, and
// schemas/settings.schema.json from policies/settings.ts. All are committed, so that neither users nor `npm test` need OPA; the same OPA and the same
// sources give the same bytes. `--check` builds beside them and exits 1 where a committed file differs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { RULE_PAGES, rulePages } from "./rule-pages.mjs";

const OPA_VERSION = "1.22.2";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const capabilities = "policies/capabilities.json";
const sources = "policies/rules";

const check = process.argv.includes("--check");
const opa = findOpa();

run("check", "--strict", "--capabilities", capabilities, sources);
const rules = readMetadata();
const schema = await settingsSchema();
const built = [
  { file: "policies/rules.wasm", content: buildWasm() },
  { file: "policies/rules.json", content: Buffer.from(json({ opa: OPA_VERSION, rules })) },
  { file: "schemas/settings.schema.json", content: Buffer.from(json(schema)) },
  ...rulePages(rules, schema).map(({ file, text }) => ({ file, content: Buffer.from(text) })),
];
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

/** LEASEHOLD_OPA, then the cache that CI fills, then PATH; another version would give other bytes and is refused. */
function findOpa() {
  const cache = process.env.LEASEHOLD_TOOLS ?? join(homedir(), ".cache", "leasehold-tools");
  const candidates = [process.env.LEASEHOLD_OPA, join(cache, `opa-${OPA_VERSION}`, "opa"), "opa"];
  const seen = [];
  for (const candidate of candidates) {
    if (!candidate || (candidate !== "opa" && !existsSync(candidate))) continue;
    const version = versionOf(candidate);
    if (version === OPA_VERSION) return candidate;
    if (version) seen.push(`${candidate} is ${version}`);
  }
  const found = seen.length > 0 ? ` (${seen.join(", ")})` : "";
  console.error(
    `OPA ${OPA_VERSION} is needed to build the rules${found}. Install it with\n` +
      `  go install github.com/open-policy-agent/opa@v${OPA_VERSION}\n` +
      "and put it on PATH or name it in LEASEHOLD_OPA.",
  );
  process.exit(2);
}

function versionOf(command) {
  try {
    return /^Version: (\S+)/.exec(execFileSync(command, ["version"], { encoding: "utf8" }))?.[1];
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function run(...args) {
  try {
    return execFileSync(opa, args, {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    console.error(`opa ${args.join(" ")} failed:\n${error.stderr || error.stdout || error.message}`);
    process.exit(1);
  }
}

function buildWasm() {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-rules-"));
  try {
    const bundle = join(folder, "bundle.tar.gz");
    run(
      "build",
      "--target",
      "wasm",
      "--capabilities",
      capabilities,
      "--entrypoint",
      "leasehold/findings",
      "--ignore",
      "*_test.rego",
      "--output",
      bundle,
      sources,
    );
    execFileSync("tar", ["-xzf", bundle, "-C", folder, "/policy.wasm"], { stdio: ["ignore", "ignore", "pipe"] });
    return readFileSync(join(folder, "policy.wasm"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One entry a rule, from the METADATA block of its package, sorted by name. */
function readMetadata() {
  const inspected = JSON.parse(run("inspect", "--annotations", "--format", "json", sources));
  const rules = inspected.annotations
    .filter(
      ({ annotations, path }) => annotations.scope === "package" && path[2]?.value === "rules" && path.length === 5,
    )
    .map(({ annotations, location, path }) => {
      const name = path[4].value.replaceAll("_", "-");
      if (basename(location.file) !== `${name}.rego`)
        fail(location.file, `its package says ${name}: file and package carry one name`);
      if (!existsSync(join(root, location.file.replace(/\.rego$/, "_test.rego"))))
        fail(location.file, "it has no _test.rego beside it");
      const custom = annotations.custom ?? {};
      for (const field of ["severity", "scope", "message", "undetermined", "fix"]) {
        if (!custom[field]) fail(location.file, `METADATA has no custom.${field}`);
      }
      if (!annotations.title || !annotations.description) fail(location.file, "METADATA needs title and description");
      return {
        name,
        part: path[3].value,
        severity: custom.severity,
        ...(custom.other_severity ? { otherSeverity: custom.other_severity } : {}),
        scope: custom.scope,
        title: annotations.title,
        why: annotations.description.trim().replaceAll("\n", " "),
        fix: custom.fix,
        message: custom.message,
        undetermined: custom.undetermined,
        subject: custom.subject ?? [],
        ...(custom.needs ? { needs: custom.needs } : {}),
        references: (annotations.related_resources ?? []).map(({ ref, description }) => ({
          url: ref,
          title: description,
        })),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = readdirSync(join(root, sources), { recursive: true, encoding: "utf8" }).filter(
    (file) => /[/\\].*\.rego$/.test(file) && !file.endsWith("_test.rego"),
  );
  for (const file of files) {
    if (!rules.some(({ name }) => basename(file) === `${name}.rego`))
      fail(file, "it has no METADATA block above its package");
  }
  return rules;
}

/** The JSON Schema of leasehold.yaml, for editors. */
async function settingsSchema() {
  const { build } = await import("esbuild");
  const folder = mkdtempSync(join(root, "node_modules", ".leasehold-schema-"));
  try {
    const outfile = join(folder, "settings.cjs");
    await build({
      entryPoints: [join(root, "policies", "settings.ts")],
      bundle: true,
      platform: "node",
      packages: "external",
      outfile,
    });
    const { settingsJsonSchema } = await import(pathToFileURL(outfile).href);
    return settingsJsonSchema();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
