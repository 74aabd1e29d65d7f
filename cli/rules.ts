import type { Command } from "commander";
import { createColors } from "picocolors";
import { catalogue, OWN_PART, PARTS, type Rule } from "../policies/catalogue";
import { plainText } from "../reports/plain-text";
import type { Io } from "./io";
import { nestedCommands } from "./nested-commands";
import { addCommonOptions, type CommonOptions, deliver, wantsColour } from "./options";
import { addRulesSourceOptions, ownRules, type RulesSourceOptions } from "./own-rules";

/** `leasehold rules`: every rule with its severity, by the part of the model it belongs to; and what makes one's own. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRulesSourceOptions(addCommonOptions(command)).action((options: CommonOptions & RulesSourceOptions) => {
    const rules = [...catalogue, ...ownRules(options, io)];
    deliver(options.format === "json" ? asJson(rules) : asText(rules, wantsColour(options, io)), options, io);
    done(0);
  });
  nestedCommands([
    {
      name: "build",
      summary: "compile the rules of your own that leasehold.yaml names",
      load: () => require("./rules-build") as typeof import("./rules-build"),
    },
    {
      name: "new",
      summary: "write a rule of your own, and its test, to start from",
      load: () => require("./rules-new") as typeof import("./rules-new"),
    },
  ]).define(command, io, done);
}

function asJson(all: readonly Rule[]): string {
  const rules = all.map(({ name, part, severity, title }) => ({ name, part, severity, title }));
  return `${JSON.stringify({ rules }, null, 2)}\n`;
}

function asText(all: readonly Rule[], colour: boolean): string {
  const colors = createColors(colour);
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = [...PARTS, OWN_PART].flatMap((part) => {
    const rules = all.filter((rule) => rule.part === part);
    if (rules.length === 0) return [];
    const rows = rules.map(({ name, severity, title }) => {
      const word = severity === "error" ? colors.red("error  ") : colors.yellow("warning");
      return `  ${name.padEnd(width)}  ${word}  ${plainText(title)}`;
    });
    return [colors.bold(part), ...rows, ""];
  });
  return `${lines.join("\n")}leasehold explain RULE says more.\n`;
}
