import { HttpError, sendRequest } from "../../../provider/http/http-client";

const MOST_REDIRECTS = 5;
const TRY_MS = 20_000;
const TRIES = 3;
/** Bytes: a network with all its contacts has some tens of thousands. */
const LARGEST_ANSWER = 2_000_000;

/** A question that got no usable answer. The message names the place, and nothing of the answer. */
export class RdapError extends Error {}

/**
 * Asks a registry. Redirects from one registry to the next are followed (RFC 7480 §5.2), five at most and to https alone, or
 * to this machine from this machine; nothing secret goes along.
 * @returns the answer's text; undefined where there is no such object
 * @throws RdapError
 */
export async function askRdap(url: string, signal: AbortSignal): Promise<string | undefined> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const { status, headers, text } = await get(at, signal);
    if (status === 200) return text;
    if (status === 404) return undefined;
    const { location } = headers;
    if (status < 300 || status > 399 || location === undefined) throw new RdapError(refusal(at, status));
    at = target(at, location);
  }
  throw new RdapError(`${place(url)} redirects more than ${MOST_REDIRECTS} times`);
}

async function get(url: string, signal: AbortSignal) {
  try {
    const headers = { accept: "application/rdap+json, application/json" };
    return await sendRequest(
      { method: "GET", url, headers, idempotent: true, redirects: "answer" },
      { timeoutMs: TRY_MS, tries: TRIES, maxBytes: LARGEST_ANSWER, signal },
    );
  } catch (error) {
    if (error instanceof HttpError) throw new RdapError(error.message);
    throw error;
  }
}

function target(from: string, location: string): string {
  if (!URL.canParse(location, from)) throw new RdapError(`${place(from)} redirects to what is no URL`);
  const to = new URL(location, from);
  // What is open to this machine alone is no registry that one of the internet could refer to.
  if (to.protocol === "https:" || (to.protocol === "http:" && new URL(from).protocol === "http:")) return to.href;
  throw new RdapError(`${place(from)} redirects to ${to.protocol}//${to.host}, which is not https`);
}

function refusal(url: string, status: number): string {
  const limited = status === 429 ? "; it limits how often it may be asked: ask less often" : "";
  return `${place(url)} answered with status ${status}${limited}`;
}

function place(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
