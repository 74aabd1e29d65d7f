import { TextDecoder } from "node:util";
import { errorCode } from "./error-code";
import { RegisterError, shownSource } from "./register-error";

const MOST_REDIRECTS = 5;

interface Limits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly client: typeof fetch;
}

/**
 * The text behind an https URL, within a time and a size. Redirects are followed to https only, at most five; user and
 * password of the URL go as basic authorisation to its own origin and no other.
 * @throws RegisterError that names the URL without its secrets.
 */
export async function fetchText(source: string, { timeoutMs, maxBytes, client }: Limits): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await follow(source, client, signal);
    return await readBounded(response, maxBytes, source);
  } catch (error) {
    if (error instanceof RegisterError) throw error;
    throw new RegisterError(shownSource(source), [
      signal.aborted
        ? `did not arrive within ${timeoutMs} ms; check the server, or allow more time`
        : `cannot be fetched (${errorCode(error) ?? "network error"}); check the URL and the network`,
    ]);
  }
}

async function follow(source: string, client: typeof fetch, signal: AbortSignal): Promise<Response> {
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
      throw new RegisterError(shownSource(source), [
        `the server answered ${response.status}; check the URL and access`,
      ]);
    }
    if (!URL.canParse(location, url.href))
      throw new RegisterError(shownSource(source), ["the server's redirect is no URL"]);
    const next = new URL(location, url.href);
    if (next.protocol !== "https:") {
      const target = `${next.protocol}//${next.host}`;
      throw new RegisterError(shownSource(source), [`redirects to ${target}, not to https; give the https URL itself`]);
    }
    url = withoutUser(next);
  }
  throw new RegisterError(shownSource(source), [
    `redirects more than ${MOST_REDIRECTS} times; give the last URL itself`,
  ]);
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
async function readBounded(response: Response, maxBytes: number, source: string): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new RegisterError(shownSource(source), [`has more than ${maxBytes} bytes`]);
    text += decode(decoder, chunk, source);
  }
  return text + decode(decoder, undefined, source);
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, source: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new RegisterError(shownSource(source), ["is not UTF-8 text; save it as UTF-8"]);
  }
}
