// One page a rule, and an index, from the rules' metadata: what it asks, why, how to mend it, where to read on.

export const RULE_PAGES = "docs/rules";

const PARTS = ["provenance", "attestation", "controls", "telemetry", "response", "offboarding"];
const GENERATED = "<!-- Made by scripts/build-rules.mjs from the rule's METADATA: change it there. -->";
const NEEDS = {
  changes:
    "Runs where the source says what changes: `leasehold check` of a preview, or `leasehold preview --state`. Elsewhere it is listed as not run.",
  approvals: "Runs where approvals are configured. Elsewhere it is listed as not run.",
};

/** The pages of all rules, as `{file, text}`; settings are those whose description names the rule. */
export function rulePages(rules, settingsSchema) {
  // What drift runs look at weighs on no rule, and is a word that a rule may well use.
  const settings = Object.entries(settingsSchema.properties).filter(([name]) => name !== "drift");
  return [
    { file: `${RULE_PAGES}/README.md`, text: index(rules) },
    ...rules.map((rule) => ({ file: `${RULE_PAGES}/${rule.name}.md`, text: page(rule, settings) })),
  ];
}

function index(rules) {
  const parts = PARTS.map((part) => {
    const rows = rules
      .filter((rule) => rule.part === part)
      .map((rule) => `| [${rule.name}](${rule.name}.md) | ${severity(rule)} | ${cell(rule.title)} |`);
    return [`## ${part}`, "", "| rule | severity | what it asks |", "| --- | --- | --- |", ...rows].join("\n");
  });
  return `${GENERATED}\n\n# Rules\n\n${rules.length} rules in ${PARTS.length} parts. Severities are defaults: \`severities\` in \`leasehold.yaml\` sets others.\n\n${parts.join("\n\n")}\n`;
}

function page(rule, settings) {
  const own = settings.filter(
    ([name, { description = "" }]) => description.startsWith(`${rule.name}:`) || rule.why.includes(name),
  );
  const sections = [
    `# ${rule.name}`,
    `${rule.title}.`,
    `| part | severity | judged on |\n| --- | --- | --- |\n| ${rule.part} | ${severity(rule)} | ${rule.scope === "resource" ? "each resource, before it exists, and the whole stack" : "the whole stack"} |`,
    ...(rule.needs ? [NEEDS[rule.needs]] : []),
    "## Why",
    rule.why,
    "## What it says",
    `> ${rule.message}`,
    `Where something is not known yet: ${lowerFirst(rule.undetermined)}.`,
    "## How to mend it",
    rule.fix,
    ...(own.length > 0 ? ["## Settings", own.map(setting).join("\n")] : []),
    "## Read on",
    rule.references.map(({ url, title }) => `- [${title}](${url})`).join("\n"),
  ];
  return `${GENERATED}\n\n${sections.join("\n\n")}\n`;
}

function setting([name, { description = "", default: standard }]) {
  const meaning = description.includes(": ") ? description.slice(description.indexOf(": ") + 2) : description;
  const shown = JSON.stringify(standard);
  const value = shown === undefined || shown.length > 60 ? "see the schema" : `\`${shown}\``;
  return `- \`${name}\` (default ${value}): ${meaning}`;
}

function severity(rule) {
  return rule.otherSeverity ? `${rule.severity}, in some cases ${rule.otherSeverity}` : rule.severity;
}

function cell(text) {
  return text.replaceAll("|", "\\|");
}

function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
