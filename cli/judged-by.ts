import * as fs from "node:fs";
import * as path from "node:path";
import type { ApprovalFact } from "../facts/fact";
import type { Graph } from "../graph/resource";
import type { OpenedSource } from "../policies/base-commit/policy-files";
import type { JudgedBy } from "../policies/base-commit/pull-request";
import type { Judgement, JudgeOptions } from "../policies/judge";
import type { Notice } from "../policies/notice";
import type { OwnRules } from "../policies/own-rules/own-rules";
import type { Settings } from "../policies/settings";
import type { Baseline } from "../policies/waivers/baseline-file";
import type { Register } from "../register/register";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { type JudgingOptions, judgedDay, type SourceOptions } from "./options";
import { isUrl, resolveSource } from "./source";
import { observedVrps } from "./vrp-options";

/** A stack or several, and where they come from. */
export interface Subject {
  readonly graph: Graph;
  /** The stacks apart, each of which may need approvals of its own; a state that is only looked at needs none. */
  readonly changes: readonly Graph[];
  /** Folder whose leasehold.yaml and git checkout count. */
  readonly folder: string;
  /** Stacks of that folder whose configuration may name the register. */
  readonly stacks: readonly string[];
  /** Absolute path or URL of the register that the stack's configuration names. @param opened where it is read from */
  register(opened: OpenedSource): string | undefined;
}

/** Settings, baseline and signers of a folder, from the disk or from the base commit. */
export interface OpenedSettings {
  readonly opened: OpenedSource;
  readonly settings: Settings;
  /** Where it is, or would be. */
  readonly settingsFile: string;
}

export function openSettings(
  folder: string,
  options: Pick<SourceOptions, "settings" | "base">,
  io: Io,
): OpenedSettings {
  const { openSource, readSettings } =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const opened = openSource(folder, options.base, io.environment);
  const named = options.settings !== undefined;
  const settingsFile = named ? path.resolve(io.folder, options.settings) : path.join(folder, "leasehold.yaml");
  return { opened, settingsFile, settings: readSettings(opened.source, settingsFile, named) };
}

/** All that a judgement needs besides a baseline. */
export interface Question extends OpenedSettings {
  readonly judging: JudgeOptions;
  /** Absolute path or URL of the register; `undefined`: there is none. */
  readonly register: string | undefined;
  /** About approvals, and about which register it is. */
  readonly notices: readonly Notice[];
}

/** Opens what the options, the folder and its checkout say a subject is judged by: register, settings, approvals. */
export async function openQuestion(subject: Subject, options: SourceOptions, io: Io): Promise<Question> {
  const today = judgedDay(options, io);
  const { readRegister } =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const context = openSettings(subject.folder, options, io);
  const given = options.register ?? (io.environment.LEASEHOLD_REGISTER || undefined);
  const place = given === undefined ? subject.register(context.opened) : resolveSource(given, io);
  const register: Register =
    place === undefined ? { version: 1, leases: [] } : await readRegister(context.opened.source, place);
  const { facts: approvals, notices } = approvalsOf(subject, context, io);
  const another = given === undefined ? registerChangesOf(subject, context) : [];
  const ownRules = ownRulesOf(context);
  const judging = { graph: subject.graph, register, settings: context.settings, today, approvals, ownRules };
  return { ...context, judging, register: place, notices: [...another, ...notices] };
}

/**
 * Judges by what the options, the folder and its checkout say: register, settings with waivers, baseline, approvals. With
 * `--update-baseline` the baseline is written first, so that what is found now is known. Throws `UsageError` where the input
 * contradicts itself.
 */
export async function judgeSubject(subject: Subject, options: JudgingOptions, io: Io): Promise<Judgement> {
  const { judge } = require("../policies/judge") as typeof import("../policies/judge");
  const question = await openQuestion(subject, options, io);
  const { opened } = question;
  const seen = await observedVrps(options, io);
  const judging = { ...question.judging, vrps: seen.vrps };
  const baselineFile = baselineOf(question, options, io);
  let baseline = baselineFile === undefined ? undefined : readBaseline(opened, baselineFile, options);
  if (options.updateBaseline && baselineFile !== undefined) {
    baseline = (await judge({ ...judging, baseline })).known;
    writeBaseline(baseline, baselineFile, options);
  }
  const judgement = await judge({ ...judging, baseline });
  if (judgement.problems.length > 0) throw new UsageError(judgement.problems.join("\n"));
  const proposed = changesOf(question, baselineFile);
  return {
    ...judgement,
    notices: [...opened.notices, ...proposed, ...question.notices, ...seen.notices, ...judgement.notices],
  };
}

