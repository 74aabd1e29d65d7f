import * as path from "node:path";
import type { Command } from "commander";
import { isRecord } from "../../graph/serialized-resource";
import { plainText } from "../../reports/plain-text";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { deliver } from "../options";
import { addLeaseFlags, type LeaseFlags, leaseOfFlags } from "./lease-flags";
import {
  addRegisterChangeOptions,
  type RegisterChangeOptions,
  registerPath,
  registerSource,
  whoChanges,
} from "./register-options";
import { changeJson, changeText } from "./register-words";

interface AddOptions extends RegisterChangeOptions, LeaseFlags {
  readonly file?: string;
}

/** `leasehold register add`: a lease from flags, from a JSON file, or from a file with flags over it. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addLeaseFlags(addRegisterChangeOptions(command))
    .argument("[id]", "id of the lease, such as office-2026; never used before")
    .option("--file <file>", "the lease as a JSON object, or a list of leases; - for stdin. Flags go over a single one")
    .addHelpText(
      "after",
      `
Examples:
  leasehold register add office-2026 --prefix 203.0.113.0/24 --start 2026-10-01 --end 2036-09-30 \\
    --team platform --owner-contact platform@example.com --use web --use email
  leasehold register add --file lease.json --status active

An id is never used twice, and space is leased once at a time: a lease that overlaps another in space and term is refused.
Exit code: 0 added, 2 refused, bad usage, or a register that cannot be read or written.`,
    )
    .action(async (id: string | undefined, options: AddOptions) => done(await add(id, options, io)));
}

async function add(id: string | undefined, options: AddOptions, io: Io): Promise<number> {
  const file = registerPath(options, io);
  const given = await leasesGiven(id, options, io);
  const { addLeases } = require("../../register/add-leases") as typeof import("../../register/add-leases");
  const { changeRegister } = require("../../register/register-store") as typeof import("../../register/register-store");
  const changed = await changeRegister(file, { by: whoChanges(options, io) }, ({ register }) => {
    const { changes, problems } = addLeases(register.leases, given);
    if (problems.length > 0) throw new UsageError(problems.join("\n"));
    return { action: "add", changes };
  });
  const source = registerSource(options, io);
  if (changed.before.standing.is === "absent") io.stderr(`Made ${plainText(source)}: there was no register yet.\n`);
  deliver(options.format === "json" ? changeJson(changed, source) : changeText(changed, source), options, io);
  return 0;
}

async function leasesGiven(id: string | undefined, options: AddOptions, io: Io): Promise<unknown[]> {
  const flags = { ...(id !== undefined && { id }), ...leaseOfFlags(options) };
  if (options.file === undefined) return [{ status: "onboarding", ...flags }];
  const value = await readJsonFile(options.file, io);
  if (!Array.isArray(value)) return [isRecord(value) ? overlaid(value, flags) : value];
  if (Object.keys(flags).length > 0) {
    throw new UsageError(`${options.file} holds a list of leases: flags go over a single lease only.`);
  }
  if (value.length === 0) throw new UsageError(`${options.file} holds no lease.`);
  return value;
}

/** Flags replace what the file says, part by part of what both say. */
function overlaid(below: Record<string, unknown>, above: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(above).map(([key, value]) => {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    return [key, isRecord(under) && isRecord(value) ? { ...under, ...value } : value] as const;
  });
  return { ...below, ...Object.fromEntries(entries) };
}

async function readJsonFile(file: string, io: Io): Promise<unknown> {
  const source = file === "-" ? "stdin" : file;
  const { readInputFile, readInputStream } =
    require("../../graph/read-input") as typeof import("../../graph/read-input");
  const { firstJsonError } = require("../../register/json-error") as typeof import("../../register/json-error");
  const bytes =
    file === "-"
      ? await readInputStream(io.stdin ?? process.stdin, source)
      : readInputFile(path.resolve(io.folder, file), source);
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  const place = firstJsonError(text);
  if (place === undefined) return JSON.parse(text);
  throw new UsageError(
    `${source} is not JSON at line ${place.line}, column ${place.column}; give one lease as a JSON object.`,
  );
}
