import * as path from "node:path";
import type { Command } from "commander";
import type { Rule } from "../policies/catalogue";
import type { Io } from "./io";
import { openSettings } from "./judged-by";
import type { SourceOptions } from "./options";

/** Where the rules of one's own are looked for by commands that judge nothing. */
export type RulesSourceOptions = Pick<SourceOptions, "settings" | "base">;

export function addRulesSourceOptions(command: Command): Command {
  return command
    .option("--settings <file>", "the leasehold.yaml that names your own rules (default: the one in this folder)")
    .option("--base <ref>", "take them from this commit (default: LEASEHOLD_BASE, else from the disk)");
}

/** The rules of one's own that leasehold.yaml names; none where it names none. Throws `OwnRulesError`. */
export function ownRules(options: RulesSourceOptions, io: Io): readonly Rule[] {
  // A list needs no history of the checkout, which a clone in CI may lack.
  const base = options.base ?? (io.environment.LEASEHOLD_BASE || "none");
  const { opened, settings, settingsFile } = openSettings(path.resolve(io.folder), { ...options, base }, io);
  if (settings.ownRules === undefined) return [];
  const { readOwnRules } =
    require("../policies/own-rules/own-rules") as typeof import("../policies/own-rules/own-rules");
  return readOwnRules(opened.source, settings, settingsFile)?.rules ?? [];
}
