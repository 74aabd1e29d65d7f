import type { Command } from "commander";
import { createColors } from "picocolors";
import { catalogue, findRule, type Rule } from "../policies/catalogue";
import { driftRules, findDriftRule } from "../policies/drift-rules";
import { nearest } from "../policies/nearest";
import { plainText } from "../reports/plain-text";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { addCommonOptions, type CommonOptions, deliver, wantsColour } from "./options";
import { addRulesSourceOptions, ownRules, type RulesSourceOptions } from "./own-rules";

/** `leasehold explain RULE`: what it finds, why that matters, how to fix it. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRulesSourceOptions(addCommonOptions(command))
    .argument(
      "<rule>",
      "name of a rule, as `leasehold rules` lists it, or of what `leasehold drift` finds, such as drift-changed",
    )
    .action((name: string, options: CommonOptions & RulesSourceOptions) => {
      const rule = findRule(name) ?? findDriftRule(name) ?? ownRule(name, options, io);
      const text =
        options.format === "json" ? `${JSON.stringify(rule, null, 2)}\n` : asText(rule, wantsColour(options, io));
      deliver(text, options, io);
      done(0);
    });
}

function ownRule(name: string, options: RulesSourceOptions, io: Io): Rule {
  const own = ownRules(options, io);
  const found = own.find((rule) => rule.name === name);
  if (found) return found;
  const near = nearest(
    name,
    [...catalogue, ...driftRules, ...own].map((rule) => rule.name),
  );
  throw new UsageError(`There is no rule ${name}. ${near ? `Did you mean ${near}?` : "`leasehold rules` lists them."}`);
}

function asText(rule: Rule, colour: boolean): string {
  const colors = createColors(colour);
  const lines = [
    `${colors.bold(rule.name)} (${rule.part}, ${rule.severity})`,
    plainText(rule.title),
    "",
    `${colors.bold("Why")}  ${plainText(rule.why)}`,
    `${colors.bold("Fix")}  ${plainText(rule.fix).replaceAll(/\{(\w+)\}/g, "<$1>")}`,
  ];
  if (rule.nonWaivable) lines.push(`${colors.bold("Waivers")}  none: ${plainText(rule.nonWaivable)}`);
  if (rule.references.length > 0) {
    lines.push("", colors.bold("See"), ...rule.references.map(({ title, url }) => plainText(`  ${title}: ${url}`)));
  }
  return `${lines.join("\n")}\n`;
}
