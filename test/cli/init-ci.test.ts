import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { ciFiles, ciProject } from "../../cli/ci-workflow";
import { run } from "../../cli/run";
import { example } from "../docs/example-files";
import { removePrograms, writeProgram } from "../graph/offline/write-program";
import { fakeIo } from "./fake-io";

afterAll(removePrograms);

const PULUMI = "name: shop\nruntime: nodejs\n";
const INSTALL = "npm ci --ignore-scripts";
const INFRA = { directory: "infra", stacks: ["dev", "prod"], install: INSTALL };

/** A repository with a project in infra/. */
function repository(files: Record<string, string> = {}): string {
  return writeProgram({ ".git/HEAD": "ref: refs/heads/main\n", "infra/Pulumi.yaml": PULUMI, ...files });
}

async function init(folder: string, ...args: string[]) {
  const io = fakeIo({ folder });
  const code = await run(["init", "infra", "--yes", ...args], io);
  return {
    code,
    out: io.out(),
    err: io.err(),
    read: (file: string) => fs.readFileSync(path.join(folder, file), "utf8"),
  };
}

it("writes the very workflows that the pages show", () => {
  expect(ciFiles("github", INFRA)).toEqual([
    { file: ".github/workflows/leasehold.yml", content: example("github-preview.yml") },
  ]);
  expect(ciFiles("gitlab", { ...INFRA, stacks: ["dev"] })[0]?.content).toBe(example("gitlab.yml"));
});

it("writes it where the CI looks for it, for the project's folder and its stacks", async () => {
  const folder = repository({ "infra/Pulumi.prod.yaml": "config: {}\n", "infra/Pulumi.dev.yaml": "config: {}\n" });
  const { code, out, read } = await init(folder, "--ci", "github");
  expect([code, out]).toEqual([0, expect.stringContaining("create .github/workflows/leasehold.yml\n")]);
  expect(read(".github/workflows/leasehold.yml")).toBe(example("github-preview.yml"));
  expect((await init(folder, "--ci", "github")).out).toContain("Nothing to do");
});

it("leaves a workflow that is there, and says how GitLab's own file takes the new one in", async () => {
  const folder = repository({ ".gitlab-ci.yml": "build:\n  script: make\n" });
  const { code, out, read } = await init(folder, "--ci", "gitlab");
  expect([code, read(".gitlab-ci.yml")]).toEqual([0, "build:\n  script: make\n"]);
  expect(out).toContain("include: [{ local: .gitlab/leasehold.yml }]");
  expect(parse(read(".gitlab/leasehold.yml")).leasehold.variables).toMatchObject({ STACK: "dev", DIRECTORY: "infra" });
  const fresh = repository();
  expect(parse((await init(fresh, "--ci", "gitlab")).read(".gitlab-ci.yml"))).toEqual({
    include: [{ local: ".gitlab/leasehold.yml" }],
  });
});

it("has a job of its own for each of several stacks in GitLab, and is at home in the root too", () => {
  const [jobs] = ciFiles("gitlab", { directory: ".", stacks: ["dev", "prod"], install: INSTALL });
  const read = parse(jobs?.content ?? "", { strict: true, uniqueKeys: true });
  expect(Object.keys(read)).toEqual(["leasehold:dev", "leasehold:prod"]);
  expect(read["leasehold:prod"]).toMatchObject({
    variables: { STACK: "prod" },
    artifacts: { paths: ["leasehold.html"] },
  });
});

it("keeps names apart from YAML, whatever they hold", () => {
  const names = ["true", "1", "a: b", "a #b", "]", "on", '"', "é", "-x"];
  const project = { directory: "a: b/#c", stacks: names, install: INSTALL };
  const [workflow] = ciFiles("github", project);
  const { jobs } = parse(workflow?.content ?? "", { strict: true, uniqueKeys: true });
  expect(jobs.judge.strategy.matrix.stack).toEqual(names);
  expect(jobs.judge.steps.at(-1).with.path).toBe("a: b/#c/leasehold.html");
  const [gitlab] = ciFiles("gitlab", project);
  const read = parse(gitlab?.content ?? "", { strict: true, uniqueKeys: true });
  expect(Object.values<{ variables: { STACK: string } }>(read).map(({ variables }) => variables.STACK)).toEqual(names);
});

it.each([
  ["package-lock.json", INSTALL],
  ["pnpm-lock.yaml", "corepack enable && pnpm install --frozen-lockfile --ignore-scripts"],
  ["yarn.lock", "corepack enable && yarn install --immutable --mode=skip-build"],
])("installs by %s of the folder or above it, without scripts", (lock, command) => {
  const root = repository({ [lock]: "" });
  expect(ciProject(path.join(root, "infra"), root, PULUMI).install).toBe(command);
});

it.each<[string, Record<string, string>, RegExp]>([
  [
    "a program in another language",
    { "infra/Pulumi.yaml": "name: shop\nruntime: {name: python}\n" },
    /this one is python\. For others see docs\/ci/,
  ],
  ["a program of no runtime", { "infra/Pulumi.yaml": "name: shop\n" }, /this one is of no runtime/],
])("writes nothing for %s", async (_, files, message) => {
  const folder = repository(files);
  const { code, err } = await init(folder, "--ci", "github");
  expect([code, fs.existsSync(path.join(folder, ".github")), err]).toEqual([2, false, expect.stringMatching(message)]);
});

it("needs a repository, and a CI that it knows", async () => {
  const folder = writeProgram({ "infra/Pulumi.yaml": PULUMI });
  expect((await init(folder, "--ci", "github")).err).toMatch(/--ci: .*infra lies in no git repository/);
  expect((await init(folder, "--ci", "jenkins")).err).toContain("Allowed choices are github, gitlab");
});
