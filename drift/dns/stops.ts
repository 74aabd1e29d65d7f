import { setMaxListeners } from "node:events";

/** Who waits for which signal: one listener per signal, however many questions it ends. */
export class Stops {
  readonly #bySignal = new Map<AbortSignal, Set<() => void>>();
  readonly #end = new AbortController();

  constructor() {
    // Each signal that is listened to listens to it.
    setMaxListeners(0, this.#end.signal);
  }

  /** Calls `stop` when the signal comes; gives a function that takes it back. The signal has not come yet. */
  on(signal: AbortSignal, stop: () => void): () => void {
    const waiting = this.#bySignal.get(signal) ?? this.#listen(signal);
    waiting.add(stop);
    return () => {
      waiting.delete(stop);
    };
  }

  /** Listens no more. */
  close(): void {
    this.#end.abort();
    this.#bySignal.clear();
  }

  #listen(signal: AbortSignal): Set<() => void> {
    const waiting = new Set<() => void>();
    this.#bySignal.set(signal, waiting);
    signal.addEventListener(
      "abort",
      () => {
        this.#bySignal.delete(signal);
        for (const stop of [...waiting]) stop();
      },
      { once: true, signal: this.#end.signal },
    );
    return waiting;
  }
}
