import { type AnswerLimits, fetchOnce } from "./fetch-once";
import { HttpError } from "./http-error";
import type { HttpAnswer, HttpRequest } from "./http-request";
import { pause } from "./pause";
import { LONGEST_WAIT_MS, readRetryAfter, retryDelay } from "./retry-delay";

export { HttpError } from "./http-error";
export type { HttpAnswer, HttpHeaders, HttpRequest } from "./http-request";

/** Bounds of a request, all tries together. */
export interface HttpLimits extends AnswerLimits {
  /** Tries in all. @default 4 */
  readonly tries?: number;
  /** Waits between tries; tests give one that does not. */
  readonly wait?: (ms: number) => Promise<void>;
  /** @default Math.random */
  readonly random?: () => number;
}

/**
 * Sends a request and reads the whole answer, within bounds.
 *
 * What is tried again, after a pause with full jitter that honours `Retry-After` up to a minute: 429, since it says that
 * nothing was done (RFC 6585 §4); a connection that was never made; and, where the request is idempotent, 5xx, time-outs
 * and cut connections. Every other status is an answer, and so is the last of the tries: the caller reads it. Redirects
 * are never followed, since credentials would go along; a request may have them as answers.
 *
 * @throws HttpError where no answer can be read.
 */
export async function sendRequest(request: HttpRequest, limits: HttpLimits = {}): Promise<HttpAnswer> {
  const { tries = 4, signal, wait = (ms: number) => pause(ms, signal), random = Math.random } = limits;
  for (let tried = 1; ; tried++) {
    const outcome = await attempt(request, limits);
    const delay = delayAfter(outcome, request, tried, random());
    if (tried >= tries || delay === undefined || signal?.aborted) return settle(outcome);
    await wait(delay);
  }
}

async function attempt(request: HttpRequest, limits: HttpLimits): Promise<HttpAnswer | HttpError> {
  try {
    return await fetchOnce(request, limits);
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
}

function settle(outcome: HttpAnswer | HttpError): HttpAnswer {
  if (outcome instanceof HttpError) throw outcome;
  return outcome;
}

/** Milliseconds before another try; undefined where there is none to be made. */
function delayAfter(
  outcome: HttpAnswer | HttpError,
  { idempotent }: HttpRequest,
  tried: number,
  random: number,
): number | undefined {
  if (outcome instanceof HttpError) {
    const passing = outcome.kind === "timeout" || outcome.kind === "network";
    return passing && outcome.retriable && (idempotent || !outcome.sent)
      ? retryDelay(tried, undefined, random)
      : undefined;
  }
  if (outcome.status !== 429 && !(idempotent && outcome.status >= 500)) return undefined;
  const asked = readRetryAfter(outcome.headers["retry-after"], new Date());
  return asked !== undefined && asked > LONGEST_WAIT_MS ? undefined : retryDelay(tried, asked, random);
}
