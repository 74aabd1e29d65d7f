import { changedFields } from "./changed-fields";
import { editedLeases } from "./edited-leases";
import { type ReplayedHistory, replayHistory } from "./history-chain";
import type { HistoryHead } from "./history-entry";
import { leaseProblems, type RegisterProblem } from "./lease-problems";
import type { StoredRegister } from "./register-store";

/** What verifying a register found. */
export interface VerifiedRegister {
  /** Number of entries of its history. */
  readonly entries: number;
  /** The last of them. Noted elsewhere, it shows later that nothing before it was rewritten. */
  readonly head: HistoryHead | null;
  readonly problems: readonly RegisterProblem[];
  /** What a killed writer left, which the next change puts right. */
  readonly notes: readonly string[];
}

/**
 * Holds a register against its history: every entry's hash and place, what each of them changed, and whether the file's
 * leases are those that the last one left; then the leases against one another.
 * @param today UTC day
 * @param anchor hash of an entry that was noted elsewhere: the history has to hold it
 * @throws RegisterError where a file cannot be read
 */
export function verifyRegister(stored: StoredRegister, today: string, anchor?: string): VerifiedRegister {
  const history = replayHistory(stored.historyFile);
  const broken = history.problems.map((message) => error(`history, ${message}`));
  return {
    entries: history.entries,
    head: history.entries === 0 ? null : history.head,
    problems: [
      ...broken,
      ...standingProblems(stored, history),
      ...anchored(history, anchor),
      ...leaseProblems(stored.register.leases, today),
    ],
    notes: notes(stored),
  };
}

function standingProblems({ document, standing }: StoredRegister, history: ReplayedHistory): RegisterProblem[] {
  switch (standing.is) {
    case "settled":
    case "interrupted":
    case "absent":
      return [];
    case "unrecorded":
      return document.leases.length === 0
        ? []
        : [warning("there is no history of these leases: nothing says who recorded them; the next change begins one")];
    case "broken":
      // Where the chain itself is broken, that has just been said.
      return history.problems.length > 0 && standing.problem.startsWith("the last entry")
        ? []
        : [error(standing.problem)];
    case "edited":
      return [...edits(document.leases, history)];
  }
}

function edits(leases: StoredRegister["document"]["leases"], history: ReplayedHistory): RegisterProblem[] {
  const { changes, removed } = editedLeases(history.leases, leases);
  const way = "leasehold register sync --edited records what was edited on purpose";
  const found = changes.map(({ lease, before, after }) => {
    if (before === null) return error(`lease ${lease} is not in the history: it was added by hand; ${way}`, lease);
    const fields = changedFields(before, after).map(({ field }) => field);
    return error(`lease ${lease} is not what the history says: ${fields.join(", ")}; ${way}`, lease);
  });
  const gone = removed.map((id) => error(`lease ${id} was removed, and a register never forgets one: put it back`, id));
  const all = [...found, ...gone];
  return all.length > 0 ? all : [error("the leases are not those that the last entry of the history left")];
}

function anchored(history: ReplayedHistory, anchor: string | undefined): RegisterProblem[] {
  if (anchor === undefined || history.holds(anchor)) return [];
  return [error(`no entry of the history has the hash ${anchor}: entries up to it were rewritten or removed`)];
}

function notes({ standing, tail }: StoredRegister): string[] {
  const found: string[] = [];
  if (standing.is === "interrupted") {
    found.push(
      "the last change was recorded and interrupted before the register was written; the next one carries it out",
    );
  }
  if (tail.torn > 0) {
    found.push(
      `the history ends with ${tail.torn} bytes of an entry that was never finished; the next change removes them`,
    );
  }
  return found;
}

function error(message: string, lease: string | null = null): RegisterProblem {
  return { severity: "error", lease, message };
}

function warning(message: string): RegisterProblem {
  return { severity: "warning", lease: null, message };
}
