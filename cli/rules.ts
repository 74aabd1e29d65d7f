import type { Command } from "commander";
import { createColors } from "picocolors";
import { catalogue, PARTS } from "../policies/catalogue";
import type { Io } from "./io";
import { addCommonOptions, type CommonOptions, deliver, wantsColour } from "./options";

/** `leasehold rules`: every rule with its severity, by the part of the model it belongs to. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addCommonOptions(command).action((options: CommonOptions) => {
    deliver(options.format === "json" ? asJson() : asText(wantsColour(options, io)), options, io);
    done(0);
  });
}

function asJson(): string {
  const rules = catalogue.map(({ name, part, severity, title }) => ({ name, part, severity, title }));
  return `${JSON.stringify({ rules }, null, 2)}\n`;
}

function asText(colour: boolean): string {
  const colors = createColors(colour);
  const width = Math.max(...catalogue.map(({ name }) => name.length));
  const lines = PARTS.flatMap((part) => {
    const rules = catalogue.filter((rule) => rule.part === part);
    if (rules.length === 0) return [];
    const rows = rules.map(({ name, severity, title }) => {
      const word = severity === "error" ? colors.red("error  ") : colors.yellow("warning");
      return `  ${name.padEnd(width)}  ${word}  ${title}`;
    });
    return [colors.bold(part), ...rows, ""];
  });
  return `${lines.join("\n")}leasehold explain RULE says more.\n`;
}
