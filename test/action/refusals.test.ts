import { type Answer, type Asked, FakeGithub } from "./fake-github";
import { folderOf, removeFolders, runStep, type Step } from "./run-action";
import { REGISTER, RELEASED, stackExport } from "./stacks";

jest.setTimeout(120_000);
const workspace = folderOf({ "leases.json": REGISTER, "dev.json": stackExport("dev", { partners: RELEASED }) });
const servers: FakeGithub[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  removeFolders();
});

/** A GitHub for one test: most of the time here is waiting, which they do side by side. */
async function start(): Promise<FakeGithub> {
  const github = await FakeGithub.start();
  servers.push(github);
  return github;
}

function check(github: FakeGithub | undefined, more: Record<string, string> = {}): Promise<Step> {
  const inputs = { command: "check", files: "dev.json", register: "leases.json", "as-of": "2026-11-20", ...more };
  return runStep({ github, workspace, with: inputs });
}

/** What holds of every refusal: the findings, the exit code and the summary are as they would be without GitHub. */
function expectDegraded({ code, outputs, summary, commands }: Step, level: "notice" | "warning", why: string): void {
  expect([code, outputs["exit-code"], outputs.errors, outputs["comment-url"]]).toEqual([1, "1", "1", undefined]);
  expect(summary).toContain("orphaned-reference");
  expect(commands).toContainEqual({
    name: level,
    properties: "title=Leasehold",
    message: expect.stringMatching(new RegExp(`^The comment was not written: .*${why}.*in the job's summary\\.$`)),
  });
}

const isWrite = ({ method, path }: Asked): boolean => method !== "GET" && path !== "/graphql";
const COMMENTS = "/repos/acme/network/issues/7/comments";

it.concurrent("a token that may only read, as of a fork's pull request, is no fault: the report is in the summary", async () => {
  const github = await start();
  const body = { message: "Resource not accessible by integration", documentation_url: "https://docs.github.com/rest" };
  github.instead = (asked) => (isWrite(asked) ? { status: 403, body } : undefined);
  expectDegraded(
    await check(github),
    "notice",
    "the token may not do that \\(403 Resource not accessible by integration",
  );
  expect(github.writes).toHaveLength(1);
});

const secondary = (seconds: number, status = 403): Answer => ({
  status,
  headers: { "retry-after": String(seconds) },
  body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
});

it.concurrent.each([403, 429])(
  "a secondary rate limit (%i) is waited for as long as GitHub asks, and then it goes on",
  async (status) => {
    const github = await start();
    github.instead = (asked, before) => (isWrite(asked) && before === 0 ? secondary(2, status) : undefined);
    const step = await check(github);
    expect([step.code, github.comments.length, github.writes.length]).toEqual([1, 1, 2]);
    expect(step.log).toContain("GitHub's secondary rate limit: waiting 2 s, as it asks.");
  },
);

it.concurrent("a 429 that says when to come back is one too, whatever its words", async () => {
  const github = await start();
  github.instead = (asked, before) =>
    isWrite(asked) && before === 0 ? { status: 429, headers: { "retry-after": "1" }, body: "slow down" } : undefined;
  expect([(await check(github)).code, github.comments.length]).toEqual([1, 1]);
});

it.concurrent.each<[string, Answer, number]>([
  ["of more seconds than patience has", secondary(3_600), 1],
  ["that does not say how long", { status: 403, body: { message: "You have exceeded a secondary rate limit." } }, 1],
  ["that comes again and again", secondary(1), 4],
  [
    "of the whole hour",
    {
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 3_000) },
      body: { message: "API rate limit exceeded for installation ID 1." },
    },
    1,
  ],
])("a rate limit %s ends in the summary, with the findings' exit code", async (_, answer, tries) => {
  const github = await start();
  github.instead = (asked) => (isWrite(asked) ? answer : undefined);
  expectDegraded(
    await check(github, { patience: "3" }),
    "warning",
    "rate limit asks to wait longer than this step may",
  );
  expect(github.writes).toHaveLength(tries);
});

it.concurrent("a rate limit on looking ends in the summary too, and adds no comment blindly", async () => {
  const github = await start();
  github.instead = ({ method }) => (method === "GET" ? secondary(60) : undefined);
  expectDegraded(await check(github, { patience: "0" }), "warning", "rate limit");
  expect(github.writes).toEqual([]);
});

