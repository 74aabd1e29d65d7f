// Counts what `opa test --format json` reports (first argument) into a file `PASSED FAILED` (second argument).
import { readFileSync, writeFileSync } from "node:fs";

const [report, counts] = process.argv.slice(2);
const results = JSON.parse(readFileSync(report, "utf8") || "[]") ?? [];
const bad = results.filter((result) => result.fail || result.error || result.skip);
for (const result of bad) {
  console.error(
    `${result.package}.${result.name}: ${result.error ? JSON.stringify(result.error) : result.skip ? "skipped" : "failed"}`,
  );
}
writeFileSync(counts, `${results.length - bad.length} ${bad.length}\n`);
