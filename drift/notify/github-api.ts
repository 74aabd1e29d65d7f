import { z } from "zod";
import type { HttpLimits, HttpRequest } from "../../provider/http/http-client";
import { parseJson } from "../../provider/parse-json";
import type { Outcome } from "./channel";
import { ask, isSuccess, refused } from "./http-outcome";

const DEFAULT_URL = "https://api.github.com";
const PER_PAGE = 100;
/** Pages that are looked through for a marker: a repository gets no thousand issues between two runs. */
const MOST_PAGES = 10;

const document = z.object({ number: z.int().positive().optional(), body: z.string().nullish() });
export type GithubDocument = z.output<typeof document>;

export interface GithubAccess {
  readonly url: string;
  readonly token: string;
  readonly repository: string;
  readonly limits: HttpLimits;
}

/** Where GitHub's REST API is, without a slash at the end. */
export function githubUrl(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return (given ?? (environment.GITHUB_API_URL || DEFAULT_URL)).replace(/\/$/, "");
}

/** GitHub's own address, or the one that the runner of GitHub Actions says is its own. */
export function isOwnUrl(url: string, environment: Readonly<Record<string, string | undefined>>): boolean {
  return url === DEFAULT_URL || url === environment.GITHUB_API_URL?.replace(/\/$/, "");
}

/** What was read, or what it means that there is nothing. */
export type Read<T> = { readonly value: T } | { readonly outcome: Outcome; readonly status?: number };

/** The few requests about issues (https://docs.github.com/rest/issues). Texts of its answers are never shown. */
export class GithubApi {
  constructor(private readonly access: GithubAccess) {}

  create(issue: { title: string; body: string; labels: readonly string[] }): Promise<Read<GithubDocument>> {
    const { labels, ...rest } = issue;
    // An empty list needs the right to push as well.
    return this.request("POST", "/issues", document, false, labels.length === 0 ? rest : issue);
  }

  comment(number: number, body: string): Promise<Read<GithubDocument>> {
    return this.request("POST", `/issues/${number}/comments`, document, false, { body });
  }

  update(number: number, change: { body: string; state: "open" | "closed" }): Promise<Read<GithubDocument>> {
    return this.request("PATCH", `/issues/${number}`, document, true, change);
  }

  /** The first issue, of those changed since a time, whose text holds a marker. */
  findIssue(marker: string, since: Date): Promise<Read<GithubDocument | undefined>> {
    return this.find(`/issues?state=all&sort=created&direction=desc&since=${since.toISOString()}`, marker);
  }

  /** The first comment on an issue, of those changed since a time, whose text holds a marker. */
  findComment(number: number, marker: string, since: Date): Promise<Read<GithubDocument | undefined>> {
    return this.find(`/issues/${number}/comments?since=${since.toISOString()}`, marker);
  }

  private async find(path: string, marker: string): Promise<Read<GithubDocument | undefined>> {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const read = await this.request("GET", `${path}&per_page=${PER_PAGE}&page=${page}`, z.array(document), true);
      if (!("value" in read)) return read;
      const found = read.value.find(({ body }) => body?.includes(marker));
      if (found !== undefined || read.value.length < PER_PAGE) return { value: found };
    }
    return { outcome: { kind: "failed", problem: `${this.place()} lists too many to look through` } };
  }

  private async request<T>(
    method: HttpRequest["method"],
    path: string,
    schema: z.ZodType<T>,
    idempotent: boolean,
    body?: unknown,
  ): Promise<Read<T>> {
    const { url, repository, token, limits } = this.access;
    const headers = {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "user-agent": "leasehold",
      "x-github-api-version": "2022-11-28",
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const place = this.place();
    const request = { method, url: `${url}/repos/${repository}${path}`, headers, body: text, idempotent, place };
    const asked = await ask(request, limits);
    if ("outcome" in asked) return asked;
    const { answer } = asked;
    if (!isSuccess(answer)) return { outcome: refused(place, answer, HINTS[answer.status]), status: answer.status };
    const parsed = schema.safeParse(parseJson(answer.text));
    // It was done, but what it is called is not known: the marker finds it.
    if (!parsed.success)
      return { outcome: { kind: "unsure", problem: `${place} answered with something else than expected` } };
    return { value: parsed.data };
  }

  private place(): string {
    return `GitHub (${this.access.repository})`;
  }
}

const HINTS: Readonly<Record<number, string>> = {
  401: "; is the token still valid?",
  403: "; may the token write issues, and set labels?",
  404: "; does the repository exist, and may the token see it?",
  410: "; issues are turned off there",
  422: "; does a label hold what GitHub does not take?",
};
