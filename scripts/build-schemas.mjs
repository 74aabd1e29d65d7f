// Writes the JSON Schemas under schemas/ that come from zod schemas and need nothing but Node: register, findings,
// facts, drift history, and what the webhooks for ROA requests and for drift are sent.
// They are committed and published. `--check` writes nothing and exits 1 where a committed file differs.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSource } from "./load-source.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemas = [
  { file: "schemas/register.schema.json", source: "register/register.ts", give: "registerJsonSchema" },
  { file: "schemas/findings.schema.json", source: "reports/report.ts", give: "reportJsonSchema" },
  {
    file: "schemas/roa-webhook.schema.json",
    source: "provider/publishers/webhook-document.ts",
    give: "webhookJsonSchema",
  },
  {
    file: "schemas/drift-history.schema.json",
    source: "reports/history/drift-history.ts",
    give: "driftHistoryJsonSchema",
  },
  {
    file: "schemas/drift-notification.schema.json",
    source: "drift/notify/notification.ts",
    give: "notificationJsonSchema",
  },
  { file: "schemas/facts.schema.json", source: "facts/fact/schema.ts", give: "factsJsonSchema" },
];

for (const { file, source, give } of schemas) {
  const schema = (await loadSource(source))[give]();
  const path = join(root, file);
  if (JSON.stringify(readCurrent(path)) === JSON.stringify(schema)) continue;
  if (process.argv.includes("--check")) {
    console.error(`${file} is not what ${source} gives; run: npm run schemas:build, and commit the result`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
    console.log(`wrote ${file}`);
  }
}

function readCurrent(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
