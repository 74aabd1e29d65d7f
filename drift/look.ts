import { pause } from "../provider/http/pause";
import type { Look } from "./compare/compare";
import type { Declared } from "./declared";
import type { DriftItem, ObserverName } from "./drift-item";
import type { Observation, Observer } from "./observer";

export interface LookLimits {
  /** Milliseconds that an observer may take. */
  readonly timeout: number;
  /** Milliseconds it may take beyond to give what it has. @default 2000 */
  readonly grace?: number;
  readonly now: Date;
  readonly since?: Date;
  /** Ends the run. */
  readonly signal?: AbortSignal;
  readonly progress?: (observer: ObserverName, done: number, total: number) => void;
}

/** What an observer expected and saw. */
export interface Looked extends Look {
  readonly observation: Observation;
  readonly expected: readonly DriftItem[];
  /** It threw, or did not end in time: nothing is known of what it was to see. */
  readonly failed: boolean;
  /** What it threw, for whoever has to mend it. */
  readonly error?: unknown;
  /** It goes on although nobody waits for it: what it holds open keeps the process from its end. */
  readonly abandoned?: true;
}

/** Lets observers look, side by side. Whatever one of them does, the others are heard. */
export async function lookWith(
  observers: readonly Observer[],
  declared: Declared,
  limits: LookLimits,
): Promise<Looked[]> {
  return Promise.all(observers.map((observer) => lookOnce(observer, declared, limits)));
}

async function lookOnce(observer: Observer, declared: Declared, limits: LookLimits): Promise<Looked> {
  const failed = (reason: string, expected: readonly DriftItem[], error?: unknown): Looked => ({
    observer,
    expected,
    observation: { items: [], unseen: [{ reason }], notObserved: [] },
    failed: true,
    ...(error !== undefined && { error }),
  });
  let expected: readonly DriftItem[] = [];
  const over = new AbortController();
  try {
    expected = observer.expect(declared);
    const timeout = AbortSignal.timeout(limits.timeout);
    const signal = AbortSignal.any([timeout, over.signal, ...(limits.signal ? [limits.signal] : [])]);
    const { now, since, progress } = limits;
    const seeing = observer.observe(declared, {
      signal,
      now,
      ...(since && { since }),
      progress: (done, total) => progress?.(observer.name, done, total),
    });
    // An observer that is given up may fail later: by then nobody listens.
    seeing.catch(() => undefined);
    const observation = await Promise.race([seeing, late(limits, over.signal)]);
    if (observation !== undefined) return { observer, expected, observation, failed: false };
    return { ...failed(`the observer did not end within ${limits.timeout / 1000} seconds`, expected), abandoned: true };
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return failed(`the observer failed, which is a fault of leasehold (${what})`, expected, error);
  } finally {
    over.abort();
  }
}

/** After time-out and grace; at once where the observer ended before. */
async function late({ timeout, grace = 2000, signal }: LookLimits, over: AbortSignal): Promise<undefined> {
  await pause(timeout, signal ? AbortSignal.any([signal, over]) : over);
  await pause(grace, over);
}