function baselineOf({ settings, settingsFile }: Question, options: JudgingOptions, io: Io): string | undefined {
  const { baselineFile } =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const file =
    options.baseline === undefined ? baselineFile(settings, settingsFile) : path.resolve(io.folder, options.baseline);
  if (options.updateBaseline && file === undefined) {
    throw new UsageError("--update-baseline needs a file: give --baseline FILE, or set `baseline:` in leasehold.yaml.");
  }
  return file;
}

function ownRulesOf({ opened, settings, settingsFile }: OpenedSettings): OwnRules | undefined {
  if (settings.ownRules === undefined) return undefined;
  const { readOwnRules } =
    require("../policies/own-rules/own-rules") as typeof import("../policies/own-rules/own-rules");
  return readOwnRules(opened.source, settings, settingsFile);
}

function approvalsOf(
  { changes }: Subject,
  context: OpenedSettings,
  io: Io,
): { facts: ApprovalFact[]; notices: Notice[] } {
  if (context.settings.approvals === undefined) {
    const { notConfigured } =
      require("../policies/approvals/no-approvals") as typeof import("../policies/approvals/no-approvals");
    return { facts: changes.length > 0 ? [notConfigured] : [], notices: [] };
  }
  const { stackApproval } =
    require("../policies/approvals/stack-approval") as typeof import("../policies/approvals/stack-approval");
  const results = changes.map((graph) => stackApproval({ graph, ...context, environment: io.environment }));
  return { facts: results.map(({ fact }) => fact), notices: results.flatMap((result) => result.notices) };
}

function readBaseline({ source }: OpenedSource, file: string, options: JudgingOptions): Baseline {
  const files =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  if (options.updateBaseline) return replacedBaseline(file);
  const isMissing = options.baseline !== undefined && source.read(file) === undefined;
  if (isMissing && source.commit === undefined) {
    throw new UsageError(`--baseline ${options.baseline}: there is no such file; --update-baseline writes it.`);
  }
  return files.readBaseline(source, file);
}

/** The file that is about to be written again: what it knows of other stacks stays. One that is no baseline is replaced. */
function replacedBaseline(file: string): Baseline {
  const { readBaseline: read } =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const { workingTree } =
    require("../policies/base-commit/policy-source") as typeof import("../policies/base-commit/policy-source");
  const { BaselineError } =
    require("../policies/waivers/baseline-file") as typeof import("../policies/waivers/baseline-file");
  try {
    return read(workingTree, file);
  } catch (error) {
    if (error instanceof BaselineError) return { version: 1, findings: [] };
    throw error;
  }
}

function writeBaseline(baseline: Baseline, file: string, options: JudgingOptions): void {
  const { formatBaseline } =
    require("../policies/waivers/baseline-file") as typeof import("../policies/waivers/baseline-file");
  try {
    fs.writeFileSync(file, formatBaseline(baseline));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UsageError(`The baseline ${options.baseline ?? file} cannot be written (${code}).`);
  }
}

function registerChangesOf({ folder, stacks }: Subject, { opened }: OpenedSettings): Notice[] {
  if (opened.source.commit === undefined) return [];
  const { registerChanges } =
    require("../policies/base-commit/configured-register") as typeof import("../policies/base-commit/configured-register");
  return registerChanges(opened.source, folder, stacks);
}

/** What a pull request would change in what it is judged by. */
function changesOf({ opened, settings, settingsFile, register }: Question, baseline: string | undefined): Notice[] {
  if (opened.source.commit === undefined) return [];
  const { proposedChanges } =
    require("../policies/base-commit/pull-request") as typeof import("../policies/base-commit/pull-request");
  const { ownRulesFolder, signersFile } =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const rules = ownRulesFolder(settings, settingsFile);
  const signers = settings.approvals && signersFile(settings.approvals, settingsFile);
  const files: (JudgedBy | false | undefined)[] = [
    { file: settingsFile, name: "leasehold.yaml", kind: "settings" },
    baseline !== undefined && { file: baseline, name: "the baseline", kind: "baseline" },
    signers !== undefined && { file: signers, name: "allowed_signers", kind: "signers" },
    rules !== undefined && { file: rules, name: `the rules in ${settings.ownRules}`, kind: "rules" },
    register !== undefined && !isUrl(register) && { file: register, name: "the register", kind: "register" },
  ];
  return proposedChanges(
    opened.source,
    files.filter((file) => typeof file === "object"),
  );
}
