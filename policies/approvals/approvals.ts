import type { ApprovalFact } from "../../facts/fact";
import type { Graph } from "../../graph/resource";
import type { Notice } from "../notice";
import type { Signer } from "./allowed-signers";
import { type ApprovalFile, readApprovals, readSurface, signedText } from "./approval-file";
import type { ApprovalSettings } from "./approval-settings";
import { notConfigured } from "./no-approvals";
import { NAMESPACE, readSignature, verifySignature } from "./ssh-signature";
import { type DesiredSurface, desiredSurface, type Surface, surfaceDigest, surfaceOf } from "./surface";
import { surfaceChanges } from "./surface-changes";

/** What the approvals of a stack are checked by. */
export interface ApprovalQuestion {
  readonly graph: Graph;
  readonly settings: ApprovalSettings;
  readonly signers: readonly Signer[];
  /** Folder of the approvals, absolute. */
  readonly folder: string;
  /** Principals of who wrote the change; `undefined`: nobody can tell. */
  readonly authors: readonly string[] | undefined;
  readonly now: Date;
}

/** An approval whose signature is right, by somebody who may give it; whether it holds for this surface is another question. */
interface Verified {
  readonly file: ApprovalFile;
  /** Every name of the approver, in small letters. */
  readonly names: ReadonlySet<string>;
  readonly key: string;
}

/** Longer lists help nobody. */
const MAX_REASONS = 20;
/** Clocks differ. */
const SKEW_MS = 5 * 60_000;

/** What was approved for a stack, as far as the signatures show: for somebody who is to approve the next surface. */
export interface ApprovalHistory {
  /** The surface that enough people approved last, expired or not, and when. */
  readonly last: { readonly digest: string; readonly surface: Surface | undefined; readonly at: string } | undefined;
  /** Approved surfaces, by one person at least, whose files are there; the latest first. */
  readonly surfaces: readonly Surface[];
  /** Surfaces that were approved by break-glass and that nobody reviewed. */
  readonly unreviewed: readonly string[];
}

export function approvalHistory(question: Omit<ApprovalQuestion, "authors">): ApprovalHistory {
  const { graph, settings, folder } = question;
  const verified = readApprovals(folder)
    .files.filter(({ approval }) => approval.project === graph.project && approval.stack === graph.stack)
    .map((file) => verify(file, question))
    .filter((result) => typeof result !== "string")
    .sort((a, b) => (a.file.approval.issued < b.file.approval.issued ? 1 : -1));
  const digests = [...new Set(verified.map(({ file }) => file.approval.surface))];
  const completed = digests.flatMap((digest) => {
    const at = completedAt(digest, verified, settings);
    return at === undefined ? [] : [{ digest, at, surface: readSurface(folder, digest) }];
  });
  return {
    last: completed.sort((a, b) => (a.at < b.at ? 1 : -1))[0],
    surfaces: digests.map((digest) => readSurface(folder, digest)).filter((surface) => surface !== undefined),
    unreviewed: [...new Set(unreviewedOf(verified, settings).map(({ file }) => file.approval.surface))],
  };
}

