import type { Command } from "commander";
import { createColors } from "picocolors";
import { catalogue, findRule, type Rule } from "../policies/catalogue";
import { nearest } from "../policies/nearest";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { addCommonOptions, type CommonOptions, deliver, wantsColour } from "./options";

/** `leasehold explain RULE`: what it finds, why that matters, how to fix it. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addCommonOptions(command)
    .argument("<rule>", "name of a rule, as `leasehold rules` lists it")
    .action((name: string, options: CommonOptions) => {
      const rule = findRule(name);
      if (!rule) throw new UsageError(unknownRule(name));
      const text =
        options.format === "json" ? `${JSON.stringify(rule, null, 2)}\n` : asText(rule, wantsColour(options, io));
      deliver(text, options, io);
      done(0);
    });
}

function unknownRule(name: string): string {
  const near = nearest(
    name,
    catalogue.map((rule) => rule.name),
  );
  return `There is no rule ${name}. ${near ? `Did you mean ${near}?` : "`leasehold rules` lists them."}`;
}

function asText(rule: Rule, colour: boolean): string {
  const colors = createColors(colour);
  const lines = [
    `${colors.bold(rule.name)} (${rule.part}, ${rule.severity})`,
    rule.title,
    "",
    `${colors.bold("Why")}  ${rule.why}`,
    `${colors.bold("Fix")}  ${rule.fix.replaceAll(/\{(\w+)\}/g, "<$1>")}`,
  ];
  if (rule.references.length > 0) {
    lines.push("", colors.bold("See"), ...rule.references.map(({ title, url }) => `  ${title}: ${url}`));
  }
  return `${lines.join("\n")}\n`;
}
