import * as fs from "node:fs";
import * as path from "node:path";
import { removePrograms, THING, writeProgram } from "../graph/offline/write-program";
import { FakeGithub, TOKEN } from "./fake-github";
import { folderOf, removeFolders, runStep, type Step } from "./run-action";
import { REGISTER, RELEASED, stackExport } from "./stacks";

jest.setTimeout(60_000);
let github: FakeGithub;

beforeEach(async () => {
  github = await FakeGithub.start();
});
afterEach(() => github.stop());
afterAll(removeFolders);
afterAll(removePrograms);

const MARKER = "<!-- leasehold-report project=shop stack=dev -->";
const OURS = ["error", "warning", "notice"];

function check(files: Record<string, unknown>, more: Record<string, string> = {}): Promise<Step> {
  const workspace = folderOf({ "leases.json": REGISTER, ...files });
  const inputs = { command: "check", files: "dev.json", register: "leases.json", "as-of": "2026-11-20", ...more };
  return runStep({ github, workspace, with: inputs });
}

describe("names in a program", () => {
  const OTHER = "<!-- leasehold-report project=shop stack=prod -->";
  const NAMES = [
    `\n${OTHER}\n## All is well`,
    `--> ${OTHER}`,
    "\n::error file=x::forged\n::set-output name=exit-code::0",
    "##[add-path]/evil",
    "::stop-commands::pwned",
    "@octocat `$(id)` <img src=x onerror=alert(1)>",
  ];

  it("cannot forge a marker, a command or a mention, wherever they are printed", async () => {
    const lists = Object.fromEntries(NAMES.map((name) => [name, RELEASED]));
    const prod = github.comment(`${OTHER}\nof the other stack`);
    const step = await check({ "dev.json": stackExport("dev", lists) });
    expect([step.code, step.outputs.errors, step.outputs["exit-code"]]).toEqual([1, String(NAMES.length), "1"]);
    expect([...new Set(step.commands.map(({ name }) => name))].every((name) => OURS.includes(name))).toBe(true);
    expect(prod.body).toBe(`${OTHER}\nof the other stack`);
    for (const text of [github.comments[1]?.body ?? "", step.summary]) {
      expect(text.split("\n")[0]).toBe(MARKER);
      expect(text.match(/<!-- leasehold-report/g)).toHaveLength(1);
      expect(text).not.toMatch(/<img|@octocat/);
    }
  });

  it("are those of the project and stack, too", async () => {
    const stack = `dev --> ${MARKER} ##[x]`;
    const step = await check({ "dev.json": stackExport(stack, { partners: RELEASED }, "a`b @c|<d>") });
    const first = github.comments[0]?.body.split("\n")[0];
    expect([step.code, github.comments.length]).toEqual([1, 1]);
    expect(first).toMatch(/^<!-- leasehold-report project=a%60b%20%40c%7C%3Cd%3E stack=dev%20--%3E%20[^\s<>]* -->$/);
    await check({ "dev.json": stackExport(stack, { partners: RELEASED }, "a`b @c|<d>") });
    expect(github.comments).toHaveLength(1);
  });
});

