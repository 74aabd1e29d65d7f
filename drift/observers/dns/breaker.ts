/** Every how many questions one is asked all the same, to see whether answers come again. */
const PROBE_EVERY = 16;

/** Tells when asking on is of no use: so many questions in a row were not answered. */
export class Breaker {
  #inARow = 0;
  #skipped = 0;

  /** @param enough failures in a row */
  constructor(private readonly enough: number) {}

  /** Whether to ask the next question. */
  allows(): boolean {
    return this.#inARow < this.enough || this.#skipped++ % PROBE_EVERY === PROBE_EVERY - 1;
  }

  count(isAnswered: boolean): void {
    this.#inARow = isAnswered ? 0 : this.#inARow + 1;
    if (isAnswered) this.#skipped = 0;
  }
}