it.concurrent.each<[string, Answer, string]>([
  ["404", { status: 404, body: { message: "Not Found" } }, "shows the token no such thing \\(404 Not Found"],
  ["401", { status: 401, body: { message: "Bad credentials" } }, "refused it \\(401 Bad credentials"],
  [
    "422",
    { status: 422, body: { message: "Validation Failed", errors: [{ field: "body", code: "invalid" }] } },
    "refused it \\(422 Validation Failed",
  ],
  [
    "a page of HTML that calls out",
    { status: 404, headers: { "content-type": "text/html" }, body: "<h1>::error::no</h1>\n::set-env name=PATH::/evil" },
    "no such thing \\(404  ::error::no",
  ],
])("%s is told, once", async (_, answer, why) => {
  const github = await start();
  github.instead = (asked) => (isWrite(asked) ? answer : undefined);
  const step = await check(github);
  expectDegraded(step, "warning", why);
  expect(github.writes).toHaveLength(1);
  expect(step.commands.map(({ name }) => name)).not.toContain("set-env");
});

it.concurrent.each<[string, Answer]>([
  ["a 502", { status: 502, headers: { "content-type": "text/html" }, body: "<html>Unicorn!</html>" }],
  ["an answer that is cut off", { status: 200, body: [{ id: 1, body: "x".repeat(5_000) }], cutOff: true }],
  ["an answer that is no JSON", { status: 200, body: '[{"id": 1, "bod' }],
  ["an answer without a body", { status: 200, body: "" }],
])("%s on looking is tried again, and never taken for a page without comments", async (_, answer) => {
  const github = await start();
  const own = github.comment("<!-- leasehold-report project=shop stack=dev -->\nold");
  github.instead = ({ method }, before) => (method === "GET" && before === 0 ? answer : undefined);
  expect((await check(github)).code).toBe(1);
  expect([github.comments.length, own.body.includes("orphaned-reference")]).toEqual([1, true]);
});

it.concurrent.each<[string, Answer, string]>([
  ["is out of order", { status: 503, body: { message: "Service Unavailable" } }, "Service Unavailable"],
  ["lists what is no list", { status: 200, body: { message: "fine" } }, "list of comments is none"],
])("GitHub that %s all the time is told of, and nothing is added", async (_, answer, why) => {
  const github = await start();
  github.instead = ({ method }) => (method === "GET" ? answer : undefined);
  expectDegraded(await check(github), "warning", why);
  expect(github.writes).toEqual([]);
});

it.concurrent("a token whose account is not known adds nothing, since it could not find it again", async () => {
  const github = await start();
  github.instead = ({ path }) =>
    path === "/graphql" ? { status: 200, body: { errors: [{ message: "Something" }] } } : undefined;
  expectDegraded(await check(github), "warning", "");
  expect(github.writes).toEqual([]);
});

it.concurrent.each<[string, boolean]>([
  ["was heard", true],
  ["was not heard", false],
])("a comment whose adding went unanswered and %s is there once in the end", async (_, afterDoingIt) => {
  const github = await start();
  github.instead = (asked, before) =>
    isWrite(asked) && before === 0 ? { status: 201, body: { id: 1 }, cutOff: true, afterDoingIt } : undefined;
  const step = await check(github);
  expect([step.code, github.comments.length]).toEqual([1, 1]);
  expect(step.outputs["comment-url"]).toBe(github.comments[0]?.html_url);
});

it.concurrent("a comment that was deleted meanwhile is added anew", async () => {
  const github = await start();
  const own = github.comment("<!-- leasehold-report project=shop stack=dev -->\nold");
  github.instead = ({ method }) => (method === "PATCH" ? { status: 404, body: { message: "Not Found" } } : undefined);
  expect((await check(github)).code).toBe(1);
  expect([own.body.endsWith("old"), github.comments.length]).toEqual([true, 2]);
});

it.concurrent("a next page on another server is not asked for, and the token stays here", async () => {
  const github = await start();
  const other = await start();
  github.instead = ({ method }) =>
    method === "GET"
      ? { status: 200, headers: { link: `<${other.url}${COMMENTS}?page=2>; rel="next"` }, body: [] }
      : undefined;
  expectDegraded(await check(github), "warning", "leads to another server");
  expect(other.asked).toEqual([]);
});

it.concurrent("a server that is not there costs the comment and nothing else", async () => {
  expectDegraded(await check(undefined), "warning", "could not be reached");
});
