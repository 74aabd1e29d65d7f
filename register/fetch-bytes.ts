import { errorCode } from "./error-code";

const MOST_REDIRECTS = 5;

/** Bounds of a download. */
export interface FetchLimits {
  /** Milliseconds for the whole of it, redirects included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly client: typeof fetch;
  /** Follow to `http://` on this machine itself, too. @default false */
  readonly loopbackHttp?: boolean;
  /** Ends the download before its time. */
  readonly signal?: AbortSignal;
}

/** What was downloaded. */
export interface FetchedBytes {
  readonly bytes: Uint8Array;
  /** The server's `Last-Modified`, where it can be read. */
  readonly lastModified?: Date;
}

/** Why a download failed, in words that follow the name of its source. They hold no secret of the URL. */
export class FetchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "FetchError";
  }
}

/**
 * The bytes behind a URL, within a time and a size. Redirects are followed to https only (and, where allowed, to this
 * machine), at most five; user and password of the URL go as basic authorisation to its own origin and no other.
 * @throws FetchError
 */
export async function fetchBytes(source: string, limits: FetchLimits): Promise<FetchedBytes> {
  const { timeoutMs, maxBytes } = limits;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = limits.signal === undefined ? timeout : AbortSignal.any([limits.signal, timeout]);
  try {
    const response = await follow(source, limits, signal);
    const bytes = await readBounded(response, maxBytes);
    const lastModified = new Date(response.headers.get("last-modified") ?? "");
    return Number.isNaN(lastModified.getTime()) ? { bytes } : { bytes, lastModified };
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError(
      limits.signal?.aborted
        ? "was not waited for any longer"
        : timeout.aborted
          ? `did not arrive within ${timeoutMs} ms; check the server, or allow more time`
          : `cannot be fetched (${errorCode(error) ?? "network error"}); check the URL and the network`,
    );
  }
}

/** Whether a URL may be asked: https, or http of this machine itself where that is allowed. */
export function isAllowed(url: URL, loopbackHttp = false): boolean {
  return url.protocol === "https:" || (loopbackHttp && url.protocol === "http:" && LOOPBACK.test(url.hostname));
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

async function follow(source: string, { client, loopbackHttp }: FetchLimits, signal: AbortSignal): Promise<Response> {
  const start = new URL(source);
  const authorization = basicAuthorization(start);
  let url = withoutUser(start);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const headers: Record<string, string> = { accept: "application/json" };
    if (authorization !== undefined && url.origin === start.origin) headers.authorization = authorization;
    const response = await client(url.href, { headers, redirect: "manual", signal });
    if (response.ok) return response;
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) {
      throw new FetchError(`the server answered ${response.status}; check the URL and access`);
    }
    if (!URL.canParse(location, url.href)) throw new FetchError("the server's redirect is no URL");
    const next = new URL(location, url.href);
    if (!isAllowed(next, loopbackHttp)) {
      throw new FetchError(`redirects to ${next.protocol}//${next.host}, not to https; give the https URL itself`);
    }
    url = withoutUser(next);
  }
  throw new FetchError(`redirects more than ${MOST_REDIRECTS} times; give the last URL itself`);
}

/** fetch refuses URLs with a user in them. */
function withoutUser(url: URL): URL {
  const bare = new URL(url.href);
  bare.username = "";
  bare.password = "";
  return bare;
}

function basicAuthorization(url: URL): string | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
}

/** Counts while it reads, since a length that the server states may be missing, wrong, or that of the compressed text. */
async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new FetchError(`has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
