import * as fs from "node:fs";
import * as path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { errorCode } from "../graph/offline/error-code";
import { isoDate } from "../lease/lease";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { addVrpOptions, type VrpOptions } from "./vrp-options";

/** How a judgement can be printed; what only lists things knows the first two. */
export const REPORT_FORMATS = ["pretty", "json", "sarif", "junit", "markdown", "html", "github", "gitlab"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Options that every command has. */
export interface CommonOptions {
  readonly format: ReportFormat;
  /** Write the report there instead of to stdout. */
  readonly output?: string;
  readonly verbose?: boolean;
}

/** What a stack is judged by. */
export interface SourceOptions {
  readonly register?: string;
  /** Calendar day, UTC. */
  readonly asOf?: string;
  readonly settings?: string;
  /** Commit whose settings, waivers, baseline, signers, register and rules count; `none`: those on the disk. */
  readonly base?: string;
}

/** Options of commands that judge. */
export interface JudgingOptions extends CommonOptions, SourceOptions, VrpOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly failOn: FailLevel;
  readonly strict?: boolean;
  /** Further reports of the same judgement, each to a file of its own. */
  readonly report?: readonly ReportFile[];
}

/** A report that is written beside the one that is printed. */
export interface ReportFile {
  readonly format: ReportFormat;
  /** As the user named it. */
  readonly file: string;
}

export type FailLevel = "error" | "warning" | "never";

export function addCommonOptions(command: Command, formats: readonly ReportFormat[] = ["pretty", "json"]): Command {
  return command
    .addOption(new Option("--format <format>", "how to print").choices(formats).default("pretty"))
    .option("--output <file>", "write to a file instead of stdout")
    .option("--verbose", "say more, also about errors");
}

export function addSourceOptions(command: Command): Command {
  return command
    .option(
      "--register <source>",
      "register of leases: a path or an https URL (default: LEASEHOLD_REGISTER, then config leasehold:register)",
    )
    .option("--as-of <date>", "judge terms as of this day, YYYY-MM-DD (default: today, UTC)", calendarDay)
    .option("--settings <file>", "settings of the rules (default: leasehold.yaml of the project)")
    .option(
      "--base <ref>",
      "take settings, waivers, baseline, signers, register and rules from this commit; none: from the disk (default: LEASEHOLD_BASE, then in CI the merge base)",
    );
}

export function addJudgingOptions(command: Command): Command {
  const judging = addVrpOptions(addSourceOptions(addCommonOptions(command, REPORT_FORMATS)))
    .option("--baseline <file>", "findings that are known and fail no run (default: baseline of leasehold.yaml)")
    .option("--update-baseline", "write what is found now to the baseline");
  return addVerdictOptions(judging);
}

/** When a run fails, and where its reports go. */
export function addVerdictOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--fail-on <level>", "exit 1 from this severity on")
        .choices(["error", "warning", "never"])
        .default("error"),
    )
    .option("--strict", "count what is undetermined as a violation of its rule")
    .option(
      "--report <format=file>",
      "write the same judgement to a file in this format too, such as sarif=leasehold.sarif; repeatable",
      reportFile,
    );
}

/** `--as-of`, else LEASEHOLD_AS_OF (which the policy pack reads too), else today in UTC. */
export function judgedDay(options: { readonly asOf?: string }, io: Io): string {
  const given = options.asOf ?? (io.environment.LEASEHOLD_AS_OF || undefined);
  if (given !== undefined && !isoDate.safeParse(given).success) {
    throw new UsageError(`LEASEHOLD_AS_OF is ${given}: give a calendar day, YYYY-MM-DD.`);
  }
  return given ?? new Date().toISOString().slice(0, 10);
}

/** Prints to stdout or to the file that `--output` names. */
export function deliver(text: string, options: { readonly output?: string }, io: Io): void {
  if (options.output === undefined) io.stdout(text);
  else writeReport(text, options.output, `--output ${options.output}`, io);
}

/** Writes a report to a file. @param asked the option that names the file, for the error where that is not possible */
export function writeReport(text: string, file: string, asked: string, io: Io): void {
  try {
    fs.writeFileSync(path.resolve(io.folder, file), text);
  } catch (error) {
    const code = errorCode(error);
    const reason = code ? ` (${code})` : "";
    throw new UsageError(`${asked} cannot be written${reason}.`);
  }
}

/** Colour only where a person reads it: on a terminal, without NO_COLOR (https://no-color.org). */
export function wantsColour(options: { readonly output?: string }, io: Io): boolean {
  if (options.output !== undefined || io.environment.NO_COLOR) return false;
  return io.terminal.stdout && io.environment.TERM !== "dumb";
}

/** A whole number of seconds, as milliseconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("Give a number of seconds above 0.");
  return value * 1000;
}

function reportFile(text: string, before: readonly ReportFile[] = []): ReportFile[] {
  const equals = text.indexOf("=");
  const [given, file] = [text.slice(0, Math.max(0, equals)), text.slice(equals + 1)];
  const format = REPORT_FORMATS.find((known) => known === given);
  if (format === undefined || file === "") {
    throw new InvalidArgumentError(`Give FORMAT=FILE, with one of the formats ${REPORT_FORMATS.join(", ")}.`);
  }
  return [...before, { format, file }];
}

/** A calendar day, `YYYY-MM-DD`. */
export function calendarDay(text: string): string {
  if (!isoDate.safeParse(text).success) throw new InvalidArgumentError("Give a calendar day, YYYY-MM-DD.");
  return text;
}
