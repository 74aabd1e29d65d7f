import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { FakeGithub } from "../action/fake-github";
import { folderOf, removeFolders, runStep } from "../action/run-action";
import { ELSEWHERE, REGISTER, RELEASED, stackExport } from "../action/stacks";
import { removePrograms, THING, writeProgram } from "../graph/offline/write-program";
import { EXAMPLES, example, inputsOf, isLeasehold, ROOT, type Workflow } from "./example-files";

jest.setTimeout(60_000);
afterAll(removeFolders);
afterAll(removePrograms);

const DAY = "2026-11-20";
const PROJECT = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  leasehold:register: leases.json\n",
  "leases.json": REGISTER,
};
const PROGRAM = `${THING}
new pulumi.CustomResource("aws:ec2/managedPrefixList:ManagedPrefixList", "partners", { entries: [{ cidr: "${RELEASED}" }] });
`;

/** A checkout of a project in infra/, with a change on a branch; `main` is what origin has. */
function checkout(files: Readonly<Record<string, unknown>>): { folder: string; origin: string; base: string } {
  const origin = folderOf({});
  const folder = writeProgram(under(PROJECT));
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      encoding: "utf8",
    });
  execFileSync("git", ["init", "--quiet", "--bare", "-b", "main", origin]);
  git("init", "--quiet", "-b", "main");
  git("add", "infra");
  git("commit", "--quiet", "-m", "base");
  git("push", "--quiet", origin, "main");
  git("remote", "add", "origin", origin);
  git("fetch", "--quiet", "origin");
  git("checkout", "--quiet", "-b", "change");
  for (const [name, content] of Object.entries(under(files))) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  git("add", "infra");
  git("commit", "--quiet", "-m", "change");
  git("push", "--quiet", "origin", "change");
  return { folder, origin, base: git("rev-parse", "main").trim() };
}

function under(files: Readonly<Record<string, unknown>>): Record<string, string> {
  const text = (content: unknown): string => (typeof content === "string" ? content : JSON.stringify(content));
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`infra/${name}`, text(content)]));
}

/** What a CI's image has: npm, npx that runs leasehold, and a pulumi whose preview is given. */
function tools(preview: object): string {
  const command = path.join(ROOT, "action/bundle/leasehold.js");
  const folder = folderOf({
    npm: "#!/bin/sh\n",
    npx: `#!/bin/sh\ntest "$1" = leasehold || exit 9\nshift\nexec "${process.execPath}" "${command}" "$@"\n`,
    pulumi: `#!/bin/sh\ntest "$*" = "preview --json --show-sames --non-interactive --stack dev" || exit 9\ncat <<'END'\n${JSON.stringify(preview)}\nEND\n`,
  });
  for (const name of ["npm", "npx", "pulumi"]) fs.chmodSync(path.join(folder, name), 0o755);
  return folder;
}

function runScript(script: string[], folder: string, preview: object, environment: Record<string, string>) {
  const env = {
    PATH: `${tools(preview)}:${process.env.PATH}`,
    HOME: process.env.HOME,
    CI: "true",
    LEASEHOLD_AS_OF: DAY,
    ...environment,
  };
  const { status, stdout, stderr } = spawnSync("/bin/sh", script, { cwd: folder, env, encoding: "utf8" });
  return { status, stdout, stderr, read: (file: string) => fs.readFileSync(path.join(folder, "infra", file), "utf8") };
}

/** What a change must not be judged by: a register without the lease that it refers to. */
const WEAKENED = { "leases.json": { version: 1, leases: [] } };

