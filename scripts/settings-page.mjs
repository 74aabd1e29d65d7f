// The page of all settings, from their schema: what each means, its default, and its limits.

export const SETTINGS_PAGE = "docs/settings.md";

const GENERATED =
  "<!-- Made by scripts/build-rules.mjs from policies/settings.ts and drift/drift-settings.ts: change it there. -->";
const INTRO = `# Settings

\`leasehold.yaml\` lies beside \`Pulumi.yaml\`; \`--settings FILE\`, or \`settings\` in the pack's configuration, names another one. Every
number of a rule is a setting, and the defaults hold where there is no file. An unknown key is an error that says which one may
be meant. [The schema](../schemas/settings.schema.json) is for editors:

\`\`\`yaml
# yaml-language-server: $schema=node_modules/leasehold/schemas/settings.schema.json
leaseExpiringDays: 60
severities: { lease-expiring: error }
\`\`\`

In a pull request the file is read from the commit that the change is made against: see [waivers](waivers.md) and
[approvals](approvals.md), which are settings too.`;

/**
 * @param schema JSON Schema of the settings
 * @param settings the defaults, for what the schema says in another form than a file
 * @param rules names of all rules
 */
export function settingsPage(schema, settings, rules) {
  const entries = Object.entries(schema.properties);
  const nested = nestedIn(entries, "");
  const sections = [
    INTRO,
    "## All settings",
    table(
      entries.map(([name, one]) => [name, one]),
      settings,
      rules,
    ),
    ...nested.flatMap(([name, { description }, inner]) => [
      `## \`${name}\``,
      ...(description === undefined ? [] : [description.replace(/\.?$/, ".")]),
      table(Object.entries(inner.properties), {}, rules, new Set(inner.required ?? [])),
    ]),
  ];
  return `${GENERATED}\n\n${sections.join("\n\n")}\n`;
}

/** Settings that have settings of their own, however deep, by their path. */
function nestedIn(entries, above) {
  return entries.flatMap(([name, one]) => {
    const inner = one.type === "array" ? one.items : one;
    if (inner?.properties === undefined || isPlain(inner)) return [];
    return [[`${above}${name}`, one, inner], ...nestedIn(Object.entries(inner.properties), `${above}${name}.`)];
  });
}

/** Numbers by a key: told in one row. */
function isPlain({ properties }) {
  return Object.values(properties).every(({ type, description }) => type === "integer" && description === undefined);
}

function table(entries, settings, rules, required = new Set()) {
  const rows = entries.map(([name, one]) => {
    const standard = required.has(name) ? "needed" : defaultOf(name, one, settings);
    return `| \`${name}\` | ${standard} | ${limits(one)} | ${meaning(one.description ?? "", rules)} |`;
  });
  return ["| setting | default | takes | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function defaultOf(name, one, settings) {
  if (name === "riskyPorts") return settings.riskyPorts.map(ports).join(", ");
  if (one.default === undefined) return "none";
  if (Array.isArray(one.default) && one.default.length === 0) return "none";
  if (Array.isArray(one.default)) return one.default.map((value) => `\`${value}\``).join(", ");
  if (typeof one.default === "object" && Object.keys(one.default).length === 0) return "none";
  if (typeof one.default === "object")
    return Object.entries(one.default)
      .map(([key, value]) => `${key}: \`${value}\``)
      .join(", ");
  return `\`${one.default}\``;
}

function ports({ from, to, purposes }) {
  const range = from === to ? `${from}` : `${from}-${to}`;
  return purposes.length === 0 ? range : `${range} (but for ${purposes.join(", ")})`;
}

function limits({ type, enum: words, minimum, exclusiveMinimum, maximum, items, properties }) {
  if (words !== undefined) return words.join(", ");
  if (type === "integer" || type === "number") {
    const what = type === "integer" ? "whole number" : "number";
    const least = minimum ?? (exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`);
    if (least === undefined) return what;
    return maximum === undefined
      ? `${what}, ${least} or more`.replace(/(above \S+) or more/, "$1")
      : `${what}, ${least} to ${maximum}`;
  }
  if (type === "array") return items?.properties === undefined ? "list" : "list of entries, below";
  if (type === "object" && properties !== undefined) return "entries";
  return { boolean: "true or false", string: "text", object: "names and values" }[type] ?? "see the schema";
}

/** `rule: what it means`, with the rule's page. */
function meaning(description, rules) {
  const text = description.replaceAll("|", "\\|");
  const [, rule, rest] = /^([a-z0-9-]+): (.*)$/s.exec(text) ?? [];
  return rule !== undefined && rules.includes(rule) ? `[${rule}](rules/${rule}.md): ${rest}` : text;
}
