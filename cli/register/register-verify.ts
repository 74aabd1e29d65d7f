import { type Command, InvalidArgumentError } from "commander";
import { createColors } from "picocolors";
import type { RegisterProblem } from "../../register/lease-problems";
import type { StoredRegister } from "../../register/register-store";
import type { VerifiedRegister } from "../../register/verify-register";
import { plainText } from "../../reports/plain-text";
import type { Io } from "../io";
import { calendarDay, deliver, judgedDay, wantsColour } from "../options";
import { isUrl, resolveSource } from "../source";
import { addRegisterOptions, type RegisterOptions, registerSource } from "./register-options";

interface VerifyOptions extends RegisterOptions {
  readonly asOf?: string;
  readonly anchor?: string;
  readonly strict?: boolean;
}

/** `leasehold register verify`: whether the register is what its history says, and its leases make sense. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRegisterOptions(command)
    .option("--as-of <date>", "judge terms as of this day, YYYY-MM-DD (default: today, UTC)", calendarDay)
    .option("--anchor <hash>", "hash of an entry, noted elsewhere, that the history has to hold", sha256Text)
    .option("--strict", "count warnings as errors")
    .addHelpText(
      "after",
      `
Examples:
  leasehold register verify
  leasehold register verify --strict --format json
  leasehold register verify --anchor 7d1a…    (64 digits, from an earlier run)

Finds entries of the history that were edited, removed, put in another order or cut off, leases that were edited without
it, leases that overlap, segments and addresses that do not fit, and, as warnings, terms gone by. Changes nothing.
Exit code: 0 sound, 1 broken (with --strict also where there are warnings), 2 bad usage or files that cannot be read.`,
    )
    .action(async (options: VerifyOptions) => done(await verify(options, io)));
}

async function verify(options: VerifyOptions, io: Io): Promise<number> {
  const source = registerSource(options, io);
  const today = judgedDay(options, io);
  const verified = isUrl(source)
    ? await verifyUrl(source, today)
    : verifyFile(resolveSource(source, io), today, options);
  const fails = ({ severity }: RegisterProblem) => severity === "error" || (options.strict ?? false);
  const isSound = !verified.problems.some(fails);
  const text =
    options.format === "json"
      ? asJson(verified, source, isSound)
      : asText(verified, source, isSound, wantsColour(options, io));
  deliver(text, options, io);
  return isSound ? 0 : 1;
}

function verifyFile(file: string, today: string, { anchor }: VerifyOptions): VerifiedRegister {
  const store = require("../../register/register-store") as typeof import("../../register/register-store");
  const { RegisterError } = require("../../register/register-error") as typeof import("../../register/register-error");
  let stored: StoredRegister;
  try {
    stored = store.readStored(file);
  } catch (error) {
    // A file that is there and is no register is broken; one that cannot be read is not judged.
    if (!(error instanceof RegisterError) || !error.isContent) throw error;
    const problems = error.problems.map((message): RegisterProblem => ({ severity: "error", lease: null, message }));
    return { entries: 0, head: null, problems, notes: [] };
  }
  const { verifyRegister } =
    require("../../register/verify-register") as typeof import("../../register/verify-register");
  return verifyRegister(stored, today, anchor);
}

/** A history lies beside a file: behind a URL there is none to hold it against. */
async function verifyUrl(source: string, today: string): Promise<VerifiedRegister> {
  const { loadRegister } = require("../../register/load") as typeof import("../../register/load");
  const { leaseProblems } = require("../../register/lease-problems") as typeof import("../../register/lease-problems");
  const { leases } = await loadRegister(source);
  const message = "a register behind a URL is read without its history: verify the files that it is published from";
  return {
    entries: 0,
    head: null,
    problems: [{ severity: "warning", lease: null, message }, ...leaseProblems(leases, today)],
    notes: [],
  };
}

function asJson({ entries, head, problems, notes }: VerifiedRegister, source: string, sound: boolean): string {
  return `${JSON.stringify({ version: 1, register: source, sound, entries, head, problems, notes }, null, 2)}\n`;
}

function asText(
  { entries, head, problems, notes }: VerifiedRegister,
  source: string,
  sound: boolean,
  colour: boolean,
): string {
  const colors = createColors(colour);
  const isBroken = problems.some(({ severity }) => severity === "error");
  const lines = problems.map(({ severity, message }) => {
    const mark = severity === "error" ? colors.red("✖ broken ") : colors.yellow("▲ warning");
    return `${mark} ${plainText(message)}`;
  });
  lines.push(...notes.map((note) => `  note    ${plainText(note)}`));
  const chain =
    head === null ? "no history" : `${entries} ${entries === 1 ? "entry" : "entries"}, the last with hash ${head.hash}`;
  lines.push(`${plainText(source)} is ${sound ? "sound" : isBroken ? "broken" : "not sound with --strict"}: ${chain}`);
  return `${lines.join("\n")}\n`;
}

function sha256Text(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError("Give a SHA-256 in 64 hexadecimal digits.");
  return text.toLowerCase();
}
