import type { Octokit as Core } from "@octokit/core" with { "resolution-mode": "import" };
import type { PaginateInterface } from "@octokit/plugin-paginate-rest" with { "resolution-mode": "import" };
import { boundedFetch } from "./bounded-fetch";

/** GitHub's REST and GraphQL APIs, with pages, retries and rate limits taken care of. */
export type GithubApi = Core & { readonly paginate: PaginateInterface };

export interface GithubApiOptions {
  /** Address of the REST API; that of GraphQL follows from it, as on GitHub Enterprise Server. */
  readonly url: string;
  readonly token: string;
  /** Most seconds to wait for rate limits, in all. */
  readonly patience: number;
  /** Says why it takes so long. */
  readonly say: (message: string) => void;
}

/** After a failed try it is tried twice more, a second and then four seconds later. */
const RETRIES = 2;

/**
 * Opens GitHub's API. Where GitHub is out of order, requests are repeated; where it asks to wait (a rate limit, primary or
 * secondary), that is done as long as `patience` lasts, and after that the request fails.
 */
export async function openGithub({ url, token, patience, say }: GithubApiOptions): Promise<GithubApi> {
  const { Octokit } = await import("@octokit/core");
  const { paginateRest } = await import("@octokit/plugin-paginate-rest");
  const { retry } = await import("@octokit/plugin-retry");
  const { throttling } = await import("@octokit/plugin-throttling");
  let left = patience;
  const wait = (kind: string) => (seconds: number) => {
    if (seconds > left) return false;
    left -= seconds;
    say(`GitHub's ${kind} rate limit: waiting ${seconds} s, as it asks.`);
    return true;
  };
  const silent = (): void => undefined;
  // Set up in this order, the first sees an error first.
  return new (Octokit.plugin(nameSecondaryLimits, retry, throttling, paginateRest))({
    auth: token,
    baseUrl: url,
    userAgent: "leasehold-action",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: boundedFetch(new URL(url).origin) },
    retry: { retries: RETRIES, doNotRetry: [400, 401, 403, 404, 409, 410, 413, 422, 429, 451] },
    throttle: { onRateLimit: wait("primary"), onSecondaryRateLimit: wait("secondary") },
  });
}

interface Failure {
  message: string;
  readonly status?: number;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

/**
 * The throttling plugin knows a secondary rate limit by the words of its message only. An answer that says when to come back
 * is one too, whatever its words.
 */
function nameSecondaryLimits(octokit: Core): Record<string, never> {
  octokit.hook.error("request", (error) => {
    const failure: Failure = error;
    const limited = failure.status === 403 || failure.status === 429;
    if (
      limited &&
      failure.response?.headers?.["retry-after"] !== undefined &&
      !/\bsecondary rate\b/i.test(failure.message)
    ) {
      failure.message = `${failure.message} (secondary rate limit)`;
    }
    throw error;
  });
  return {};
}
