import type { Command } from "commander";
import type { Declared } from "../../drift/declared";
import type { Observation } from "../../drift/observer";
import type { ReputationSettings } from "../../drift/observers/reputation/reputation-settings";
import type { LeaseChange } from "../../register/history-entry";
import type { StoredRegister } from "../../register/register-store";
import { plainText } from "../../reports/plain-text";
import { chosenLeases } from "../chosen-leases";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { calendarDay, deliver, judgedDay } from "../options";
import {
  addRegisterChangeOptions,
  type RegisterChangeOptions,
  registerPath,
  registerSource,
  whoChanges,
} from "../register/register-options";
import { changeText, entryJson } from "../register/register-words";
import { type ReputationSettingsOptions, reputationSettings } from "./reputation-settings";

interface BaselineOptions extends RegisterChangeOptions, ReputationSettingsOptions {
  readonly lease?: readonly string[];
  readonly partial?: boolean;
  readonly asOf?: string;
}

/** `leasehold reputation baseline`: asks the chosen engines, and records what they list as the baseline of a handover. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRegisterChangeOptions(command)
    .option("--lease <id...>", "only these leases (default: all that were not given back)")
    .option("--partial", "record although an engine could not be seen: it is noted, and its former listings are kept")
    .option("--as-of <date>", "day of the baseline, YYYY-MM-DD (default: today, UTC)", calendarDay)
    .option(
      "--resolver <addresses...>",
      "DNS servers to ask (default: drift.reputation.resolvers, then this machine's)",
    )
    .option("--settings <file>", "settings (default: leasehold.yaml)")
    .option("--base <ref>", "take the settings from this commit; none: from the disk")
    .addHelpText(
      "after",
      `
Asks the engines that drift.reputation.engines of leasehold.yaml chooses, and writes reputation {checkedOn, listings} of the
leases, with an entry in the register's history. Later runs of leasehold drift tell what was listed then from what is new.

Examples:
  leasehold reputation baseline --register leases.json --lease office-2026
  leasehold reputation baseline --partial

Exit code: 0 recorded, or nothing to change; 2 an engine could not be seen (without --partial, nothing is recorded), bad usage,
or a register that cannot be read or written.`,
    )
    .action(async (options: BaselineOptions) => done(await baseline(options, io)));
}

async function baseline(options: BaselineOptions, io: Io): Promise<number> {
  const file = registerPath(options, io);
  const { settings, timeout } = reputationSettings(options, io);
  if (settings.engines.length === 0) {
    throw new UsageError(
      "No engine is chosen: name some under drift.reputation.engines of leasehold.yaml. leasehold reputation engines lists them.",
    );
  }
  const { readStored, changeRegister } =
    require("../../register/register-store") as typeof import("../../register/register-store");
  const day = judgedDay(options, io);
  const declared = declaredLeases(readStored(file), day, options);
  const observation = await observe(declared, settings, timeout, io);
  for (const { reason } of observation.unseen) io.stderr(`not seen: ${plainText(reason)}\n`);
  for (const words of observation.notObserved) io.stderr(`note: ${plainText(words)}\n`);
  if (observation.unseen.length > 0 && options.partial !== true) {
    io.stderr(
      "error: nothing was recorded, since a baseline that lacks an engine takes its old listings for new ones; --partial records what was seen\n",
    );
    return 2;
  }
  const changed = await changeRegister(file, { by: whoChanges(options, io) }, (stored) => {
    const changes = baselineChanges(stored, declared, settings, observation, day);
    const note = `${settings.engines.length} engines, by leasehold reputation baseline`;
    return changes.length === 0 ? undefined : { action: "baseline", note, changes };
  });
  const source = registerSource(options, io);
  if (options.format === "json") {
    const leases = changed.document.leases.filter(({ id }) => declared.chosen.has(id));
    const recorded = leases.map(({ id, reputation }) => ({ lease: id, ...reputation }));
    const unseen = observation.unseen.map(({ reason }) => reason);
    const entries = changed.entries.map(entryJson);
    deliver(`${JSON.stringify({ version: 1, register: source, recorded, unseen, entries }, null, 2)}\n`, options, io);
  } else {
    deliver(changed.entries.length === 0 ? "The baseline is as it was.\n" : changeText(changed, source), options, io);
  }
  return 0;
}

/** The leases to look up: those chosen, and none that was given back. */
function declaredLeases({ register }: StoredRegister, day: string, { lease }: BaselineOptions): Declared {
  const held = register.leases.filter(({ status }) => status !== "released").map(({ id }) => id);
  const ids = chosenLeases(held, lease);
  if (ids.length === 0) throw new UsageError("The register holds no lease that was not given back.");
  const { declare } = require("../../drift/declared") as typeof import("../../drift/declared");
  return declare({ project: "", stack: "", resources: [] }, register, day, new Set(ids));
}

async function observe(
  declared: Declared,
  settings: ReputationSettings,
  timeout: number,
  io: Io,
): Promise<Observation> {
  const { createReputationObserver } =
    require("../../drift/observers/reputation/reputation-observer") as typeof import("../../drift/observers/reputation/reputation-observer");
  const { showProgress } = require("../drift/progress") as typeof import("../drift/progress");
  const progress = showProgress(["reputation"], io);
  try {
    const observer = createReputationObserver(settings, { variables: io.environment, folder: io.folder });
    return await observer.observe(declared, {
      signal: AbortSignal.timeout(timeout * 1000),
      now: new Date(),
      progress: (done, total) => progress.report("reputation", done, total),
    });
  } finally {
    progress.stop();
  }
}

function baselineChanges(
  { document }: StoredRegister,
  declared: Declared,
  { engines }: ReputationSettings,
  observation: Observation,
  day: string,
): LeaseChange[] {
  const { newBaseline } =
    require("../../drift/observers/reputation/new-baseline") as typeof import("../../drift/observers/reputation/new-baseline");
  return document.leases
    .filter(({ id }) => declared.chosen.has(id))
    .flatMap((before): LeaseChange[] => {
      const recorded = before.reputation?.listings ?? [];
      const listings = newBaseline({ lease: before.id, before: recorded, engines, observation, day });
      const isSame = before.reputation?.checkedOn === day && listings.join("\n") === recorded.join("\n");
      if (isSame) return [];
      return [{ lease: before.id, before, after: { ...before, reputation: { checkedOn: day, listings } } }];
    });
}
