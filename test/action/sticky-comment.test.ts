import { readFileSync, writeFileSync } from "node:fs";
import { fixturePath } from "../graph/fixture";
import { BOT, FakeGithub } from "./fake-github";
import { folderOf, PULL_REQUEST, removeFolders, runStep, type Step } from "./run-action";
import { ELSEWHERE, REGISTER, RELEASED, stackExport } from "./stacks";

jest.setTimeout(60_000);
const MARKER = "<!-- leasehold-report project=shop stack=dev -->";
let github: FakeGithub;
let workspace: string;

beforeEach(async () => {
  github = await FakeGithub.start();
  workspace = folderOf({
    "leases.json": REGISTER,
    "dev.json": stackExport("dev", { partners: RELEASED }),
    "prod.json": stackExport("prod", { partners: ELSEWHERE }),
  });
});
afterEach(() => github.stop());
afterAll(removeFolders);

function check(
  files: string,
  more: Record<string, string> = {},
  environment: Record<string, string> = {},
): Promise<Step> {
  const inputs = { command: "check", files, register: "leases.json", "as-of": "2026-11-20", ...more };
  return runStep({ github, workspace, with: inputs, environment });
}

const PATH = "/repos/acme/network/issues/7/comments";

it("adds one comment, says where it is, and fails as the command does", async () => {
  const step = await check("dev.json");
  expect(step.code).toBe(1);
  expect(github.writes).toEqual([`POST ${PATH}`]);
  const [comment] = github.comments;
  expect(comment?.body.split("\n")[0]).toBe(MARKER);
  expect(comment?.body).toContain("orphaned-reference");
  expect(comment?.body).toContain("[whole report](https://github.example/acme/network/actions/runs/17)");
  expect(step.outputs).toMatchObject({
    "exit-code": "1",
    errors: "1",
    warnings: "0",
    waived: "0",
    "comment-url": comment?.html_url,
  });
  expect(step.summary).toContain("orphaned-reference");
  expect(step.commands.map(({ name }) => name)).toContain("error");
});

it("finds it again on the last of many pages, and rewrites it where something is new", async () => {
  github.pageSize = 2;
  for (let i = 0; i < 6; i++) github.comment(`Looks good to me ${i}`, "octocat");
  const own = github.comment(`${MARKER}\nold`);
  await check("dev.json");
  expect(github.asked.filter(({ method }) => method === "GET").map(({ path }) => path)).toEqual([
    `${PATH}?per_page=100`,
    `${PATH}?per_page=100&page=2`,
    `${PATH}?per_page=100&page=3`,
    `${PATH}?per_page=100&page=4`,
  ]);
  expect(github.writes).toEqual([`PATCH /repos/acme/network/issues/comments/${own.id}`]);
  expect(own.body).toContain("orphaned-reference");
  expect(github.comments).toHaveLength(7);
});

it("does not rewrite what says the same, though each run has an address of its own and an editor its line ends", async () => {
  await check("dev.json");
  const [comment] = github.comments;
  if (comment) comment.body = comment.body.replaceAll("\n", "\r\n");
  github.asked.length = 0;
  const step = await check("dev.json", {}, { GITHUB_RUN_ID: "18" });
  expect([github.writes, step.code]).toEqual([[], 1]);
  expect(step.outputs["comment-url"]).toBe(comment?.html_url);
  expect(comment?.body).toContain("/runs/17)");
});

it("leaves alone what others begin with our marker, and what only quotes it", async () => {
  const forged = [
    github.comment(`${MARKER}\nNothing to see here.`, "mallory"),
    github.comment(`${MARKER}\nNothing to see here.`, "github-actions"),
    github.comment(`${MARKER}\nNothing to see here.`, null),
    github.comment(`As it said:\n${MARKER}\nNothing to see here.`),
    github.comment(`> ${MARKER}\nNothing to see here.`),
  ].map(({ body }) => body);
  await check("dev.json");
  expect(github.writes).toEqual([`POST ${PATH}`]);
  expect(github.comments.slice(0, 5).map(({ body }) => body)).toEqual(forged);
  expect(github.comments).toHaveLength(6);
});

it("takes for ours what a person's token wrote, where that token is used", async () => {
  github.viewer = "release-manager";
  const bots = github.comment(`${MARKER}\nold`, BOT);
  const own = github.comment(`${MARKER}\nold`, "release-manager");
  await check("dev.json");
  expect([bots.body, own.body.length > 100]).toEqual([`${MARKER}\nold`, true]);
  expect(github.comments).toHaveLength(2);
});

it("keeps a comment for each of two stacks", async () => {
  await check("dev.json");
  expect((await check("prod.json")).code).toBe(0);
  await check("dev.json");
  expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    MARKER,
    "<!-- leasehold-report project=shop stack=prod -->",
  ]);
  expect(github.writes).toHaveLength(2);
});

