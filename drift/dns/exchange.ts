import { randomInt } from "node:crypto";
import type { DnsQuery } from "./dns-query";

/** How one try went: a message that answers the question, or none, in words. */
export type Exchange = { readonly message: Buffer } | { readonly failure: string };

/** Bounds of a try. */
export interface TryLimits {
  readonly timeoutMs: number;
  /** Calls back when the question is not wanted any more; gives a function that takes it back. */
  readonly onStop: (stop: () => void) => () => void;
}

/** One way to put questions to one server. */
export interface DnsTransport {
  ask(query: DnsQuery, limits: TryLimits): Promise<Exchange>;
  /** Ends what is open; questions in flight fail. */
  close(): void;
}

/** A question in flight. */
export class Flight {
  readonly #settle: (exchange: Exchange) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #takeBack: () => void;
  /** What was wrong with messages that came in its name. */
  wrong: string | undefined;
  over = false;

  constructor(
    readonly query: DnsQuery,
    { timeoutMs, onStop }: TryLimits,
    settle: (exchange: Exchange) => void,
    /** Called when time is up, before the question fails. */
    onTimeout: () => void,
  ) {
    this.#settle = settle;
    const giveUp = () => {
      if (this.over) return;
      onTimeout();
      this.end({ failure: this.wrong === undefined ? "time-out" : `time-out, after ${this.wrong}` });
    };
    // Where this process was busy, the answer may lie there unread: it is read before the question is given up.
    this.#timer = setTimeout(() => setImmediate(giveUp), timeoutMs);
    this.#takeBack = onStop(() => this.end({ failure: "stopped" }));
  }

  end(exchange: Exchange): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.#timer);
    this.#takeBack();
    this.#settle(exchange);
  }
}

/** A random id that none of the questions in flight has. */
export function freeId(taken: ReadonlyMap<number, unknown>): number {
  for (;;) {
    const id = randomInt(0x1_0000);
    if (!taken.has(id)) return id;
  }
}
