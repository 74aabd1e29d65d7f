import type { EngineFailure } from "./engine-answer";

interface Counted {
  count: number;
  /** The first question that it happened to. */
  readonly example: string | undefined;
}

/** Reasons that are told apart for one lease; the rest is counted. */
const MOST_REASONS = 3;

/** What went wrong while an engine was asked, counted by lease and reason: a dead zone is told once, not once an address. */
export class Failures {
  readonly #byLease = new Map<string, Map<string, Counted>>();

  /** @param question the address it happened to; absent where it happened to all of them alike */
  add(lease: string, reason: string, question?: string): void {
    const reasons = this.#byLease.get(lease) ?? new Map<string, Counted>();
    this.#byLease.set(lease, reasons);
    const known = reasons.get(reason);
    if (known === undefined) reasons.set(reason, { count: 1, example: question });
    else known.count++;
  }

  /** One failure for each lease, with its most frequent reasons. */
  list(): EngineFailure[] {
    return [...this.#byLease].map(([lease, reasons]) => {
      const sorted = [...reasons].sort(([, a], [, b]) => b.count - a.count);
      const shown = sorted.slice(0, MOST_REASONS).map(([reason, { count, example }]) => {
        const others = count > 1 ? ` and ${count - 1} more` : "";
        return example === undefined ? reason : `${reason} (${example}${others})`;
      });
      const rest = sorted.length - shown.length;
      return { lease, reason: `${shown.join("; ")}${rest > 0 ? `; and ${rest} other reasons` : ""}` };
    });
  }
}