it("says in its own comment that nothing could be judged, in place of what no longer holds", async () => {
  await check("dev.json");
  await check("prod.json");
  const [dev, prod] = github.comments.map(({ body }) => body);
  writeFileSync(`${workspace}/dev.json`, '{"version": 3, "deployment": <b>');
  const step = await check("dev.json");
  expect([step.code, step.outputs["exit-code"], step.outputs.errors]).toEqual([2, "2", undefined]);
  expect(step.summary).toContain("this could not be judged");
  expect(step.commands).toContainEqual({
    name: "error",
    properties: "title=Leasehold",
    message: expect.stringContaining("dev.json"),
  });
  expect(github.comments[0]?.body).not.toBe(dev);
  expect(github.comments[0]?.body).toMatch(
    new RegExp(`^${MARKER}\n<!-- leasehold-job \\w+ -->\n\n## Leasehold: this could not be judged`),
  );
  expect(github.comments[0]?.body).not.toContain("<b>");
  expect(github.comments.map(({ body }) => body)[1]).toBe(prod);
  writeFileSync(`${workspace}/dev.json`, JSON.stringify(stackExport("dev", { partners: RELEASED })));
  await check("dev.json");
  expect(github.comments.map(({ body }) => body)).toEqual([dev, prod]);
});

it("adds nothing about a first run that could not judge: the summary and the failed step say it", async () => {
  const step = await check("gone.json");
  expect([step.code, github.writes]).toEqual([2, []]);
  expect(step.summary).toContain("gone.json: does not exist");
});

it("tells apart in the comment what could not be decided", async () => {
  workspace = folderOf({
    "preview.json": readFileSync(fixturePath("egress-bypass-unknown-preview.golden.json"), "utf8"),
  });
  const step = await check("preview.json", { register: "" });
  expect(Number(step.outputs.undetermined)).toBeGreaterThan(0);
  expect(github.comments[0]?.body).toContain("### Undetermined: these depend on what is not known yet");
  expect(github.comments[0]?.body).toMatch(/\*\*.*\d+ undetermined/);
});

it("comments on nothing where the event is about no pull request, or where comments are off", async () => {
  const push = { name: "push", payload: { ref: "refs/heads/main" } };
  const inputs = { command: "check", files: "dev.json", register: "leases.json", "as-of": "2026-11-20" };
  const steps = [
    await runStep({ github, workspace, with: inputs, event: push }),
    await runStep({ github, workspace, with: { ...inputs, comment: "false" } }),
    await runStep({ github, workspace, with: { ...inputs, token: "" } }),
  ];
  expect(github.asked).toEqual([]);
  for (const { code, summary } of steps) expect([code, summary.includes("orphaned-reference")]).toEqual([1, true]);
  expect(steps[2]?.commands).toContainEqual(
    expect.objectContaining({ name: "warning", message: expect.stringContaining("token: is empty") }),
  );
});

it("speaks to a GitHub Enterprise Server where the runner names one", async () => {
  await github.stop();
  github = await FakeGithub.start("/api/v3");
  await check("dev.json");
  expect(github.asked.map(({ path }) => path)).toEqual(["/graphql", `${PATH}?per_page=100`, PATH]);
  expect(github.comments).toHaveLength(1);
});

it("is about the pull request of the event, whose other words are not read", async () => {
  const payload = { pull_request: { number: 7, title: "`$(id)`", head: { ref: "a;rm -rf /", label: "::error::x" } } };
  const inputs = { command: "check", files: "dev.json", register: "leases.json", "as-of": "2026-11-20" };
  const step = await runStep({ github, workspace, with: inputs, event: { ...PULL_REQUEST, payload } });
  expect(step.log).not.toContain("rm -rf");
  expect(github.comments).toHaveLength(1);
});

it("annotates as much as GitHub shows of a step, and has all of it in the log and the comment", async () => {
  const lists = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`partner-${i}`, RELEASED]));
  writeFileSync(`${workspace}/dev.json`, JSON.stringify(stackExport("dev", lists)));
  const step = await check("dev.json");
  const levels = step.commands.map(({ name }) => name);
  expect([step.outputs.errors, levels.filter((name) => name === "error").length]).toEqual(["25", 10]);
  expect(levels.at(-1)).toBe("notice");
  for (let i = 0; i < 25; i++) {
    expect(step.log).toContain(`partner-${i} (aws:ec2/managedPrefixList:ManagedPrefixList)`);
    expect(github.comments[0]?.body).toContain(`<code>partner-${i}</code>`);
  }
});

it("goes on where the runner's files cannot be written", async () => {
  const step = await check(
    "dev.json",
    {},
    { GITHUB_STEP_SUMMARY: workspace, GITHUB_OUTPUT: `${workspace}/gone/output` },
  );
  expect([step.code, github.comments.length]).toEqual([1, 1]);
  expect(step.log).toContain("::warning title=Leasehold::GITHUB_STEP_SUMMARY cannot be written: EISDIR");
});
