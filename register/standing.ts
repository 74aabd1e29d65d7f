import { BEFORE_FIRST, type HistoryEntry, type HistoryHead, headOf } from "./history-entry";
import { applyChanges, digestOf, EMPTY_DOCUMENT, type RegisterDocument } from "./register-document";

/** How a register stands to the last entry of its history. */
export type Standing =
  /** They agree. */
  | { readonly is: "settled" }
  /** There is neither register nor history. */
  | { readonly is: "absent" }
  /** A register without a history. */
  | { readonly is: "unrecorded" }
  /** The last change was recorded and not carried out: its writer was killed. This is the register after it. */
  | { readonly is: "interrupted"; readonly document: RegisterDocument }
  /** The file's leases are not those that the last change left. */
  | { readonly is: "edited" }
  | { readonly is: "broken"; readonly problem: string };

/**
 * A change is written to the history first and to the register then, so a register may be one entry behind; whatever else
 * differs was somebody's doing. Pure.
 */
export function standingOf(document: RegisterDocument | undefined, last: HistoryEntry | undefined): Standing {
  const head = document?.history ?? BEFORE_FIRST;
  if (last === undefined) {
    if (document === undefined) return { is: "absent" };
    if (head === BEFORE_FIRST) return { is: "unrecorded" };
    return { is: "broken", problem: `its history is gone: the register is at entry ${head.sequence} of it` };
  }
  if (same(headOf(last), head)) {
    return document !== undefined && digestOf(document) === last.leases ? { is: "settled" } : { is: "edited" };
  }
  if (same({ sequence: last.sequence - 1, hash: last.previous }, head)) {
    const carriedOut = carryOut(document ?? EMPTY_DOCUMENT, last);
    if (digestOf(carriedOut) === last.leases) return { is: "interrupted", document: carriedOut };
    const problem = `its last change, entry ${last.sequence}, was interrupted, and the file was edited since`;
    return { is: "broken", problem };
  }
  return { is: "broken", problem: outOfStep(document, head, last) };
}

/** A document after an entry. */
export function carryOut(document: RegisterDocument, entry: HistoryEntry): RegisterDocument {
  return { ...document, leases: applyChanges(document.leases, entry.changes), history: headOf(entry) };
}

function outOfStep(document: RegisterDocument | undefined, head: HistoryHead, last: HistoryEntry): string {
  if (document === undefined) return `the register is gone, and its history of ${last.sequence} entries is there`;
  if (head === BEFORE_FIRST) return `the register names no history, and one of ${last.sequence} entries lies beside it`;
  if (head.sequence > last.sequence) {
    return `the register is at entry ${head.sequence} of its history, which ends with entry ${last.sequence}: entries were removed`;
  }
  if (head.sequence === last.sequence)
    return `entry ${last.sequence} of the history is not the one that the register names`;
  return `the register is at entry ${head.sequence} of its history, which goes on to entry ${last.sequence}: one of the two files is older`;
}

function same(a: HistoryHead, b: HistoryHead): boolean {
  return a.sequence === b.sequence && a.hash === b.hash;
}
