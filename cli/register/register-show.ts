import type { Command } from "commander";
import { createColors } from "picocolors";
import type { Lease } from "../../lease/lease";
import type { HistoryEntry } from "../../register/history-entry";
import { plainText } from "../../reports/plain-text";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { deliver, wantsColour } from "../options";
import { addRegisterOptions, type ReadRegister, type RegisterOptions, readRegister } from "./register-options";
import { entryJson, leaseChangeText } from "./register-words";

/** `leasehold register show ID`: a lease as it is, and every change of it. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRegisterOptions(command)
    .argument("<id>", "id of the lease")
    .addHelpText(
      "after",
      `
Examples:
  leasehold register show office-2026
  leasehold register show office-2026 --format json

Exit code: 0 shown, 2 bad usage, no such lease, or a register that cannot be read.`,
    )
    .action(async (id: string, options: RegisterOptions) => done(await show(id, options, io)));
}

async function show(id: string, options: RegisterOptions, io: Io): Promise<number> {
  const read = await readRegister(options, io);
  const lease = read.register.leases.find((one) => one.id === id);
  if (lease === undefined) throw new UsageError(noSuchLease(id, read));
  const entries = historyOf(id, read);
  if (entries === undefined) io.stderr("note: a register behind a URL is read without its history.\n");
  if (options.format === "json") {
    const history = entries?.map((entry) =>
      entryJson({ ...entry, changes: entry.changes.filter((one) => one.lease === id) }),
    );
    deliver(`${JSON.stringify({ version: 1, lease, history: history ?? null }, null, 2)}\n`, options, io);
    return 0;
  }
  deliver(asText(lease, entries ?? [], wantsColour(options, io)), options, io);
  return 0;
}

/** Says which one was meant. */
export function noSuchLease(id: string, { register, source }: Pick<ReadRegister, "register" | "source">): string {
  const { nearest } = require("../../policies/nearest") as typeof import("../../policies/nearest");
  const near = nearest(
    id,
    register.leases.map((lease) => lease.id),
  );
  return `There is no lease ${id} in ${source}. ${near ? `Did you mean ${near}?` : "leasehold register list shows what there is."}`;
}

/** The entries that changed a lease; undefined where the history is out of reach. */
function historyOf(id: string, { stored }: ReadRegister): HistoryEntry[] | undefined {
  if (stored === undefined) return undefined;
  const { entryOf, readLines } = require("../../register/history-file") as typeof import("../../register/history-file");
  const found: HistoryEntry[] = [];
  for (const { bytes } of readLines(stored.historyFile)) {
    if (!bytes.includes(id)) continue;
    const entry = entryOf(bytes);
    if ("last" in entry && entry.last.changes.some((change) => change.lease === id)) found.push(entry.last);
  }
  return found;
}

function asText(lease: Lease, entries: readonly HistoryEntry[], colour: boolean): string {
  const colors = createColors(colour);
  const { segments = [], ...rest } = lease;
  const lines = [colors.bold(plainText(`${lease.id}  ${lease.prefix}  ${lease.status}`))];
  for (const [field, value] of leaves(rest)) lines.push(plainText(`  ${field.padEnd(FIELD_WIDTH)} ${value}`));
  if (segments.length > 0) lines.push("", colors.bold("segments"));
  for (const { name, purpose, prefixes, placements = {} } of segments) {
    lines.push(plainText(`  ${name}  ${purpose}  ${prefixes.join(" ")}`));
    for (const [zone, address] of Object.entries(placements))
      lines.push(plainText(`    ${zone.padEnd(16)} ${address}`));
  }
  lines.push("", colors.bold("history"));
  if (entries.length === 0) lines.push("  nothing is recorded of it");
  for (const { sequence, time, by, action, note, changes } of entries) {
    lines.push(plainText(`  ${sequence}  ${time}  ${action} by ${by}${note === undefined ? "" : `: ${note}`}`));
    for (const change of changes.filter((one) => one.lease === lease.id))
      lines.push(plainText(`     ${leaseChangeText(change)}`));
  }
  return `${lines.join("\n")}\n`;
}

const FIELD_WIDTH = 26;
const IN_THE_TITLE = new Set(["id", "prefix", "status"]);

function leaves(value: Record<string, unknown>, at = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, member]): [string, string][] => {
    const field = at === "" ? key : `${at}.${key}`;
    if (at === "" && IN_THE_TITLE.has(key)) return [];
    if (member === undefined) return [];
    if (Array.isArray(member)) return [[field, member.join(", ")]];
    return typeof member === "object" && member !== null
      ? leaves(member as Record<string, unknown>, field)
      : [[field, String(member)]];
  });
}
