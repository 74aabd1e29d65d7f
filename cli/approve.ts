import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import type { Graph } from "../graph/resource";
import type { Signer } from "../policies/approvals/allowed-signers";
import type { Approval } from "../policies/approvals/approval-file";
import type { ApprovalSettings } from "../policies/approvals/approval-settings";
import type { Surface } from "../policies/approvals/surface";
import { plainLines, plainText } from "../reports/plain-text";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { openSettings } from "./judged-by";
import { seconds } from "./options";

interface ApproveOptions {
  readonly stack?: string;
  readonly key?: string;
  readonly approver?: string;
  readonly role?: string;
  readonly days?: string;
  readonly hours?: string;
  readonly reason?: string;
  readonly breakGlass?: boolean;
  readonly yes?: boolean;
  readonly settings?: string;
  readonly base?: string;
  readonly fixtures?: string;
  readonly env?: string[];
  readonly typeCheck: boolean;
  readonly timeout?: number;
}

/** `leasehold approve [DIR|FILE]`: shows what changed since the last approved surface, then signs the new one. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  command
    .argument("[target]", "folder of Pulumi.yaml, or the output of pulumi preview --json --show-sames", ".")
    .option("-s, --stack <name>", "stack whose surface to approve (of a folder)")
    .option("--key <file>", "SSH key to sign with; a public key signs through the agent (default: ~/.ssh/id_ed25519)")
    .option("--approver <principal>", "name in allowed_signers (default: the one that the key has there)")
    .option("--role <name>", "role in which to approve (default: the first one that may)")
    .option("--days <number>", "how long it holds (default: maxDays of the settings)")
    .option("--break-glass", "approve alone, for hours, as somebody on call; it is reported until it is reviewed")
    .option("--hours <number>", "how long a break-glass approval holds (default: breakGlassHours of the settings)")
    .option("--reason <text>", "why; a break-glass approval needs one")
    .option("-y, --yes", "sign without asking")
    .option("--settings <file>", "settings (default: leasehold.yaml of the project)")
    .option("--base <ref>", "take settings and signers from this commit")
    .option("--fixtures <file>", "answers to function calls and stack references")
    .option("--env <name...>", "let the program see these environment variables too")
    .option("--no-type-check", "run the program without checking its types")
    .option("--timeout <seconds>", "how long the program may take (default: 60)", seconds)
    .option("--verbose", "say more, also about errors")
    .action(async (target: string, options: ApproveOptions) => done(await approve(target, options, io)));
}

async function approve(target: string, options: ApproveOptions, io: Io): Promise<number> {
  const { graph, folder } = await readTarget(target, options, io);
  const { settings, settingsFile, opened } = openSettings(folder, options, io);
  if (settings.approvals === undefined) {
    throw new UsageError(`${settingsFile} asks for no approvals: set \`approvals:\` there first.`);
  }
  const files =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const { approvalHistory } =
    require("../policies/approvals/approvals") as typeof import("../policies/approvals/approvals");
  const signersFile = files.signersFile(settings.approvals, settingsFile);
  const signers = files.readSigners(opened.source, signersFile);
  const approvals = files.approvalsFolder(settings.approvals, settingsFile);
  const now = new Date();
  const history = approvalHistory({ graph, settings: settings.approvals, signers, folder: approvals, now });
  const { surface, changes } = nextSurface(graph, history);
  const { surfaceDigest, surfaceSummary } =
    require("../policies/approvals/surface") as typeof import("../policies/approvals/surface");
  const digest = surfaceDigest(surface);
  showChanges(graph, digest, changes, history, io);

  const key = path.resolve(io.folder, options.key ?? path.join(io.environment.HOME ?? "", ".ssh", "id_ed25519"));
  const { approver, role } = findApprover(signers, key, settings.approvals, options, signersFile);
  const approval: Approval = {
    version: 1,
    project: graph.project,
    stack: graph.stack,
    surface: digest,
    summary: surfaceSummary(surface),
    previous: history.last?.digest ?? null,
    approver,
    role,
    issued: now.toISOString(),
    expires: expiry(now, settings.approvals, options),
    breakGlass: options.breakGlass ?? false,
    reason: reasonOf(options),
    reviews: options.breakGlass ? [] : history.unreviewed.filter((other) => other !== digest).slice(0, 100),
  };
  if (!(await isConfirmed(approval, options, io))) {
    io.stdout("Nothing was signed.\n");
    return 0;
  }
  const written = writeApproval(approval, surface, key, approvals);
  io.stdout(
    `Signed by ${plainText(approver)} until ${approval.expires}: commit ${path.relative(io.folder, written)}\n`,
  );
  return 0;
}

async function readTarget(target: string, options: ApproveOptions, io: Io): Promise<{ graph: Graph; folder: string }> {
  const place = path.resolve(io.folder, target);
  if (fs.existsSync(place) && !fs.statSync(place).isDirectory()) {
    const { readInputFile } = require("../graph/read-input") as typeof import("../graph/read-input");
    const { readGraph } = require("../graph/recognise") as typeof import("../graph/recognise");
    const { format, graph } = readGraph(readInputFile(place, target), target);
    if (format === "preview") return { graph, folder: io.folder };
    throw new UsageError(`${target} does not say where values come from: give the output of pulumi preview --json.`);
  }
  const { previewProgram } = require("../graph/offline/preview") as typeof import("../graph/offline/preview");
  const { graph, root } = await previewProgram({
    folder: place,
    stack: options.stack,
    fixtures: options.fixtures && path.resolve(io.folder, options.fixtures),
    allowEnvironment: options.env,
    typeCheck: options.typeCheck,
    timeout: options.timeout,
    environment: io.environment,
  });
  return { graph, folder: root };
}

type History = ReturnType<typeof import("../policies/approvals/approvals").approvalHistory>;

/** The surface to sign: one that somebody signed already where it is the same, so that both signatures count. */
function nextSurface(graph: Graph, history: History): { surface: Surface; changes: string[] } {
  const { desiredSurface, surfaceDigest, surfaceOf, unexplained } =
    require("../policies/approvals/surface") as typeof import("../policies/approvals/surface");
  const { surfaceChanges } =
    require("../policies/approvals/surface-changes") as typeof import("../policies/approvals/surface-changes");
  const desired = desiredSurface(graph);
  const same = history.surfaces.find((known) => surfaceDigest(surfaceOf(desired, known)) === surfaceDigest(known));
  const surface = same ?? surfaceOf(desired);
  const open = unexplained(surface);
  if (open.length > 0) {
    throw new UsageError(
      `These values are not known here and come from no resource, so nobody can tell what is approved:\n${plainLines(
        open.map((value) => `  ${value}`).join("\n"),
      )}\nApprove the output of pulumi preview --json --show-sames instead, where they are known.`,
    );
  }
  const last = history.last?.surface;
  // Compared as it would be checked, so that a value that became known meanwhile is no change.
  return { surface, changes: surfaceChanges(last, last === undefined ? surface : surfaceOf(desired, last)) };
}

