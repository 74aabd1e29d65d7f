/**
 * Whose turn it is: at most so many at once, begun at most so often. Those who wait are served in their order.
 * A turn that is not wanted any more is given back like any other.
 */
export class Turns {
  #free: number;
  readonly #gap: number;
  #next = 0;
  readonly #queue: (() => void)[] = [];
  #head = 0;

  /** @param perSecond @default as many as get a turn */
  constructor(atOnce: number, perSecond?: number) {
    this.#free = atOnce;
    this.#gap = perSecond === undefined ? 0 : 1000 / perSecond;
  }

  /** Undefined where a turn is free at once; else when it comes. */
  take(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resolve) => {
      this.#queue.push(resolve);
    });
  }

  give(): void {
    const next = this.#queue[this.#head];
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#head++;
    // Shifting an array of thousands for each of them would be quadratic.
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
    next();
  }

  /** Milliseconds to wait before something is begun; the moment is then taken. */
  delay(now: number): number {
    if (this.#gap === 0) return 0;
    const at = Math.max(this.#next, now);
    this.#next = at + this.#gap;
    return at - now;
  }
}
