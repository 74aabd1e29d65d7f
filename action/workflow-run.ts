import * as fs from "node:fs";
import { InputError } from "./input-error";

/** The run of a workflow that this step belongs to, as the runner describes it. */
export interface WorkflowRun {
  /** Address of the REST API, without a slash at its end; GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repository: string;
  /** Name of the event, such as `pull_request`. */
  readonly event: string;
  /** Number of the pull request; undefined where the event is about none. */
  readonly pullRequest?: number;
  readonly commit?: string;
  /** For example `refs/pull/12/merge`. */
  readonly ref?: string;
  readonly workspace: string;
  /** Names this job among those of the repository, with what it is given; two jobs on one pull request differ in it. */
  readonly job: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the runner's variables and the event. @throws InputError where they make no sense */
export function readWorkflowRun(environment: Environment): WorkflowRun {
  const [owner = "", repository = "", ...rest] = (environment.GITHUB_REPOSITORY ?? "").split("/");
  if (!NAME.test(owner) || !NAME.test(repository) || rest.length > 0) {
    throw new InputError("GITHUB_REPOSITORY names no repository: this runs as a step of a GitHub workflow.");
  }
  return {
    apiUrl: apiUrl(environment.GITHUB_API_URL || "https://api.github.com"),
    owner,
    repository,
    event: environment.GITHUB_EVENT_NAME ?? "",
    pullRequest: pullRequest(environment.GITHUB_EVENT_PATH),
    commit: matching(environment.GITHUB_SHA, /^[0-9a-f]{40}([0-9a-f]{24})?$/),
    ref: matching(environment.GITHUB_REF, /^refs\/[^\s]+$/),
    workspace: environment.GITHUB_WORKSPACE || process.cwd(),
    job: [environment.GITHUB_WORKFLOW ?? "", environment.GITHUB_JOB ?? ""],
  };
}

/** Not `.` or `..`, which an address takes for a way up. */
const NAME = /^(?!\.{1,2}$)[\w.-]+$/;

/** The token goes to that address, so it is https, except on this machine itself. */
function apiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url?.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url === undefined || (url.protocol !== "https:" && !local)) {
    throw new InputError(`GITHUB_API_URL is ${text}: an https address is needed.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** A payload holds at most 25 MB (GitHub's limit of a webhook). */
const MOST_EVENT_BYTES = 25_000_000;

/** Of the event's payload, which anybody who opens a pull request partly writes, only this number is taken. */
function pullRequest(file: string | undefined): number | undefined {
  if (!file || !fs.existsSync(file) || fs.statSync(file).size > MOST_EVENT_BYTES) return undefined;
  const payload = parsed(fs.readFileSync(file, "utf8"));
  const number = memberOf(memberOf(payload, "pull_request"), "number");
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError("GITHUB_EVENT_PATH holds no JSON.");
    throw error;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function matching(text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}
