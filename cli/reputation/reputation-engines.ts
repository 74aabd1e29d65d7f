import type { Command } from "commander";
import { createColors } from "picocolors";
import { type Engine, keyVariable } from "../../drift/observers/reputation/engine";
import type { ReputationSettings } from "../../drift/observers/reputation/reputation-settings";
import { plainText } from "../../reports/plain-text";
import type { Io } from "../io";
import { addCommonOptions, type CommonOptions, deliver, wantsColour } from "../options";
import { type ReputationSettingsOptions, reputationSettings } from "./reputation-settings";

interface EnginesOptions extends CommonOptions, ReputationSettingsOptions {
  readonly chosen?: boolean;
}

/** An engine, and whether a run asks it. */
interface ListedEngine {
  readonly engine: Engine;
  readonly chosen: boolean;
  /** Why it is asked or not, in words. */
  readonly why: string;
}

/** `leasehold reputation engines`: the catalogue, with the engines of one's own. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addCommonOptions(command)
    .option("--chosen", "only those that drift.reputation.engines chooses")
    .option("--settings <file>", "settings (default: leasehold.yaml)")
    .option("--base <ref>", "take the settings from this commit; none: from the disk")
    .addHelpText(
      "after",
      `
None is asked unless drift.reputation.engines of leasehold.yaml names it; who names one says that its terms of use were read.

Examples:
  leasehold reputation engines
  leasehold reputation engines --chosen --format json

Exit code: 0 listed, 2 bad usage or settings that cannot be used.`,
    )
    .action((options: EnginesOptions) => done(engines(options, io)));
}

function engines(options: EnginesOptions, io: Io): number {
  const { settings } = reputationSettings(options, io);
  const { ENGINES } =
    require("../../drift/observers/reputation/catalogue") as typeof import("../../drift/observers/reputation/catalogue");
  const all = [...ENGINES, ...settings.own].map((engine) => listed(engine, settings, io));
  const shown = options.chosen ? all.filter(({ chosen }) => chosen) : all;
  deliver(options.format === "json" ? asJson(shown) : asText(shown, wantsColour(options, io)), options, io);
  return 0;
}

function listed(engine: Engine, settings: ReputationSettings, { environment }: Io): ListedEngine {
  const chosen = settings.engines.includes(engine.id);
  if (engine.retired !== undefined)
    return { engine, chosen, why: `ended ${engine.retired.since}: ${engine.retired.why}` };
  const variable = keyVariable(engine) && (settings.keys[engine.id] ?? keyVariable(engine));
  const key = variable === undefined || environment[variable] ? "" : `needs a key in ${variable}`;
  if (chosen) return { engine, chosen, why: key === "" ? "chosen" : `chosen, but ${key}` };
  const terms = engine.terms.state === "read" ? "" : "terms not read";
  return { engine, chosen, why: ["off: not chosen", terms, key].filter((part) => part !== "").join("; ") };
}

function asJson(all: readonly ListedEngine[]): string {
  const engines = all.map(({ engine, chosen, why }) => ({
    id: engine.id,
    name: engine.name,
    operator: engine.operator,
    kind: engine.kind,
    lists: engine.lists,
    weight: engine.weight,
    scope: engine.scope,
    families: engine.families,
    place: engine.kind === "dnsbl" ? engine.zone : engine.url,
    documentation: engine.documentation,
    termsUrl: engine.termsUrl,
    terms: engine.terms,
    retired: engine.retired ?? null,
    key: keyVariable(engine) ?? null,
    chosen,
    why,
  }));
  return `${JSON.stringify({ version: 1, engines }, null, 2)}\n`;
}

function asText(all: readonly ListedEngine[], colour: boolean): string {
  const colors = createColors(colour);
  const width = Math.max(0, ...all.map(({ engine }) => engine.id.length));
  const rows = all.map(({ engine, chosen, why }) => {
    const words = `${engine.id.padEnd(width)}  ${engine.kind.padEnd(5)}  ${engine.weight.padEnd(6)}  ${plainText(engine.name)}: ${why}`;
    return chosen ? colors.bold(words) : words;
  });
  const chosen = all.filter((one) => one.chosen).length;
  return `${[...rows, `${all.length} ${all.length === 1 ? "engine" : "engines"}, ${chosen} chosen`].join("\n")}\n`;
}