describe("a program that is previewed", () => {
  const preview = (program: string, more: Record<string, string> = {}, event = "pull_request"): Promise<Step> => {
    const workspace = writeProgram({ "infra/Pulumi.yaml": "name: shop\nruntime: nodejs\n", "infra/index.js": program });
    return runStep({
      github,
      workspace,
      with: { directory: "infra", stack: "dev", ...more },
      event: { name: event, payload: { pull_request: { number: 7 } } },
      environment: {
        GITHUB_TOKEN: "other-secret",
        ACTIONS_RUNTIME_TOKEN: "other-secret",
        AWS_SECRET_ACCESS_KEY: "other-secret",
      },
    });
  };

  it("is judged by the command that the action carries, and prints no commands and no secrets", async () => {
    const step = await preview(`${THING}
for (const line of ["::error::forged", "::add-mask::a", "##[set-env name=PATH]/evil", "::save-state name=a::b"]) console.log(line), console.error(line);
console.log(JSON.stringify(process.env));
new Thing("::error::a", {});
`);
    expect([step.code, step.outputs.errors]).toEqual([0, "0"]);
    expect([...new Set(step.commands.map(({ name }) => name))]).toEqual(["notice"]);
    expect(step.log).toContain("::error::forged");
    expect(step.log).not.toContain("other-secret");
    expect(step.log).not.toContain(TOKEN);
    expect(step.log).not.toMatch(/"(GITHUB|INPUT|ACTIONS|RUNNER)_/);
    expect(github.comments[0]?.body.split("\n")[0]).toBe(MARKER);
  });

  it("that fails is told as such, in the words it fails with", async () => {
    const step = await preview('throw new Error("</pre><script>alert(1)</script> @octocat\\n::error::forged");');
    expect([step.code, step.outputs["exit-code"], step.outputs.errors]).toEqual([2, "2", undefined]);
    expect(step.summary).toContain("&#60;/pre&#62;&#60;script&#62;");
    expect(step.commands.map(({ name }) => name)).toEqual(["error"]);
  });

  it("is not run at all on pull_request_target, where its author would get a token that may write", async () => {
    const step = await preview('require("node:fs").writeFileSync("ran", "");', {}, "pull_request_target");
    expect([step.code, step.outputs["exit-code"], github.asked]).toEqual([2, "2", []]);
    expect(step.commands[0]?.message).toContain("Use on: pull_request.");
  });
});

describe("inputs", () => {
  it("are values and never options, whatever they begin with", async () => {
    const evil = "--output=pwned";
    const step = await check({ [evil]: stackExport("dev", { partners: RELEASED }) }, { files: evil });
    expect([step.code, step.outputs.errors]).toEqual([1, "1"]);
    const refused = await check({ "dev.json": stackExport("dev", {}) }, { register: "--fail-on=never" });
    expect([refused.code, refused.log.includes("--fail-on=never")]).toEqual([2, true]);
  });

  it("are no words of a shell", async () => {
    const workspace = folderOf({ "leases.json": REGISTER });
    const files = "$(touch pwned)\n`touch pwned`\n; touch pwned\na b.json";
    fs.writeFileSync(path.join(workspace, "a b.json"), JSON.stringify(stackExport("dev", {})));
    const step = await runStep({ github, workspace, with: { command: "check", files, register: "leases.json" } });
    expect([step.code, fs.existsSync(path.join(workspace, "pwned"))]).toEqual([2, false]);
    const one = await runStep({
      github,
      workspace,
      with: { command: "check", files: "a b.json", register: "leases.json" },
    });
    expect(one.code).toBe(0);
  });

  it.each<[Record<string, string>, string]>([
    [{ command: "deploy" }, "command: deploy is not known; give check or preview."],
    [{ command: "check", files: "" }, "files: is missing"],
    [{ command: "check", files: "-" }, "files: - stands for stdin"],
    [{ command: "preview" }, "files: is for command: check"],
    [{ stack: "dev" }, "stack: is for command: preview"],
    [{ comment: "maybe" }, "comment: maybe is neither true nor false."],
    [{ patience: "1e9" }, "patience: 1e9 is no whole number of seconds"],
    [{ directory: "gone" }, "directory: gone is no folder of the workspace"],
    [{ "fail-on": "info" }, "Nothing could be judged."],
    [{ reports: "pdf=report.pdf" }, "Give FORMAT=FILE"],
  ])("that make no sense are refused: %j", async (more, message) => {
    const step = await check({ "dev.json": stackExport("dev", {}) }, more);
    expect([step.code, step.outputs["exit-code"]]).toEqual([2, "2"]);
    expect(step.commands).toContainEqual(
      expect.objectContaining({ name: "error", message: expect.stringContaining(message) }),
    );
  });

  it("choose what fails, as the command's options do", async () => {
    const files = { "dev.json": stackExport("dev", { partners: RELEASED }) };
    const step = await check(files, {
      "fail-on": "never",
      annotations: "false",
      reports: "junit=gone/report.xml\nhtml=report.html",
    });
    expect([step.code, step.outputs.errors]).toEqual([2, undefined]);
    const written = await check(files, { "fail-on": "never", annotations: "false", reports: "junit=report.xml" });
    expect([written.code, written.outputs.errors, written.commands]).toEqual([0, "1", []]);
  });
});

it.each([
  ["no repository", { GITHUB_REPOSITORY: "acme" }, "GITHUB_REPOSITORY names no repository"],
  ["an API without encryption", { GITHUB_API_URL: "http://github.example/api/v3" }, "an https address is needed"],
  ["an API that is none", { GITHUB_API_URL: "github" }, "an https address is needed"],
])("a runner that gives %s is refused before anything is judged", async (_, environment, message) => {
  const workspace = folderOf({ "dev.json": stackExport("dev", {}) });
  const step = await runStep({ workspace, with: { command: "check", files: "dev.json" }, environment });
  expect([step.code, step.commands[0]?.message]).toEqual([2, expect.stringContaining(message)]);
});
