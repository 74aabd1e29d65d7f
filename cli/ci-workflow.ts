import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { UsageError } from "./failure";

/** For which CI `leasehold init --ci` writes a workflow. */
export const CI_KINDS = ["github", "gitlab"] as const;
export type CiKind = (typeof CI_KINDS)[number];

/** What a workflow is about. */
export interface CiProject {
  /** Folder of Pulumi.yaml, seen from the root of the repository, with `/`; `.` the root itself. */
  readonly directory: string;
  readonly stacks: readonly string[];
  /** The command that installs what the project's lock file names, and runs none of its scripts. */
  readonly install: string;
}

/** A file of the repository, seen from its root. */
export interface CiFile {
  readonly file: string;
  readonly content: string;
}

/** What a workflow has to know of the Pulumi project in a folder. @throws UsageError where no offline preview runs it */
export function ciProject(folder: string, root: string, projectText: string): CiProject {
  const { runtime } = (parse(projectText, { logLevel: "silent" }) ?? {}) as { runtime?: string | { name?: string } };
  const language = typeof runtime === "object" ? runtime?.name : runtime;
  if (language !== "nodejs") {
    throw new UsageError(
      `--ci writes a workflow that previews offline, which takes a TypeScript or JavaScript program; this one is ${language ?? "of no runtime"}. For others see docs/ci: pulumi preview --json --show-sames, then leasehold check.`,
    );
  }
  const stacks = fs.readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1] ?? []);
  return {
    directory: path.relative(root, folder).split(path.sep).join("/") || ".",
    stacks: stacks.length > 0 ? stacks.sort() : ["dev"],
    install: installCommand(folder, root),
  };
}

/** By the lock file that is nearest, up to the root of the repository. */
function installCommand(folder: string, root: string): string {
  const commands = {
    "package-lock.json": "npm ci --ignore-scripts",
    "pnpm-lock.yaml": "corepack enable && pnpm install --frozen-lockfile --ignore-scripts",
    "yarn.lock": "corepack enable && yarn install --immutable --mode=skip-build",
  };
  for (let place = folder; ; place = path.dirname(place)) {
    const found = Object.entries(commands).find(([lock]) => fs.existsSync(path.join(place, lock)));
    if (found) return found[1];
    if (place === root || path.dirname(place) === place) return commands["package-lock.json"];
  }
}

/** The files of the workflow for a CI. */
export function ciFiles(kind: CiKind, project: CiProject): CiFile[] {
  if (kind === "github") return [{ file: ".github/workflows/leasehold.yml", content: githubWorkflow(project) }];
  const job = ".gitlab/leasehold.yml";
  return [
    { file: job, content: gitlabJobs(project) },
    { file: ".gitlab-ci.yml", content: `include:\n  - local: ${job}\n` },
  ];
}

function githubWorkflow({ directory, stacks, install }: CiProject): string {
  return `# A Pulumi program in TypeScript or JavaScript, run offline: no cloud account, no Pulumi CLI, no secrets. One comment a stack.
name: leasehold
on: pull_request

# Every job asks for what it needs; the others get nothing.
permissions: {}

# Two runs on one pull request would both look for the comment before either has added it.
concurrency:
  group: leasehold-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  judge:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read # to check the code out
      pull-requests: write # to comment
      security-events: write # to upload to code scanning; leave out with sarif
    strategy:
      fail-fast: false
      matrix:
        stack: [${stacks.map(scalar).join(", ")}]
    steps:
      - uses: actions/checkout@v5
        with:
          # The whole history: settings, waivers, approvers and register are read from the merge base.
          fetch-depth: 0
          # The program that is previewed is the pull request's; it finds no token in .git/config.
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      # Only what the lock file names, and none of its scripts.
      - run: ${install}
        working-directory: ${scalar(directory)}
      - id: leasehold
        uses: leasehold/leasehold@v0.1.0 # better: the commit of that release
        with:
          command: preview
          directory: ${scalar(directory)}
          stack: \${{ matrix.stack }}
          sarif: true
          reports: |
            html=leasehold.html
      # The report with the map of each block, for whoever wants to see more than the comment.
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: leasehold-\${{ matrix.stack }}
          path: ${scalar(inside(directory, "leasehold.html"))}
          if-no-files-found: ignore
`;
}

function gitlabJobs(project: CiProject): string {
  const { stacks } = project;
  const jobs = stacks.map((stack) =>
    gitlabJob(stacks.length === 1 ? "leasehold" : `leasehold:${stack}`, stack, project),
  );
  return `# Findings in the merge request's widgets: code quality on the changed lines, tests with each rule. No token is needed.
${jobs.join("\n")}`;
}

function gitlabJob(name: string, stack: string, { directory, install }: CiProject): string {
  const file = (report: string): string => scalar(inside(directory, report));
  return `${scalar(name)}:
  stage: test
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    # The whole history: settings, waivers, approvers and register are read from the commit that the change started from.
    GIT_DEPTH: "0"
    STACK: ${scalar(stack)}
    DIRECTORY: ${scalar(directory)}
  script:
    - cd "$DIRECTORY"
    - ${install}
    - |
      npx leasehold preview --stack "$STACK" --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" \\
        --report gitlab=leasehold-codequality.json \\
        --report junit=leasehold-junit.xml \\
        --report html=leasehold.html
  artifacts:
    when: always
    paths:
      - ${file("leasehold.html")}
    expose_as: Leasehold report
    reports:
      codequality: ${file("leasehold-codequality.json")}
      junit: ${file("leasehold-junit.xml")}
    expire_in: 1 week
`;
}

function inside(directory: string, file: string): string {
  return directory === "." ? file : `${directory}/${file}`;
}

/** A name as YAML: quoted unless it is plainly a word, so that none is read as a number, a map or an expression's end. */
function scalar(text: string): string {
  return (/^[a-z][\w./-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)) || text === "."
    ? text
    : JSON.stringify(text);
}
