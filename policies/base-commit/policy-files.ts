import { dirname, resolve } from "node:path";
import { loadRegister } from "../../register/load";
import { parseRegister, type Register } from "../../register/register";
import { parseSigners, type Signer } from "../approvals/allowed-signers";
import type { ApprovalSettings } from "../approvals/approval-settings";
import type { Notice } from "../notice";
import { defaultSettings, parseSettings, type Settings } from "../settings";
import { SettingsError } from "../settings-document";
import type { Baseline } from "../waivers/baseline-file";
import { Checkout, CheckoutError } from "./checkout";
import { movedProject } from "./moved-project";
import { CommitSource, type PolicySource, workingTree } from "./policy-source";

/** Where settings, waivers, baseline, signers and register are read from, and why. */
export interface OpenedSource {
  readonly source: PolicySource;
  /** The checkout of the stack's folder; `undefined`: it lies in none. */
  checkout(): Checkout | undefined;
  readonly notices: readonly Notice[];
}

/**
 * Opens what a stack is judged by. With `base` (a commit, branch or tag; by default what `LEASEHOLD_BASE` says) it is as that
 * commit has it; with none, in CI (`CI=true`) and inside a git checkout, as the merge base with the default branch has it.
 * `none`, and elsewhere, means the files on the disk.
 * @throws CheckoutError where `base` names no commit, and in CI where the merge base cannot be told: the files on the disk
 * are then the change's own, which would judge itself by them
 */
export function openSource(folder: string, base: string | undefined, environment: Environment): OpenedSource {
  // Asking git takes time that most runs need not spend.
  let asked: { readonly checkout: Checkout | undefined } | undefined;
  const checkout = (): Checkout | undefined => {
    asked ??= { checkout: Checkout.around(folder, environment) };
    return asked.checkout;
  };
  const onDisk: OpenedSource = { source: workingTree, checkout, notices: [] };
  const ref = base ?? (environment.LEASEHOLD_BASE || undefined);
  if (ref === NO_BASE) return onDisk;
  if (ref !== undefined) {
    const found = checkout();
    if (found === undefined) throw new CheckoutError(`--base ${ref}: ${folder} lies in no git checkout`);
    return atCommit(found, found.commit(ref), folder, checkout);
  }
  if (environment.CI !== "true" && environment.CI !== "1") return onDisk;
  const found = checkout();
  if (found === undefined) {
    if (!Checkout.isMarked(folder)) return onDisk;
    throw new CheckoutError(`git does not read the checkout of ${folder} (git -C FOLDER status says why). ${OPT_OUT}`);
  }
  const merge = found.mergeBase();
  if (merge !== undefined) return atCommit(found, merge, folder, checkout);
  if (!found.hasCommits()) return onDisk;
  throw new CheckoutError(
    "The merge base with the default branch is not in this clone, so the change would be judged by its own settings, " +
      "waivers, approvers and register. Fetch the history (actions/checkout with fetch-depth: 0; elsewhere " +
      `git fetch --unshallow, or git fetch origin main), or name the base: --base REF or LEASEHOLD_BASE. ${OPT_OUT}`,
  );
}

function atCommit(found: Checkout, commit: string, folder: string, checkout: OpenedSource["checkout"]): OpenedSource {
  const moved = movedProject(found, commit, folder);
  const source = new CommitSource(found, commit, moved);
  if (moved === undefined) return { source, checkout, notices: [] };
  const message =
    `This pull request moves the project from ${moved.before || "the top folder"} to ${moved.after || "the top folder"}. ` +
    "It is judged by what the base commit has in the former.";
  return { source, checkout, notices: [{ about: "pull-request", level: "warning", message }] };
}

const OPT_OUT = "--base none or LEASEHOLD_BASE=none judges by the files on the disk all the same.";

/** In place of a commit: what lies on the disk counts. */
const NO_BASE = "none";

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a leasehold.yaml; the defaults where there is none, unless it was asked for by name. Throws `SettingsError`. */
export function readSettings(source: PolicySource, file: string, named: boolean): Settings {
  const text = source.read(file);
  if (text !== undefined) return parseSettings(text, file);
  // What the base commit does not have yet, no pull request may bring along for itself.
  if (named && source.commit === undefined) throw new SettingsError(file, ["there is no such file"]);
  return defaultSettings;
}

/**
 * Reads the register at a path or https URL. Where the base commit has no such file there is nothing that a pull request
 * could weaken: its own counts then. Throws `RegisterError`.
 */
export async function readRegister(
  source: PolicySource,
  register: string,
  load: (register: string) => Promise<Register> = loadRegister,
): Promise<Register> {
  const isUrl = /^[a-z][a-z0-9+.-]+:\/\//i.test(register);
  const text = isUrl || source.commit === undefined ? undefined : source.read(register);
  return text === undefined ? load(register) : parseRegister(text, register);
}

/** Reads a baseline; an empty one where there is none. Throws `BaselineError`. */
export function readBaseline(source: PolicySource, file: string): Baseline {
  const text = source.read(file);
  if (text === undefined) return { version: 1, findings: [] };
  const { parseBaseline } = require("../waivers/baseline-file") as typeof import("../waivers/baseline-file");
  return parseBaseline(text, file);
}

/** Reads who may approve: nobody, where there is no such file. Throws `SignersError`. */
export function readSigners(source: PolicySource, file: string): Signer[] {
  return parseSigners(source.read(file) ?? "", file);
}

/** Where the files that leasehold.yaml names lie: relative to itself. */
export function signersFile(settings: ApprovalSettings, settingsFile: string): string {
  return resolve(dirname(settingsFile), settings.allowedSigners);
}

export function approvalsFolder(settings: ApprovalSettings, settingsFile: string): string {
  return resolve(dirname(settingsFile), settings.folder);
}

export function baselineFile(settings: Settings, settingsFile: string): string | undefined {
  return settings.baseline === undefined ? undefined : resolve(dirname(settingsFile), settings.baseline);
}

/** The folder of rules of one's own; `undefined`: leasehold.yaml names none. */
export function ownRulesFolder({ ownRules }: Settings, settingsFile: string): string | undefined {
  return ownRules === undefined ? undefined : resolve(dirname(settingsFile), ownRules);
}
