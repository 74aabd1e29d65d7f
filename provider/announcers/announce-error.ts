/**
 * Why an announcement could not be made, withdrawn or read:
 * - `settings`: something is missing or wrong in the provider's configuration;
 * - `not-held`: the announcer does not hold the prefix;
 * - `not-ready`: it holds it, in a state that does not allow the step;
 * - `refused`: it said no;
 * - `busy`: it takes no such request now, and did nothing; later it may;
 * - `timeout`: the wait ended before the step was done; the same step may be run again;
 * - `unreachable`: it could not be asked, or its answer made no sense; nothing is known then.
 */
export type AnnounceErrorKind = "settings" | "not-held" | "not-ready" | "refused" | "busy" | "timeout" | "unreachable";

/** An announcement that failed: what was tried, what was found, and the way out. It never names a secret. */
export class AnnounceError extends Error {
  override readonly name = "AnnounceError";

  constructor(
    readonly kind: AnnounceErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
