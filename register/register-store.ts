import * as fs from "node:fs";
import type { LeaseInput } from "../lease/lease";
import { appendDurably, removePartials, replaceDurably, truncateDurably } from "./durable-file";
import { errorCode } from "./error-code";
import { BEFORE_FIRST, chain, formatEntry, type HistoryEntry, type HistoryEvent } from "./history-entry";
import { type HistoryTail, historyFile, readTail } from "./history-file";
import { readRegisterText } from "./load";
import { parseRegisterText, type Register } from "./register";
import { applyChanges, digestOf, EMPTY_DOCUMENT, formatDocument, type RegisterDocument } from "./register-document";
import { RegisterError, shownSource } from "./register-error";
import { type HeldLock, type LockOptions, lockRegister } from "./register-lock";
import { carryOut, type Standing, standingOf } from "./standing";

/** A register and its history as they lie on the disk. */
export interface StoredRegister {
  /** Real path: a symlink stays one. */
  readonly file: string;
  /** Path of the history. */
  readonly historyFile: string;
  /** With an interrupted change carried out; empty where there is no file. */
  readonly document: RegisterDocument;
  /** The same as parsed. */
  readonly register: Register;
  readonly standing: Standing;
  readonly tail: HistoryTail;
}

/** A change that is to be made, or undefined for none. */
export type Proposal = Omit<HistoryEvent, "time" | "by"> | undefined;

/** Who changes a register, and when. */
export interface ChangeOptions extends LockOptions {
  readonly by: string;
  /** @default now */
  readonly now?: Date;
  /** Records what was edited by hand, instead of refusing it. @default false */
  readonly onEdited?: (stored: StoredRegister) => Proposal;
}

/** What a change did. */
export interface ChangedRegister {
  readonly before: StoredRegister;
  /** Entries that were added, the adoption of a register without a history among them. */
  readonly entries: readonly HistoryEntry[];
  readonly document: RegisterDocument;
}

/**
 * Reads a register and the end of its history, and changes nothing.
 * @throws RegisterError where the register is not there or cannot be read; a broken history is in `standing`
 */
export function readStored(path: string): StoredRegister {
  const stored = lookAt(path);
  if (stored.standing.is !== "absent") return stored;
  throw new RegisterError(shownSource(path), [
    "does not exist; leasehold register add creates it with its first lease, or give the path of another",
  ]);
}

/**
 * Changes a register under its lock. What a killed writer left is put right first; then `propose` sees the register as it
 * is, and what it proposes is recorded in the history and carried out, each durably. When this returns, the change outlives
 * a power cut; when it throws, there was none.
 * @throws RegisterError where the file cannot be read or written, is locked, was edited by hand, or its history is broken;
 * and whatever `propose` throws
 */
export async function changeRegister(
  path: string,
  options: ChangeOptions,
  propose: (stored: StoredRegister) => Proposal,
): Promise<ChangedRegister> {
  const file = realFile(path);
  const lock = await lockRegister(file, options);
  try {
    const found = lookAt(path);
    assertChangeable(found, options.onEdited !== undefined);
    const before = repair(found, lock);
    const writer = new Writer(before, options, lock);
    if (before.standing.is === "edited") writer.write(options.onEdited?.(before));
    else if (before.document.leases.length > 0 && before.standing.is === "unrecorded") writer.write(adoption(before));
    const stored = { ...before, document: writer.document };
    writer.write(propose(stored));
    return { before, entries: writer.entries, document: writer.document };
  } finally {
    await lock.release();
  }
}

/**
 * Whether a register can be changed at all.
 * @param recordsEdits what was edited by hand is recorded first
 * @throws RegisterError where it was edited by hand, or its history is broken
 */
export function assertChangeable({ file, standing }: StoredRegister, recordsEdits = false): void {
  if (standing.is === "broken") {
    throw new RegisterError(shownSource(file), [
      `cannot be changed: ${standing.problem}; leasehold register verify says more, and version control has both files`,
    ]);
  }
  if (standing.is !== "edited" || recordsEdits) return;
  throw new RegisterError(shownSource(file), [
    "was edited since its history's last entry: leasehold register verify says where, and " +
      "leasehold register sync --edited records it",
  ]);
}

