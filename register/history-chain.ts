import { canonicalJson } from "../lease/canonical-json";
import type { LeaseInput } from "../lease/lease";
import { BEFORE_FIRST, type HistoryEntry, type HistoryHead, headOf, type LeaseChange } from "./history-entry";
import { entryOf, readLines } from "./history-file";
import { LeaseDigest } from "./lease-digest";

/** What a history says when it is read from its first entry to its last. */
export interface ReplayedHistory {
  /** Number of whole lines. */
  readonly entries: number;
  /** The last entry; `BEFORE_FIRST` where there is none. */
  readonly head: HistoryHead;
  /** Every lease as the last entry leaves it, by id. */
  readonly leases: ReadonlyMap<string, LeaseInput>;
  /** What was edited, removed, reordered or cut; the first few. */
  readonly problems: readonly string[];
  /** Whether some entry has this hash. */
  holds(hash: string): boolean;
}

const MOST_PROBLEMS = 20;

/**
 * Reads a history whole and follows its chain: each entry's own hash, its place after the one before, and whether what it
 * changes was as it says. Work and memory grow with its length and the leases, not with their product.
 * @throws RegisterError where the file cannot be read
 */
export function replayHistory(file: string): ReplayedHistory {
  const chain = new HistoryChain();
  for (const { line, bytes } of readLines(file)) chain.read(line, bytes);
  return chain;
}

class HistoryChain implements ReplayedHistory {
  entries = 0;
  head = BEFORE_FIRST;
  readonly leases = new Map<string, LeaseInput>();
  readonly problems: string[] = [];
  readonly #hashes = new Set<string>();
  readonly #digest = new LeaseDigest();

  holds(hash: string): boolean {
    return this.#hashes.has(hash);
  }

  read(line: number, bytes: Uint8Array): void {
    this.entries = line;
    const read = entryOf(bytes);
    if ("problem" in read) {
      this.#report(`line ${line} ${read.problem}: it was edited`);
      return;
    }
    const entry = read.last;
    // What follows a broken link can be told from its own place only.
    if (this.problems.length === 0) this.#follow(line, entry);
    else if (entry.sequence !== line) this.#report(placeMessage(line, entry));
    this.head = headOf(entry);
    this.#hashes.add(entry.hash);
  }

  #follow(line: number, entry: HistoryEntry): void {
    if (entry.sequence !== line) this.#report(placeMessage(line, entry));
    else if (entry.previous !== this.head.hash) {
      this.#report(`line ${line} does not follow the entry before it: one of the two was replaced`);
    }
    for (const change of entry.changes) this.#apply(line, change);
    if (this.problems.length === 0 && this.#digest.value() !== entry.leases) {
      this.#report(`line ${line} does not lead to the leases that it says it does`);
    }
  }

  #apply(line: number, { lease, before, after }: LeaseChange): void {
    const known = this.leases.get(lease);
    const isAsSaid = canonicalJson(known ?? null) === canonicalJson(before);
    if (!isAsSaid || after.id !== lease) this.#report(`line ${line} changes lease ${lease} from what it was not`);
    for (const problem of forbidden(before, after)) this.#report(`line ${line}: ${problem}`);
    this.leases.set(lease, after);
    this.#digest.set(after);
  }

  #report(problem: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }
}

function placeMessage(line: number, { sequence }: HistoryEntry): string {
  return `line ${line} is entry ${sequence}: entries were removed, added or put in another order`;
}

/** What no change of a lease may do, whoever makes it. */
export function forbidden(before: LeaseInput | null, after: LeaseInput): string[] {
  if (before === null) return [];
  const found: string[] = [];
  if (before.prefix !== after.prefix) {
    found.push(
      `lease ${after.id} has prefix ${before.prefix}, not ${after.prefix}: a lease never changes its prefix; ` +
        "give the other block its own id",
    );
  }
  if (before.status === "released" && after.status !== "released") {
    found.push(`lease ${after.id} is released, and a released lease is never revived: give a new lease its own id`);
  }
  return found;
}
