// Writes docs/reputation-engines.md from the catalogue of drift/observers/reputation: every engine with what it lists, what it
// weighs, its documentation and its terms. It is committed; `--check` exits 1 where it is not what the catalogue gives.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSource } from "./load-source.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const PAGE = "docs/reputation-engines.md";
const GENERATED =
  "<!-- Made by scripts/reputation-page.mjs from drift/observers/reputation/catalogue: change it there. -->";
const KINDS = {
  dnsbl: ["DNS zones", "Asked address by address over DNS (RFC 5782), after a self-test.", "zone"],
  file: ["Published lists of space", "Read whole; what overlaps a lease is a listing.", "list"],
  asn: ["Published lists of AS numbers", "Read whole; an origin of a lease that is listed is a listing.", "list"],
  http: ["HTTP services", "Asked about addresses in use, one at a time.", "address"],
};

const { ENGINES } = await loadSource("drift/observers/reputation/catalogue.ts");
const { keyVariable } = await loadSource("drift/observers/reputation/engine.ts");
const text = page();
const path = join(root, PAGE);
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    console.error(
      `${PAGE} is not what the catalogue gives; run: node scripts/reputation-page.mjs, and commit the result`,
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, text);
}

function page() {
  const active = ENGINES.filter(({ retired }) => retired === undefined);
  const read = active.filter(({ terms }) => terms.state === "read").length;
  const intro = `# Engines of reputation

${active.length} engines and zones that \`drift.reputation.engines\` of \`leasehold.yaml\` may choose, by id; none is asked unless it is there. Of ${read}
somebody read the terms of use for this catalogue, and what they permit is told; of the others read them before you choose one.
What an engine permits changes: its own page counts. How listings are compared is told in [reputation](observers/reputation.md).

Weights: \`severe\` and \`major\` listings are errors, \`minor\` ones warnings, and \`policy\` ones, which are no abuse, are not reported
unless \`policyListings\` asks for them; \`severities\` sets others. 4 and 6 are the families of addresses that an engine lists.`;
  const sections = Object.entries(KINDS).map(([kind, [title, words, place]]) => {
    const rows = active.filter((engine) => engine.kind === kind).map(row);
    const head = `| id | engine | lists | weight | families | ${place} | terms |\n| --- | --- | --- | --- | --- | --- | --- |`;
    return `## ${title}\n\n${words}\n\n${head}\n${rows.join("\n")}`;
  });
  const ended = ENGINES.filter(({ retired }) => retired !== undefined).map(
    ({ id, name, documentation, retired }) =>
      `| \`${id}\` | [${name}](${documentation}) | ${retired.since} | ${retired.why} |`,
  );
  const last = `## Ended

These cannot be chosen: a zone that ended may answer for every address.

| id | engine | since | why |
| --- | --- | --- | --- |
${ended.join("\n")}`;
  return `${[GENERATED, intro, ...sections, last].join("\n\n")}\n`;
}

function row(engine) {
  const { id, name, documentation, lists, weight, families, scope } = engine;
  const place = engine.kind === "dnsbl" ? `\`${engine.zone}\`` : `\`${new URL(engine.url).host}\``;
  const about = scope === "address" ? "" : scope === "asn" ? ", by AS" : ", by range";
  return `| \`${id}\` | [${name}](${documentation}) | ${cell(lists)} | ${weight}${about} | ${families.join(", ")} | ${place} | ${terms(engine)} |`;
}

function terms(engine) {
  const { termsUrl, perSecond } = engine;
  const parts = [
    engine.terms.state === "read"
      ? `[read](${termsUrl}) ${engine.terms.on}: ${cell(engine.terms.permits)}`
      : `[not read](${termsUrl})`,
    keyVariable(engine) && `key in \`${keyVariable(engine)}\``,
    perSecond && `at most ${perSecond} a second`,
  ];
  return parts.filter(Boolean).join("; ");
}

function cell(words) {
  return words.replaceAll("|", "\\|");
}