/** Whether the privileged surface of a stack is one that enough people approved, and if not, why each approval fails. */
export function checkApprovals(question: ApprovalQuestion): { fact: ApprovalFact; notices: Notice[] } {
  const { graph, settings, folder } = question;
  const { files, problems } = readApprovals(folder);
  const here = files.filter(({ approval }) => approval.project === graph.project && approval.stack === graph.stack);
  const elsewhere = files
    .filter((file) => !here.includes(file))
    .map(({ file, approval }) => `${file} is for stack ${approval.stack} of project ${approval.project}`);
  const desired = desiredSurface(graph);
  if (desired.resources.length === 0 && here.length === 0)
    return { fact: factOf(question, { satisfied: true }), notices: [] };

  const refused: string[] = [...problems];
  const verified: Verified[] = [];
  for (const file of here) {
    const result = verify(file, question);
    if (typeof result === "string") refused.push(`${file.file} ${result}`);
    else verified.push(result);
  }
  const surfaces = new SurfaceMatch(desired, folder);
  const holding: Verified[] = [];
  for (const one of verified) {
    const reason = whyNot(one, question, surfaces) ?? replayed(one, verified, settings);
    if (reason !== undefined) refused.push(`${one.file.file} ${reason}`);
    else holding.push(one);
  }
  const { distinct, again } = distinctPeople(holding.filter(({ file }) => !file.approval.breakGlass));
  refused.push(...again);
  const alone = holding.find(({ file }) => file.approval.breakGlass);
  const enough = distinct.length >= settings.required;
  const satisfied = enough || alone !== undefined;
  const counted = enough || alone === undefined ? distinct : [alone];
  const missing = `${distinct.length} of ${settings.required} approvals that are needed`;
  const reasons = [missing, ...refused, ...elsewhere].slice(0, MAX_REASONS);
  const fact = factOf(question, {
    satisfied,
    reasons: satisfied ? [] : reasons,
    approvers: counted.map(({ file }) => file.approval.approver).sort(),
    breakGlass: !enough && alone !== undefined,
  });
  // The author's own signature reviews nothing: what holds by break-glass alone is told in any case.
  const pending = unreviewedOf(verified, settings);
  if (!enough && alone !== undefined && !pending.includes(alone)) pending.unshift(alone);
  return { fact, notices: pending.map(breakGlassNotice) };
}

function factOf(
  { settings, graph }: ApprovalQuestion,
  given: Partial<Pick<ApprovalFact, "satisfied" | "reasons" | "approvers" | "breakGlass">>,
): ApprovalFact {
  const id = `approval:${graph.project}/${graph.stack}`;
  return { ...notConfigured, id, configured: true, required: settings.required, ...given };
}

/** The approval as one that somebody who may approve really signed, or the reason why it is none. */
function verify(
  file: ApprovalFile,
  { signers, settings }: Pick<ApprovalQuestion, "signers" | "settings">,
): Verified | string {
  const { approval, signature } = file;
  const parts = readSignature(signature);
  if (parts === undefined) return "carries no SSH signature";
  if (parts.namespace !== NAMESPACE) return "was signed in another namespace, for something that is no approval";
  const ofKey = signers.filter(({ key }) => key === parts.key);
  if (ofKey.length === 0) return "was signed with a key that allowed_signers does not know";
  const signer = ofKey.find(({ principals }) => principals.includes(approval.approver));
  if (signer === undefined) return `names ${approval.approver}, whose key did not sign it`;
  if (!verifySignature(signedText(approval), signature, signer, approval.approver)) {
    return "was changed after it was signed, or its key is not in force";
  }
  const asked = approval.breakGlass ? settings.breakGlassRoles : settings.roles;
  const free = !approval.breakGlass && asked.length === 0;
  if (!free && !(approval.role !== null && asked.includes(approval.role) && signer.roles.includes(approval.role))) {
    return `is by ${approval.approver}, who has none of the roles ${asked.join(", ")}`;
  }
  const names = new Set(ofKey.flatMap(({ principals }) => principals.map((principal) => principal.toLowerCase())));
  return { file, names, key: parts.key };
}

/** Why a rightly signed approval does not hold for this surface, now and from this person. */
function whyNot({ file, names }: Verified, { now, settings, authors }: ApprovalQuestion, surfaces: SurfaceMatch) {
  const { approval } = file;
  const [issued, expires] = [Date.parse(approval.issued), Date.parse(approval.expires)];
  if (expires <= now.getTime()) return `expired at ${approval.expires}`;
  if (issued > now.getTime() + SKEW_MS) return `is dated in the future, ${approval.issued}`;
  const hours = approval.breakGlass ? settings.breakGlassHours : settings.maxDays * 24;
  if (expires - issued > hours * 3_600_000) return `would hold for longer than the ${hours} hours that are allowed`;
  const mismatch = surfaces.mismatch(approval.surface);
  if (mismatch !== undefined) return mismatch;
  if (approval.breakGlass) return approval.reason ? undefined : "is break-glass and gives no reason";
  if (authors === undefined) return "cannot count: nobody can tell who wrote the change; set LEASEHOLD_AUTHOR";
  const author = authors.find((name) => names.has(name.toLowerCase()));
  return author === undefined ? undefined : `is by ${approval.approver}, who wrote the change`;
}

