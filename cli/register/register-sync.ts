import type { Command } from "commander";
import { createColors } from "picocolors";
import type { HistoryEntry, LeaseChange } from "../../register/history-entry";
import type { StoredRegister } from "../../register/register-store";
import { plainText } from "../../reports/plain-text";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { deliver, wantsColour } from "../options";
import { addProgramOptions, type ProgramOptions } from "../program";
import {
  addRegisterChangeOptions,
  type RegisterChangeOptions,
  registerPath,
  registerSource,
  whoChanges,
} from "./register-options";
import { entryJson, leaseChangeText } from "./register-words";
import { readStackInputs, type StackInputs } from "./stack-inputs";

interface SyncOptions extends RegisterChangeOptions, ProgramOptions {
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly edited?: boolean;
  readonly strict?: boolean;
}

/** What a sync came to. */
interface Synced {
  readonly source: string;
  /** What was written; of a dry run, none. */
  readonly entries: readonly HistoryEntry[];
  /** What a dry run would write, or was written. */
  readonly changes: readonly LeaseChange[];
  readonly conflicts: readonly string[];
  readonly unknown: readonly string[];
}

/** `leasehold register sync`: records what stacks declare, with where their segments are placed. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addProgramOptions(addRegisterChangeOptions(command))
    .argument(
      "[file...]",
      "pulumi stack export, pulumi preview --json, its events, - for stdin; or the folder of a program, previewed offline",
    )
    .option("--dry-run", "show what would be recorded, and write nothing")
    .option("--check", "as --dry-run, and exit 1 where the register does not have it yet")
    .option("--edited", "record what was edited in the register by hand")
    .option("--strict", "exit 1 also where something is not known before a deployment")
    .addHelpText(
      "after",
      `
Examples:
  pulumi stack export | leasehold register sync -
  leasehold register sync shop.json lab.json --dry-run
  leasehold register sync . --stack dev --check
  leasehold register sync --edited

Leases, their segments and the addresses of pools are recorded, so that the next preview places them where they are. A
lease is never forgotten, and nothing recorded moves: a stack that declares it elsewhere is told, and the register stands.
Exit code: 0 recorded, or nothing to record; 1 something contradicts the register, or --check or --strict found something;
2 bad usage, unreadable input, or a register that cannot be read or written.`,
    )
    .action(async (files: string[], options: SyncOptions) => done(await sync(files, options, io)));
}

async function sync(files: readonly string[], options: SyncOptions, io: Io): Promise<number> {
  if (files.length === 0 && !options.edited) {
    throw new UsageError("There is nothing to record: give the state or preview of a stack, or --edited.");
  }
  const file = registerPath(options, io);
  const stacks = files.length === 0 ? undefined : await readStackInputs(files, options, io);
  if (stacks !== undefined && stacks.problems.length > 0) throw new UsageError(stacks.problems.join("\n"));
  const isDry = (options.dryRun ?? false) || (options.check ?? false);
  const synced = await (isDry ? compare(file, stacks, options, io) : record(file, stacks, options, io));
  deliver(
    options.format === "json" ? asJson(synced, isDry) : asText(synced, isDry, wantsColour(options, io)),
    options,
    io,
  );
  const isBehind = (options.check ?? false) && synced.changes.length > 0;
  const isUnknown = (options.strict ?? false) && synced.unknown.length > 0;
  return synced.conflicts.length > 0 || isBehind || isUnknown ? 1 : 0;
}

async function record(file: string, stacks: StackInputs | undefined, options: SyncOptions, io: Io): Promise<Synced> {
  const { changeRegister } = require("../../register/register-store") as typeof import("../../register/register-store");
  const { recordEdits } = require("../../register/record-edits") as typeof import("../../register/record-edits");
  const conflicts: string[] = [];
  const changing = { by: whoChanges(options, io), ...(options.edited && { onEdited: recordEdits }) };
  const changed = await changeRegister(file, changing, (stored) => {
    if (stacks === undefined) return undefined;
    const found = changesOf(stored, stacks);
    conflicts.push(...found.conflicts);
    if (found.changes.length === 0) return undefined;
    return { action: "sync", note: noteOf(stacks), changes: found.changes };
  });
  const source = registerSource(options, io);
  if (changed.before.standing.is === "absent" && changed.entries.length > 0) {
    io.stderr(`Made ${plainText(source)}: there was no register yet.\n`);
  }
  const { entries } = changed;
  return {
    source,
    entries,
    conflicts,
    changes: entries.flatMap(({ changes }) => changes),
    unknown: stacks?.unknown ?? [],
  };
}

async function compare(file: string, stacks: StackInputs | undefined, options: SyncOptions, io: Io): Promise<Synced> {
  const { assertChangeable, lookAt } =
    require("../../register/register-store") as typeof import("../../register/register-store");
  const { recordEdits } = require("../../register/record-edits") as typeof import("../../register/record-edits");
  const stored = lookAt(file);
  assertChangeable(stored, options.edited);
  const edits = options.edited && stored.standing.is === "edited" ? recordEdits(stored) : undefined;
  const found = stacks === undefined ? { changes: [], conflicts: [] } : changesOf(stored, stacks);
  return {
    source: registerSource(options, io),
    entries: [],
    changes: [...(edits?.changes ?? []), ...found.changes],
    conflicts: found.conflicts,
    unknown: stacks?.unknown ?? [],
  };
}

function changesOf({ register, document }: StoredRegister, stacks: StackInputs) {
  const { changesTo, syncRegister } =
    require("../../register/sync-register") as typeof import("../../register/sync-register");
  const { leases, conflicts } = syncRegister(register, stacks);
  return { changes: changesTo(document.leases, register.leases, leases), conflicts };
}

const LONGEST_NOTE = 200;

/** The stacks' names may hold anything. */
function noteOf({ stacks }: StackInputs): string {
  const text = plainText(stacks.join(", "));
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE - 1)}…` : text;
}

function asJson({ source, entries, changes, conflicts, unknown }: Synced, dryRun: boolean): string {
  const document = {
    version: 1,
    register: source,
    dryRun,
    entries: entries.map(entryJson),
    changes,
    conflicts,
    unknown,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function asText({ source, entries, changes, conflicts, unknown }: Synced, dryRun: boolean, colour: boolean): string {
  const colors = createColors(colour);
  const lines = changes.map((change) => plainText(leaseChangeText(change)));
  lines.push(...conflicts.map((text) => `${colors.red("✖ conflict")} ${plainText(text)}`));
  lines.push(...unknown.map((text) => `${colors.yellow("? unknown ")} ${plainText(text)}`));
  const last = entries.at(-1)?.sequence;
  const end = last === undefined ? "there is nothing to record" : `recorded as entry ${last} of its history`;
  const would = changes.length === 0 ? end : `${changes.length} of its leases would change`;
  lines.push(`${plainText(source)}: ${dryRun ? would : end}`);
  return `${lines.join("\n")}\n`;
}
