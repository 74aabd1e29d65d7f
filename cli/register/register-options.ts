import * as os from "node:os";
import type { Command } from "commander";
import type { Register } from "../../register/register";
import type { StoredRegister } from "../../register/register-store";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { addCommonOptions, type CommonOptions } from "../options";
import { isUrl, resolveSource } from "../source";

/** Options of every `leasehold register` command. */
export interface RegisterOptions extends CommonOptions {
  readonly register?: string;
}

/** Options of those that change the register. */
export interface RegisterChangeOptions extends RegisterOptions {
  readonly by?: string;
}

/** A register as it was read: with its history, where it is a file. */
export interface ReadRegister {
  /** As the user named it. */
  readonly source: string;
  readonly register: Register;
  readonly stored?: StoredRegister;
}

const DEFAULT_REGISTER = "leases.json";

export function addRegisterOptions(command: Command): Command {
  return addCommonOptions(command).option(
    "--register <source>",
    `the register: a path, or to look at it an https URL (default: LEASEHOLD_REGISTER, else ${DEFAULT_REGISTER})`,
  );
}

export function addRegisterChangeOptions(command: Command): Command {
  return addRegisterOptions(command).option(
    "--by <name>",
    "who makes the change, for the history (default: GITHUB_ACTOR, else the user of this machine)",
  );
}

/** The register that the options, the environment or the folder name, as the user knows it. */
export function registerSource({ register }: RegisterOptions, io: Io): string {
  return register ?? (io.environment.LEASEHOLD_REGISTER || DEFAULT_REGISTER);
}

/** Absolute path of a register that is to be changed. @throws UsageError for a URL */
export function registerPath(options: RegisterOptions, io: Io): string {
  const source = registerSource(options, io);
  if (!isUrl(source)) return resolveSource(source, io);
  const { shownSource } = require("../../register/register-error") as typeof import("../../register/register-error");
  throw new UsageError(
    `The register ${shownSource(source)} is a URL, which can only be read: change it in the checkout it is published from, with --register FILE.`,
  );
}

/** Reads the register; what its history has against it is said on stderr. @throws RegisterError */
export async function readRegister(options: RegisterOptions, io: Io): Promise<ReadRegister> {
  const source = registerSource(options, io);
  if (isUrl(source)) {
    const { loadRegister } = require("../../register/load") as typeof import("../../register/load");
    return { source, register: await loadRegister(source) };
  }
  const { readStored } = require("../../register/register-store") as typeof import("../../register/register-store");
  const stored = readStored(resolveSource(source, io));
  const { standing } = stored;
  const doubt =
    standing.is === "edited"
      ? "was edited since the last entry of its history"
      : standing.is === "broken" && standing.problem;
  if (doubt) io.stderr(`warning: ${source}: ${doubt}; leasehold register verify says more\n`);
  return { source, register: stored.register, stored };
}

/** Who makes a change. @throws UsageError for a name that cannot be printed */
export function whoChanges({ by }: RegisterChangeOptions, io: Io): string {
  const { GITHUB_ACTOR, USER, LOGNAME, USERNAME } = io.environment;
  const name = by ?? (GITHUB_ACTOR || USER || LOGNAME || USERNAME || os.userInfo().username);
  if (/^\P{Cc}{1,200}$/u.test(name)) return name;
  throw new UsageError("--by takes a name of 1 to 200 characters, none of them a control character.");
}