/** Compares the surface at hand with approved ones, each once. */
class SurfaceMatch {
  readonly #known = new Map<string, string | undefined>();

  constructor(
    private readonly desired: DesiredSurface,
    private readonly folder: string,
  ) {}

  /** Why the surface is not the approved one; `undefined`: it is. */
  mismatch(approved: string): string | undefined {
    if (!this.#known.has(approved)) this.#known.set(approved, this.#compare(approved));
    return this.#known.get(approved);
  }

  #compare(approved: string): string | undefined {
    const before = readSurface(this.folder, approved);
    const surface = surfaceOf(this.desired, before);
    if (surfaceDigest(surface) === approved) return undefined;
    return `approves another surface${before === undefined ? ", whose file is missing or changed" : differences(before, surface)}`;
  }
}

function differences(before: Surface, after: Surface): string {
  const changes = surfaceChanges(before, after);
  const shown = changes.slice(0, 3).map((change) => (change.length > 200 ? `${change.slice(0, 200)}…` : change));
  return `: this one ${shown.join("; ")}${changes.length > 3 ? `; and ${changes.length - 3} more` : ""}`;
}

/** An approval that enough people replaced by a later one of another surface must not bring the earlier one back. */
function replayed({ file }: Verified, all: readonly Verified[], settings: ApprovalSettings): string | undefined {
  if (file.approval.breakGlass) return undefined;
  const own = completedAt(file.approval.surface, all, settings) ?? file.approval.issued;
  const others = new Set(all.map((other) => other.file.approval.surface));
  for (const surface of others) {
    if (surface === file.approval.surface) continue;
    const later = completedAt(surface, all, settings);
    if (later !== undefined && later > own) return `is replayed: another surface was approved since, at ${later}`;
  }
  return undefined;
}

/** When enough people had approved a surface; `undefined`: they never did. */
function completedAt(surface: string, all: readonly Verified[], settings: ApprovalSettings): string | undefined {
  const regular = all.filter(({ file }) => file.approval.surface === surface && !file.approval.breakGlass);
  const issued = distinctPeople(regular).distinct.map(({ file }) => new Date(file.approval.issued).toISOString());
  return issued.sort()[settings.required - 1];
}

/** People are one where they share a name or a key. */
function distinctPeople(approvals: readonly Verified[]): { distinct: Verified[]; again: string[] } {
  const distinct: Verified[] = [];
  const again: string[] = [];
  for (const one of approvals) {
    const same = distinct.find(
      (other) => other.key === one.key || [...one.names].some((name) => other.names.has(name)),
    );
    if (same === undefined) distinct.push(one);
    else again.push(`${one.file.file} is by the same person as ${same.file.file}`);
  }
  return { distinct, again };
}

function breakGlassNotice({ file }: Verified): Notice {
  const { approver, surface, issued, expires, reason } = file.approval;
  const message =
    `BREAK-GLASS: ${approver} alone approved surface ${surface.slice(0, 12)} at ${issued}, until ${expires}: ` +
    `${reason}. It has not been reviewed yet: leasehold approve does that.`;
  return { about: "approval", level: "warning", message };
}

/** Break-glass approvals are told, expired or not, until enough others approved their surface or said that they reviewed it. */
function unreviewedOf(verified: readonly Verified[], settings: ApprovalSettings): Verified[] {
  return verified.filter((one) => {
    const { breakGlass, surface } = one.file.approval;
    if (!breakGlass) return false;
    const reviewers = verified.filter(
      ({ file, names }) =>
        !file.approval.breakGlass &&
        (file.approval.surface === surface || file.approval.reviews.includes(surface)) &&
        ![...one.names].some((name) => names.has(name)),
    );
    return distinctPeople(reviewers).distinct.length < settings.required;
  });
}
