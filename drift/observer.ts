import type { Vrp, VrpIndex } from "../lease/rpki/route-origin";
import type { Declared } from "./declared";
import type { DriftItem, ObserverName } from "./drift-item";

/** Something that was to be looked at and could not be. What it covers is neither there nor gone: it is unknown. */
export interface Unseen {
  /** What was asked and what went wrong, in words for a person; never a credential, a query or an answer's body. */
  readonly reason: string;
  /** Items it covers. Absent: all of that observer. */
  readonly covers?: {
    readonly type?: string;
    readonly id?: string;
    readonly lease?: string;
    /** Region or account and the like: items whose `scope` this is. */
    readonly scope?: string;
  };
}

/** An item as it was seen. */
export interface Observation {
  /** Everything that was seen of the leases, declared or not. */
  readonly items: readonly DriftItem[];
  readonly unseen: readonly Unseen[];
  /** What was not looked at because nobody chose it, in words: told, and no failure. */
  readonly notObserved: readonly string[];
  /** Validated ROA payloads that were looked at, for the catalogue's rules; `unknown`: they could not be. */
  readonly vrps?: readonly Vrp[] | VrpIndex | "unknown";
}

/** What bounds an observer. */
export interface ObserveLimits {
  /** Ends the run: an observer gives what it has by then, and the rest as unseen. */
  readonly signal: AbortSignal;
  readonly now: Date;
  /** Look back to here, where there is a history to look at. */
  readonly since?: Date;
  /** Told now and then how far it is, for a terminal. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * One outside system. It asks only about what the leases use, with time-outs and rate limits of its own, and never
 * throws for what the other side does: that is `unseen`.
 */
export interface Observer {
  readonly name: ObserverName;
  /** What an observed item is that nothing declares: somebody's doing outside the code, or news. */
  readonly extra: "unmanaged" | "added";
  /** What should be seen, by what is declared. Pure. */
  expect(declared: Declared): readonly DriftItem[];
  observe(declared: Declared, limits: ObserveLimits): Promise<Observation>;
}