/** Writes one entry after the other. */
class Writer {
  document: RegisterDocument;
  readonly entries: HistoryEntry[] = [];

  constructor(
    private readonly stored: StoredRegister,
    private readonly options: ChangeOptions,
    private readonly lock: HeldLock,
  ) {
    this.document = stored.document;
  }

  write(proposal: Proposal): void {
    if (proposal === undefined) return;
    const { by, now = new Date() } = this.options;
    const leases = digestOf({ leases: applyChanges(this.document.leases, proposal.changes) });
    const head = this.document.history ?? BEFORE_FIRST;
    const entry = chain(head, { ...proposal, by, time: now.toISOString() }, leases);
    const after = carryOut(this.document, entry);
    this.lock.assertHeld();
    commit(this.stored, entry, after);
    this.document = after;
    this.entries.push(entry);
  }
}

/** The history first: from then on the change can be carried out by whoever comes next. */
function commit({ file, historyFile: history }: StoredRegister, entry: HistoryEntry, after: RegisterDocument): void {
  const size = fs.statSync(history, { throwIfNoEntry: false })?.size ?? 0;
  try {
    appendDurably(history, `${formatEntry(entry)}\n`);
    replaceDurably(file, formatDocument(after));
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    const taken = takeBack(history, size);
    throw new RegisterError(shownSource(file), [
      taken
        ? `cannot be written (${code}); nothing was changed: check the disk and the permissions of its folder`
        : `could not be written (${code}) after the change was recorded; the next change carries it out first`,
    ]);
  }
}

/** A history that no longer can be written may hold an entry too many: that is an interrupted change, as after a crash. */
function takeBack(history: string, size: number): boolean {
  try {
    if (fs.existsSync(history)) truncateDurably(history, size);
    return true;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return false;
  }
}

/** As `readStored`; a register that is not there is an empty one. */
export function lookAt(path: string): StoredRegister {
  const file = realFile(path);
  const history = historyFile(file);
  const tail = readTail(history);
  const text = fs.existsSync(file) ? readRegisterText(file) : undefined;
  const read = text === undefined ? undefined : parseRegisterText(text, shownSource(path));
  const standing: Standing =
    tail.problem === undefined
      ? standingOf(read?.document, tail.last)
      : { is: "broken", problem: `the last entry of its history ${tail.problem}` };
  const document = standing.is === "interrupted" ? standing.document : (read?.document ?? EMPTY_DOCUMENT);
  const register =
    standing.is === "interrupted" || read === undefined
      ? parseRegisterText(formatDocument(document), shownSource(path)).register
      : read.register;
  return { file, historyFile: history, document, register, standing, tail };
}

/** Puts right what a killed writer left. @throws RegisterError where the files cannot be written */
function repair(stored: StoredRegister, lock: HeldLock): StoredRegister {
  const { file, historyFile: history, document, standing, tail } = stored;
  lock.assertHeld();
  try {
    removePartials(file);
    if (tail.torn > 0) truncateDurably(history, tail.size);
    if (standing.is === "interrupted") replaceDurably(file, formatDocument(document));
  } catch (error) {
    throw new RegisterError(shownSource(file), [`cannot be written (${errorCode(error) ?? "unknown error"})`]);
  }
  return standing.is === "interrupted" ? { ...stored, standing: { is: "settled" } } : stored;
}

/** A register that had no history until now: its leases as they are. */
function adoption({ document }: StoredRegister): Proposal {
  return {
    action: "adopt",
    changes: document.leases.map((lease: LeaseInput) => ({ lease: lease.id, before: null, after: lease })),
  };
}

function realFile(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch (error) {
    const isLink = fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    if (errorCode(error) === "ENOENT" && !isLink) return path;
    throw new RegisterError(shownSource(path), [
      isLink
        ? "is a symlink that leads nowhere; correct it, or remove it"
        : `cannot be read (${errorCode(error) ?? "unknown error"})`,
    ]);
  }
}
