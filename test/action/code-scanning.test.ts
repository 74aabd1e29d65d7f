import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Answer, FakeGithub } from "./fake-github";
import { folderOf, removeFolders, runStep, type Step } from "./run-action";
import { REGISTER, RELEASED, stackExport } from "./stacks";

jest.setTimeout(60_000);
let github: FakeGithub;
let workspace: string;

beforeEach(async () => {
  github = await FakeGithub.start();
  workspace = folderOf({ "leases.json": REGISTER, "dev.json": stackExport("dev", { partners: RELEASED }) });
});
afterEach(() => github.stop());
afterAll(removeFolders);

function upload(environment: Record<string, string> = {}, more: Record<string, string> = {}): Promise<Step> {
  const inputs = { command: "check", files: "dev.json", register: "leases.json", "as-of": "2026-11-20", sarif: "true" };
  return runStep({ github, workspace, with: { ...inputs, comment: "false", ...more }, environment });
}

it("uploads the very file that the output names, gzipped, for the commit and ref of the run", async () => {
  const step = await upload({}, { reports: "sarif=copy.sarif" });
  const [{ sarif = "", ...rest } = {}] = github.uploads;
  expect(rest).toEqual({ commit_sha: "a".repeat(40), ref: "refs/pull/7/merge" });
  const text = gunzipSync(Buffer.from(sarif, "base64")).toString("utf8");
  expect(text).toBe(readFileSync(`${workspace}/copy.sarif`, "utf8"));
  expect(JSON.parse(text).runs[0]).toMatchObject({
    automationDetails: { id: "leasehold/shop/dev/" },
    results: [{ ruleId: "orphaned-reference" }],
  });
  expect([step.code, step.outputs["sarif-file"]]).toEqual([1, expect.stringMatching(/leasehold\.sarif$/)]);
});

it("uploads nothing unless it is asked to", async () => {
  await upload({}, { sarif: "false" });
  expect(github.asked).toEqual([]);
});

it("comments and uploads in one run", async () => {
  await upload({}, { comment: "true" });
  expect([github.comments.length, github.uploads.length]).toEqual([1, 1]);
});

it.each<[string, Answer, "notice" | "warning", string]>([
  ["a fork's token", { status: 403, body: { message: "Resource not accessible by integration" } }, "notice", "403"],
  ["no code scanning", { status: 404, body: { message: "Not Found" } }, "warning", "404"],
  ["too much", { status: 413, body: { message: "Payload too large" } }, "warning", "413 Payload too large"],
  ["GitHub being out of order", { status: 503, body: {} }, "warning", "out of order"],
  [
    "a rate limit",
    { status: 429, headers: { "retry-after": "999" }, body: { message: "secondary rate limit" } },
    "warning",
    "rate limit",
  ],
])("%s leaves the exit code to the findings", async (_, answer, level, why) => {
  github.instead = () => answer;
  const step = await upload();
  expect([step.code, step.outputs.errors, github.uploads]).toEqual([1, "1", []]);
  expect(step.commands).toContainEqual({
    name: level,
    properties: "title=Leasehold",
    message: expect.stringMatching(new RegExp(`^The findings were not uploaded to code scanning: .*${why}`)),
  });
});

it("says so where the run names no commit", async () => {
  const step = await upload({ GITHUB_SHA: "HEAD" });
  expect([step.code, github.asked]).toEqual([1, []]);
  expect(step.log).toContain("GITHUB_SHA and GITHUB_REF name no commit to upload for");
});
