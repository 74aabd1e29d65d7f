import {
  type HttpAnswer,
  HttpError,
  type HttpLimits,
  type HttpRequest,
  sendRequest,
} from "../../provider/http/http-client";
import type { Outcome } from "./channel";

/** Milliseconds for one try; more than this nobody waits for a chat. */
const TIMEOUT_MS = 15_000;
/** Longest answer that is read. */
const MAX_BYTES = 2_000_000;

/** An answer, or what it means that there is none: nothing was sent, or nobody knows what was done. */
export type Asked = { readonly answer: HttpAnswer } | { readonly outcome: Outcome };

/** Sends a request, and never throws for what the other side does. */
export async function ask(request: HttpRequest, limits: HttpLimits): Promise<Asked> {
  try {
    return { answer: await sendRequest(request, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, ...limits }) };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // A redirect is an answer: it was not taken.
    const nowhere = !error.sent || error.kind === "status";
    return { outcome: { kind: nowhere ? "failed" : "unsure", problem: error.message } };
  }
}

/**
 * What an answer means that is no success. 429 and other 4xx say that nothing was done; after a failure of the server it may
 * have been.
 */
export function refused(place: string, { status }: HttpAnswer, hint = ""): Outcome {
  const problem = `${place} answered ${status}${hint}`;
  return { kind: status >= 500 ? "unsure" : "failed", problem };
}

export function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}