describe("GitHub's workflows", () => {
  let github: FakeGithub;
  beforeEach(async () => {
    github = await FakeGithub.start();
  });
  afterEach(() => github.stop());

  const stepOf = (file: string): Record<string, string> => {
    const jobs = Object.values((parse(example(file)) as Workflow).jobs);
    const step = jobs.flatMap(({ steps }) => steps).find(isLeasehold);
    return { ...inputsOf(step ?? {}), "as-of": DAY };
  };

  it("judge two stacks' previews as one, by the register of the base commit", async () => {
    const previews = {
      "previews/network.json": stackExport("network", { own: ELSEWHERE }),
      "previews/web.json": stackExport("web", { partners: RELEASED }),
    };
    const { folder } = checkout({ ...previews, ...WEAKENED });
    const environment = { GITHUB_BASE_REF: "main", GITHUB_HEAD_REF: "change" };
    const inputs = { ...stepOf("github-check.yml"), register: "leases.json" };
    const step = await runStep({ github, workspace: folder, with: inputs, environment });
    expect([step.code, step.outputs.errors, github.uploads.length]).toEqual([1, "1", 1]);
    expect(github.comments[0]?.body.split("\n")[0]).toBe("<!-- leasehold-report project=shop stack=network%2Bweb -->");
    expect(github.comments[0]?.body).toContain("This pull request changes the register");
    expect(step.commands).toContainEqual(
      expect.objectContaining({ name: "error", properties: expect.stringMatching(/^file=infra\//) }),
    );
  });

  it("preview a program, and leave the HTML report where it is uploaded from", async () => {
    const { folder } = checkout({ "index.js": PROGRAM, ...WEAKENED });
    const inputs = { ...stepOf("github-preview.yml"), stack: "dev" };
    const step = await runStep({ github, workspace: folder, with: inputs, environment: { GITHUB_BASE_REF: "main" } });
    expect([step.code, step.outputs.errors, github.comments.length, github.uploads.length]).toEqual([1, "1", 1, 1]);
    expect(fs.readFileSync(path.join(folder, "infra/leasehold.html"), "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("are refused a clone without the history, rather than judged by the change's own register", async () => {
    const { origin } = checkout({
      "previews/network.json": stackExport("network", {}),
      "previews/web.json": stackExport("web", {}),
      ...WEAKENED,
    });
    const shallow = path.join(folderOf({}), "clone");
    execFileSync("git", ["clone", "--quiet", "--depth=1", "--branch=change", `file://${origin}`, shallow]);
    const step = await runStep({
      github,
      workspace: shallow,
      with: { ...stepOf("github-check.yml"), register: "leases.json" },
    });
    expect([step.code, github.comments]).toEqual([2, []]);
    expect(step.summary).toContain("fetch-depth: 0");
  });
});

it("GitLab's script judges by the base commit, fails, and leaves its artifacts", () => {
  const { folder, base } = checkout({ "index.js": PROGRAM, ...WEAKENED });
  const { leasehold } = parse(example("gitlab.yml"));
  const script = ["-e", "-c", leasehold.script.join("\n")];
  const { status, stdout, read } = runScript(
    script,
    folder,
    {},
    { ...leasehold.variables, CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_JOB_URL: "https://gitlab.example/jobs/1" },
  );
  expect([status, stdout]).toEqual([1, expect.stringContaining("✖ error orphaned-reference")]);
  const paths = [...leasehold.artifacts.paths, ...Object.values<string>(leasehold.artifacts.reports)];
  for (const file of paths) expect([file, fs.existsSync(path.join(folder, file))]).toEqual([file, true]);
  const [first] = JSON.parse(read("leasehold-codequality.json"));
  expect(first).toMatchObject({
    check_name: "orphaned-reference",
    severity: "critical",
    location: { path: expect.stringMatching(/^infra\//) },
  });
});

describe("the shell script", () => {
  const script = [path.join(EXAMPLES, "plain.sh")];
  it.each([
    [1, RELEASED],
    [0, ELSEWHERE],
  ])("ends with %i, by the register of the branch that the change goes to", (code, cidr) => {
    const { folder } = checkout(WEAKENED);
    const preview = { ...stackExport("dev", { partners: cidr }) };
    const { status, stdout, read } = runScript(script, folder, preview, {
      LEASEHOLD_REGISTER: "leases.json",
      BUILD_URL: "https://ci.example/1",
    });
    expect([status, stdout.includes("orphaned-reference")]).toEqual([code, code === 1]);
    expect(read("reports/leasehold.md")).toContain("[whole report](https://ci.example/1)");
    expect(read("reports/leasehold.xml")).toContain("<testsuite");
    expect(JSON.parse(read("reports/leasehold.sarif")).runs[0].results).toHaveLength(code);
    expect(read("reports/leasehold.html")).toMatch(/^<!doctype html>/i);
  });

  it("stops where the branch that the change goes to is not there", () => {
    const { folder } = checkout(WEAKENED);
    const { status, stdout } = runScript(script, folder, {}, { TARGET_BRANCH: "gone" });
    expect([status === 0, stdout]).toEqual([false, ""]);
  });
});
