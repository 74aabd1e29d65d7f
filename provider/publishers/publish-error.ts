import { cleanText } from "../http/clean-text";

/** Names of the publishers: who is asked to publish a ROA. */
export const PUBLISHERS = ["manual", "krill", "ripe", "arin", "webhook"] as const;
export type PublisherName = (typeof PUBLISHERS)[number];

/**
 * Why nothing was published.
 * - `settings`: an address or a credential is missing or of no use
 * - `credentials`: the registry does not take the credential, or it may not do this
 * - `not-held`: the registry's account does not hold the prefix
 * - `refused`: the registry refuses this change, and will again
 * - `busy`: the registry asks for fewer requests, still, after the tries; nothing was done
 * - `unavailable`: no answer, or an error of its own, after the tries; whether it was done was looked up where that is possible
 * - `unexpected`: an answer that this version does not understand
 */
export type PublishFailure =
  | "settings"
  | "credentials"
  | "not-held"
  | "refused"
  | "busy"
  | "unavailable"
  | "unexpected";

/** What happened at a registry, its own words and what to do, all of it cleaned. Never holds a credential. */
export class PublishError extends Error {
  override readonly name = "PublishError";
  /** One clause, at most 600 characters. */
  readonly happened: string;
  /** The registry's own words, on one line, at most 300 characters; undefined where it said nothing. */
  readonly said: string | undefined;

  /**
   * @param happened One clause, without full stop.
   * @param said The registry's own words, as they came.
   * @param retryAfterMs How long the registry asked to wait, in milliseconds, where it did.
   */
  constructor(
    readonly publisher: PublisherName,
    readonly failure: PublishFailure,
    happened: string,
    readonly fix: string,
    said?: string,
    readonly retryAfterMs?: number,
  ) {
    const clause = cleanText(happened, 600);
    const words = cleanText(said ?? "", 300);
    super(`${publisher}: ${clause}${words === "" ? "" : ` (it says: ${words})`}; ${fix}`);
    this.happened = clause;
    this.said = words === "" ? undefined : words;
  }
}
