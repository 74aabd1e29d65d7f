import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson } from "../../lease/canonical-json";
import { FileError, readBounded } from "../base-commit/bounded-file";
import { SURFACE_AREAS } from "./privileged-types";
import { type Surface, surfaceDigest, surfaceSchema } from "./surface";

const digest = z.string().regex(/^[0-9a-f]{64}$/, "is no SHA-256");
const instant = z.iso.datetime();
const name = z.string().min(1).max(1024);

/** What an approver signs: everything in an approval's file but the signature. */
export const approvalSchema = z.strictObject({
  version: z.literal(1),
  project: name,
  stack: name,
  /** Digest of the approved surface. */
  surface: digest,
  /** How many privileged resources of each area it has. */
  summary: z.partialRecord(z.enum(SURFACE_AREAS), z.int().min(0)),
  /** Digest of the approved surface that the approver compared it with. */
  previous: digest.nullable(),
  /** Principal of the approver in allowed_signers. */
  approver: name,
  /** Role in which they approve; null where no role is asked for. */
  role: name.nullable(),
  issued: instant,
  /** First instant at which it no longer holds. */
  expires: instant,
  breakGlass: z.boolean(),
  /** Why; a break-glass approval needs one. */
  reason: z.string().max(2000).nullable(),
  /** Surfaces that were approved by break-glass and that this approver looked at since. */
  reviews: z.array(digest).max(100),
});
export type Approval = z.output<typeof approvalSchema>;

const fileSchema = approvalSchema.extend({ signature: z.string().max(16_384) });

/** An approval as it lies in the folder, not verified yet. */
export interface ApprovalFile {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly approval: Approval;
  readonly signature: string;
}

/** The text that is signed. */
export function signedText(approval: Approval): string {
  return `${canonicalJson(approval)}\n`;
}

/** The text of an approval's file. */
export function formatApproval(approval: Approval, signature: string): string {
  return `${JSON.stringify({ ...approval, signature }, null, 2)}\n`;
}

/** Name of an approval's file: nothing of it comes from a program or a person unchanged. */
export function approvalFileName({ project, stack, surface, approver, breakGlass }: Approval): string {
  const id = createHash("sha256")
    .update(canonicalJson([project, stack, surface, approver, breakGlass]))
    .digest("hex");
  return `${word(project)}-${word(stack)}-${surface.slice(0, 12)}-${word(approver)}-${id.slice(0, 8)}.json`;
}

export const surfaceFileName = (surface: string): string => `surface-${surface}.json`;

const word = (text: string): string => text.replaceAll(/[^A-Za-z0-9_]+/g, "_").slice(0, 40);

/** More files, or longer ones, than any honest folder holds. */
const MAX_FILES = 2000;
const MAX_APPROVAL_BYTES = 64 * 1024;
const MAX_SURFACE_BYTES = 32 * 1024 * 1024;

/** Every approval in a folder, by name of file, and what in it cannot be read, each with its reason. */
export function readApprovals(folder: string): { files: ApprovalFile[]; problems: string[] } {
  const files: ApprovalFile[] = [];
  const problems: string[] = [];
  if (!existsSync(folder)) return { files, problems };
  if (!lstatSync(folder).isDirectory()) return { files, problems: ["the folder of approvals is no folder"] };
  const names = readdirSync(folder).filter((file) => file.endsWith(".json") && !file.startsWith("surface-"));
  if (names.length > MAX_FILES) problems.push(`the folder holds more than ${MAX_FILES} approvals; the first are read`);
  for (const file of names.sort().slice(0, MAX_FILES)) {
    try {
      const { signature, ...approval } = parse(readBounded(join(folder, file), MAX_APPROVAL_BYTES, false) ?? "");
      files.push({ file, approval, signature });
    } catch (error) {
      if (!(error instanceof FileError || error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      problems.push(`${file} is no approval${error instanceof FileError ? ` (${reasonOf(error)})` : ""}`);
    }
  }
  return { files, problems };
}

const parse = (text: string) => fileSchema.parse(JSON.parse(text));

/** Without the path of the file, which differs from machine to machine. */
const reasonOf = (error: FileError): string => error.message.slice(error.file.length + 2);

/**
 * An approved surface by its digest; `undefined` where its file is missing, cannot be read, or holds another surface. It is
 * named after its digest, so nobody needs to sign it.
 */
export function readSurface(folder: string, digestOfSurface: string): Surface | undefined {
  try {
    const text = readBounded(join(folder, surfaceFileName(digestOfSurface)), MAX_SURFACE_BYTES, false);
    const parsed = text === undefined ? undefined : surfaceSchema.safeParse(JSON.parse(text));
    return parsed?.success && surfaceDigest(parsed.data) === digestOfSurface ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof FileError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