function showChanges(graph: Graph, digest: string, changes: readonly string[], history: History, io: Io): void {
  const stack = plainText(`${graph.project}, stack ${graph.stack}`);
  io.stdout(`Privileged surface of ${stack}: ${digest.slice(0, 12)}\n`);
  if (history.last === undefined) io.stdout("Nothing was approved before. The surface\n");
  else io.stdout(`Since ${history.last.digest.slice(0, 12)}, approved at ${history.last.at}, the surface\n`);
  const lines = changes.length === 0 ? ["does not change"] : changes;
  io.stdout(`${lines.map((line) => `  - ${plainText(line)}`).join("\n")}\n`);
  for (const other of history.unreviewed) {
    io.stdout(`Break-glass approval of ${other.slice(0, 12)} is not reviewed: this approval says that you did.\n`);
  }
}

function findApprover(
  signers: readonly Signer[],
  key: string,
  settings: ApprovalSettings,
  options: ApproveOptions,
  file: string,
): { approver: string; role: string | null } {
  const { publicKeyOf } =
    require("../policies/approvals/ssh-signature") as typeof import("../policies/approvals/ssh-signature");
  const { workingTree } =
    require("../policies/base-commit/policy-source") as typeof import("../policies/base-commit/policy-source");
  const publicKey = publicKeyOf(key, workingTree.read);
  const own = signers.filter((signer) => signer.key === publicKey);
  const signer = own.find(({ principals }) => !options.approver || principals.includes(options.approver));
  const approver = options.approver ?? signer?.principals[0];
  if (signer === undefined || approver === undefined) {
    throw new UsageError(`${file} does not know this key${options.approver ? ` as ${options.approver}` : ""}: ${key}`);
  }
  const asked = options.breakGlass ? settings.breakGlassRoles : settings.roles;
  const role = options.role ?? asked.find((name) => signer.roles.includes(name)) ?? null;
  const isFree = !options.breakGlass && asked.length === 0;
  if (!isFree && (role === null || !asked.includes(role) || !signer.roles.includes(role))) {
    throw new UsageError(`${approver} has none of the roles that may approve this: ${asked.join(", ")}.`);
  }
  return { approver, role };
}

function expiry(now: Date, settings: ApprovalSettings, options: ApproveOptions): string {
  const limit = options.breakGlass ? settings.breakGlassHours : settings.maxDays * 24;
  const given = options.breakGlass ? options.hours : options.days;
  const hours = given === undefined ? limit : Number(given) * (options.breakGlass ? 1 : 24);
  if (!(hours > 0 && hours <= limit)) {
    const most = options.breakGlass ? `--hours: at most ${limit}` : `--days: at most ${limit / 24}`;
    throw new UsageError(`${most}, as the settings say.`);
  }
  return new Date(now.getTime() + hours * 3_600_000).toISOString();
}

function reasonOf({ breakGlass, reason }: ApproveOptions): string | null {
  if (breakGlass && !reason?.trim()) throw new UsageError("--break-glass needs a --reason.");
  return reason?.trim() || null;
}

async function isConfirmed(approval: Approval, options: ApproveOptions, io: Io): Promise<boolean> {
  if (options.yes) return true;
  if (!io.terminal.stdin) throw new UsageError("Nothing was signed: give --yes to sign without being asked.");
  const kind = approval.breakGlass ? "as BREAK-GLASS " : "";
  const answer = await io.ask(`Approve this surface ${kind}as ${plainText(approval.approver)}? [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}

function writeApproval(approval: Approval, surface: Surface, key: string, folder: string): string {
  const { approvalFileName, formatApproval, signedText, surfaceFileName } =
    require("../policies/approvals/approval-file") as typeof import("../policies/approvals/approval-file");
  const { sign } =
    require("../policies/approvals/ssh-signature") as typeof import("../policies/approvals/ssh-signature");
  const signature = sign(signedText(approval), key);
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, approvalFileName(approval));
  replaceFile(path.join(folder, surfaceFileName(approval.surface)), `${JSON.stringify(surface, null, 1)}\n`);
  replaceFile(file, formatApproval(approval, signature));
  return file;
}

/** Whole or not at all, and never through a link that somebody put in its place. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, text, { flag: "wx" });
  fs.renameSync(temporary, file);
}
