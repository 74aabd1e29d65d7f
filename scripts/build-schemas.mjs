// Writes the JSON Schemas under schemas/ that come from zod schemas and need nothing but Node: register, findings,
// facts, and what the webhook for ROA requests is sent.
// They are committed and published. `--check` writes nothing and exits 1 where a committed file differs.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemas = [
  { file: "schemas/register.schema.json", source: "register/register.ts", give: "registerJsonSchema" },
  { file: "schemas/findings.schema.json", source: "reports/report.ts", give: "reportJsonSchema" },
  {
    file: "schemas/roa-webhook.schema.json",
    source: "provider/publishers/webhook-document.ts",
    give: "webhookJsonSchema",
  },
  { file: "schemas/facts.schema.json", source: "facts/fact/schema.ts", give: "factsJsonSchema" },
];

// Inside the checkout, so that the built file finds node_modules.
mkdirSync(join(root, "dist"), { recursive: true });
const folder = mkdtempSync(join(root, "dist", "schemas-"));
try {
  for (const { file, source, give } of schemas) {
    const outfile = join(folder, `${give}.cjs`);
    await build({ entryPoints: [join(root, source)], outfile, bundle: true, platform: "node", packages: "external" });
    const schema = createRequire(import.meta.url)(outfile)[give]();
    const path = join(root, file);
    const current = readCurrent(path);
    if (JSON.stringify(current) === JSON.stringify(schema)) continue;
    if (process.argv.includes("--check")) {
      console.error(`${file} is not what ${source} gives; run: npm run schemas:build, and commit the result`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
      console.log(`wrote ${file}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function readCurrent(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
