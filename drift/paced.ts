import { pause } from "../provider/http/pause";

/** How fast an outside system may be asked. */
export interface Pace {
  /** Questions that are open at the same time, at least 1. */
  readonly atOnce: number;
  /** Questions begun in a second, at least 1. @default as many as are answered */
  readonly perSecond?: number;
  /** No question is begun after it. */
  readonly signal: AbortSignal;
}

/**
 * Does a piece of work for each item, several at once, in their order. Ends when the work that was begun has ended; where
 * the signal came first, the rest was not begun. An error of a piece is thrown.
 */
export async function paced<T>(items: Iterable<T>, pace: Pace, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const gap = pace.perSecond === undefined ? 0 : 1000 / pace.perSecond;
  let next = Date.now();
  const lane = async (): Promise<void> => {
    while (!pace.signal.aborted) {
      const { done, value } = queue.next();
      if (done) return;
      if (gap > 0) {
        const now = Date.now();
        const turn = Math.max(next, now);
        next = turn + gap;
        if (turn > now) await pause(turn - now, pace.signal);
        if (pace.signal.aborted) return;
      }
      await work(value);
    }
  };
  await Promise.all(Array.from({ length: pace.atOnce }, lane));
}
