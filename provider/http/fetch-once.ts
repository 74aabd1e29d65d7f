import { networkError } from "./connection-failure";
import { HttpError } from "./http-error";
import type { HttpAnswer, HttpRequest } from "./http-request";
import { checkedHeaders, checkedUrl, shownPlace } from "./request-target";

export interface AnswerLimits {
  /** Milliseconds for one try, from connecting to the last byte. @default 30000 */
  readonly timeoutMs?: number;
  /** Longest body that is read, in bytes, unpacked. @default 5000000 */
  readonly maxBytes?: number;
  /** Ends the request, and makes no other. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 5_000_000;

/** One try: sends the request, reads the whole answer. @throws HttpError where there is none. */
export async function fetchOnce(request: HttpRequest, limits: AnswerLimits): Promise<HttpAnswer> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES, signal } = limits;
  const { method, body, headers = {} } = request;
  const url = checkedUrl(request);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      body,
      headers: checkedHeaders(request, typeof headers === "function" ? headers() : headers),
      redirect: "manual",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    const text = decode(request, await readBody(request, response, maxBytes));
    if (request.redirects !== "answer") refuseRedirect(request, response);
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (error) {
    if (error instanceof HttpError) throw error;
    const place = shownPlace(request);
    if (signal?.aborted) throw new HttpError("network", `${place}: stopped while waiting for the answer`, true);
    if (timeout.aborted) throw new HttpError("timeout", `${place} did not answer within ${timeoutMs / 1000} s`, true);
    throw networkError(place, error);
  }
}

async function readBody(request: HttpRequest, response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > maxBytes) await refuseSize(request, response, maxBytes);
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) await refuseSize(request, response, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function refuseSize(request: HttpRequest, response: Response, maxBytes: number): Promise<never> {
  if (response.body !== null && !response.body.locked) await response.body.cancel();
  const message = `${shownPlace(request)} answered with more than ${maxBytes} bytes; is the address right?`;
  throw new HttpError("too-large", message, true, response.status);
}

function decode(request: HttpRequest, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError("not-text", `${shownPlace(request)} answered with bytes that are no UTF-8 text`, true);
  }
}

function refuseRedirect(request: HttpRequest, response: Response): void {
  if (response.status < 300 || response.status > 399) return;
  const target = response.headers.get("location");
  const host = target !== null && URL.canParse(target, request.url) ? new URL(target, request.url).host : "elsewhere";
  const message =
    `${shownPlace(request)} redirects (${response.status}) to ${host}, and credentials are not sent on; ` +
    "set the final address if you trust it";
  throw new HttpError("status", message, true, response.status);
}
