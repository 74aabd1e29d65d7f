import { z } from "zod";
import type { LeaseInput } from "../lease/lease";
import { sha256 } from "./lease-digest";

/** What a change of the register was. */
export const HISTORY_ACTIONS = ["adopt", "add", "sync", "edit", "release", "baseline"] as const;
/**
 * - `adopt`: leases of a register that had no history yet; `edit`: what was changed in the file by hand, recorded afterwards;
 * - `add`, `sync`, `release`: the subcommand of that name; `baseline`: `leasehold reputation baseline`.
 */
export type HistoryAction = (typeof HISTORY_ACTIONS)[number];

/** A lease before and after a change. */
export interface LeaseChange {
  /** Id of the lease. */
  readonly lease: string;
  /** As the register said it; null where it was not there. */
  readonly before: LeaseInput | null;
  readonly after: LeaseInput;
}

/** What a change is, before it has its place in the history. */
export interface HistoryEvent {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Who made it. */
  readonly by: string;
  readonly action: HistoryAction;
  /** Where it came from, or why: the files that were merged, the day of a release. */
  readonly note?: string;
  readonly changes: readonly LeaseChange[];
}

/** One line of the history. */
export interface HistoryEntry extends HistoryEvent {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Digest of the register's leases after the change: see `LeaseDigest`. */
  readonly leases: string;
  /** `hash` of the entry before; of the first one, 64 zeros. */
  readonly previous: string;
  /** SHA-256 of the entry's JSON without this field. */
  readonly hash: string;
}

/** The entry that a register stands at. */
export interface HistoryHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What stands before the first entry. */
export const BEFORE_FIRST: HistoryHead = { sequence: 0, hash: "0".repeat(64) };

const digest = z.string().regex(/^[0-9a-f]{64}$/, "give a SHA-256 in 64 lower-case hexadecimal digits");
/** Schema of the register's `history`. */
export const historyHeadSchema = z.strictObject({ sequence: z.int().min(1), hash: digest });

/** No control characters: it is printed. */
const line = z.string().regex(/^\P{Cc}{1,2000}$/u, "give 1 to 2000 characters, none of them a control character");

const entrySchema = z.strictObject({
  sequence: z.int().min(1),
  time: z.iso.datetime(),
  by: line,
  action: z.enum(HISTORY_ACTIONS),
  note: line.optional(),
  changes: z.array(
    z.strictObject({ lease: z.string(), before: z.looseObject({}).nullable(), after: z.looseObject({}) }),
  ),
  leases: digest,
  previous: digest,
  hash: digest,
});

/** Gives a change its place after `head`. @param leases digest of all leases after it */
export function chain(
  head: HistoryHead,
  { time, by, action, note, changes }: HistoryEvent,
  leases: string,
): HistoryEntry {
  const body = {
    sequence: head.sequence + 1,
    time,
    by,
    action,
    ...(note !== undefined && { note }),
    changes,
    leases,
    previous: head.hash,
  };
  return { ...body, hash: sha256(JSON.stringify(body)) };
}

/** An entry as its line, without the newline. */
export function formatEntry(entry: HistoryEntry): string {
  return JSON.stringify(entry);
}

/** Reads a line. @returns the entry, or what is wrong with it: any byte that was changed is. */
export function parseEntry(text: string): HistoryEntry | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "is not JSON" };
  }
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return { problem: "is no entry of a register's history" };
  // The value itself, and not the schema's copy of it: the hash is over what stands there.
  const entry = value as HistoryEntry;
  const { hash, ...body } = entry;
  let written: string;
  try {
    written = JSON.stringify(body);
  } catch {
    // The engine gives up on what is nested some thousand times.
    return { problem: "is nested deeper than any entry" };
  }
  if (sha256(written) !== hash) return { problem: "is not what was recorded: its hash differs" };
  return formatEntry({ ...body, hash }) === text ? entry : { problem: "is not written as it was recorded" };
}

/** The head that an entry makes. */
export function headOf({ sequence, hash }: HistoryEntry): HistoryHead {
  return { sequence, hash };
}
