import { catalogue } from "../policies/catalogue";
import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { markdownText } from "./escape-markdown";
import { plainText } from "./plain-text";
import { type RuleHelp, ruleHelp } from "./rule-help";

/** GitHub reads `security-severity` as a CVSS score: from 7.0 on it shows high, from 4.0 on medium. */
const SECURITY_SEVERITY = { error: "8.0", warning: "5.0" } as const;
/** GitHub cuts descriptions here. */
const DESCRIPTION_LIMIT = 1024;

/**
 * The rules of a SARIF run: the catalogue, the context's own, and whatever else found something. A rule's severity is the
 * worst of its violations, so that settings count, else its default.
 */
export function sarifRules(findings: readonly Finding[], context: ReportContext) {
  const names = new Set(
    [...catalogue, ...(context.ownRules ?? [])].map(({ name }) => name).concat(findings.map(({ rule }) => rule)),
  );
  const severities = new Map<string, Finding["severity"]>();
  for (const { rule, severity } of findings) if (severities.get(rule) !== "error") severities.set(rule, severity);
  return [...names].map((name) => {
    const help = ruleHelp(name, context);
    return sarifRule(help, severities.get(name) ?? help.severity);
  });
}

function sarifRule(help: RuleHelp, severity: Finding["severity"]) {
  const { name, title, why, part, references } = help;
  const [reference] = references;
  return {
    id: name,
    name: pascalCase(name),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: sentence(clip(why === "" ? title : why)) },
    help: helpTexts(help),
    ...(reference ? { helpUri: reference.url } : {}),
    defaultConfiguration: { level: severity },
    properties: { tags: ["security", "leasehold", part], "security-severity": SECURITY_SEVERITY[severity] },
  };
}

function helpTexts({ title, why, fix, references }: RuleHelp) {
  const plain = [sentence(title), why, fix && `Fix: ${fix}`, ...references.map((r) => `See: ${r.title}, ${r.url}`)];
  const links = references.map((r) => `- [${markdownText(r.title)}](${r.url})`);
  const markdown = [
    `**${markdownText(title)}**`,
    markdownText(why),
    fix && `**Fix:** ${markdownText(fix)}`,
    links.length > 0 ? `**See**\n\n${links.join("\n")}` : "",
  ];
  const join = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");
  return { text: join(plain), markdown: join(markdown) };
}

function sentence(text: string): string {
  const plain = plainText(text);
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

function clip(text: string): string {
  return text.length < DESCRIPTION_LIMIT ? text : `${text.slice(0, DESCRIPTION_LIMIT - 2)}…`;
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9]?)/g, (_, first: string) => first.toUpperCase());
}
