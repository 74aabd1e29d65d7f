import { plainText } from "../reports/plain-text";

/** Why GitHub did not do what it was asked for. */
export interface ApiFailure {
  /** `read-only`: the token may not, as on pull requests from forks; that is no fault. */
  readonly kind: "read-only" | "rate-limit" | "not-found" | "refused" | "unavailable";
  /** Fits after "because". */
  readonly why: string;
}

interface Thrown {
  readonly message: string;
  readonly status: number;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

/** What an error of the API means, in words; `undefined` where it is no error of the API. */
export function apiFailure(error: unknown): ApiFailure | undefined {
  if (error instanceof Error && error.name === "GraphqlResponseError") {
    return { kind: "refused", why: `GitHub answered ${words(error.message)}` };
  }
  if (!isThrown(error)) return undefined;
  const { status, message, response } = error;
  const headers = response?.headers ?? {};
  if (
    status === 429 ||
    /\brate limit\b/i.test(message) ||
    (status === 403 && headers["x-ratelimit-remaining"] === "0")
  ) {
    return { kind: "rate-limit", why: "GitHub's rate limit asks to wait longer than this step may (input patience)" };
  }
  if (status === 403) return { kind: "read-only", why: `the token may not do that (403 ${words(message)})` };
  if (status === 404) return { kind: "not-found", why: `GitHub shows the token no such thing (404 ${words(message)})` };
  if (status >= 500 || response === undefined) {
    return { kind: "unavailable", why: `GitHub could not be reached or is out of order (${words(message)})` };
  }
  return { kind: "refused", why: `GitHub refused it (${status} ${words(message)})` };
}

function isThrown(error: unknown): error is Thrown {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

/** An answer may be a whole page of HTML. */
function words(message: string): string {
  const line = plainText(message.split(/\r?\n/)[0] ?? "").replace(/<[^>]{0,200}>/g, " ");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
