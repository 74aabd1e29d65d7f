import * as fs from "node:fs";
import { Command } from "commander";
import { parse } from "yaml";
import { SUBCOMMANDS } from "../../cli/commands";
import { metadata } from "../action/run-action";
import { fakeIo } from "../cli/fake-io";
import { EXAMPLES, example, inputsOf, isLeasehold, page, type Workflow } from "./example-files";

const WORKFLOWS = ["github-check.yml", "github-preview.yml"];
const PAGES: Record<string, string[]> = {
  "github.md": WORKFLOWS,
  "gitlab.md": ["gitlab.yml"],
  "plain.md": ["plain.sh"],
};

it("every example is on a page, to the letter", () => {
  for (const [name, files] of Object.entries(PAGES)) {
    for (const file of files) expect(page(name)).toContain(`\n${example(file).trimEnd()}\n\`\`\`\n`);
  }
  expect(fs.readdirSync(EXAMPLES).sort()).toEqual(Object.values(PAGES).flat().sort());
});

it("the page lists the inputs and outputs that the action has, in its words", () => {
  const text = page("github.md").replaceAll("\\|", "|");
  for (const [name, { description, default: value }] of Object.entries(metadata.inputs)) {
    expect(text).toContain(`| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${description} |`);
  }
  for (const [name, { description }] of Object.entries(metadata.outputs)) {
    expect(text).toContain(`| \`${name}\` | ${description} |`);
  }
});

describe.each(WORKFLOWS)("%s", (file) => {
  const text = example(file);
  const workflow = parse(text, { strict: true, uniqueKeys: true }) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it("runs on pull requests, where their code meets no token that may write", () => {
    expect(workflow.on).toBe("pull_request");
  });

  it("gives a job what it needs and no more", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) {
      const action = job.steps.find(isLeasehold);
      const inputs = action ? inputsOf(action) : undefined;
      expect(job.permissions).toEqual({
        contents: "read",
        ...(inputs && inputs.comment !== "false" ? { "pull-requests": "write" } : {}),
        ...(inputs?.sarif === "true" ? { "security-events": "write" } : {}),
      });
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  it("gives secrets to no job that may write", () => {
    for (const { permissions, steps: own } of jobs) {
      const mayWrite = Object.values(permissions ?? {}).includes("write");
      expect(mayWrite && JSON.stringify(own).includes("secrets.")).toBe(false);
    }
  });

  it("checks out without leaving the token, and with the history where it is judged", () => {
    for (const { steps: own } of jobs) {
      const checkouts = own.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkouts).toHaveLength(1);
      for (const checkout of checkouts) {
        expect(checkout.with).toMatchObject({ "persist-credentials": false });
        expect(checkout.with?.["fetch-depth"]).toBe(own.some(isLeasehold) ? 0 : undefined);
      }
    }
  });

  it("uses the action once, with inputs that it has", () => {
    const actions = steps.filter(isLeasehold);
    expect(actions).toHaveLength(1);
    for (const name of Object.keys(actions[0]?.with ?? {})) expect(Object.keys(metadata.inputs)).toContain(name);
  });

  it("writes no expression into a script", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  it("lets one run at a time look for the comment", () => {
    expect(workflow.concurrency.group).toMatch(/github\.ref/);
  });
});

it("GitLab's job keeps its reports where it fails, and has the history", () => {
  const { leasehold } = parse(example("gitlab.yml"), { strict: true, uniqueKeys: true });
  expect(leasehold.variables.GIT_DEPTH).toBe("0");
  expect(leasehold.artifacts).toMatchObject({ when: "always" });
  expect(leasehold.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
});

/** Every `leasehold …` in a text, continued lines joined, as words. */
function commandLines(text: string): string[][] {
  return [...text.replace(/\\\n\s*/g, " ").matchAll(/(?:^|[\s`"'])(?:npx )?leasehold ((?:preview|check)\b[^\n`]*)/gm)]
    .map((match) => (match[1] ?? "").split(/\s+/))
    .filter((words) => words.length > 1);
}

const TEXTS: [string, string][] = [
  ...Object.keys(PAGES).map((name): [string, string] => [name, page(name)]),
  ["README.md", page("README.md")],
  ...fs.readdirSync(EXAMPLES).map((name): [string, string] => [name, example(name)]),
];

it.each(TEXTS)("%s names options that the command has", (_, text) => {
  for (const [name, ...words] of commandLines(text)) {
    const command = new Command();
    SUBCOMMANDS.find((entry) => entry.name === name)
      ?.load()
      .define(command, fakeIo(), () => undefined);
    const known = command.options.flatMap(({ long, short }) => [long, short]);
    for (const word of words.filter((one) => /^-{1,2}[a-z]/.test(one)))
      expect(known).toContain(word.replace(/[=,.;)].*$/, ""));
  }
});

it("the pages show the command at all", () => {
  expect(TEXTS.flatMap(([, text]) => commandLines(text)).length).toBeGreaterThan(8);
});

it("links between the pages lead somewhere", () => {
  for (const name of [...Object.keys(PAGES), "README.md"]) {
    for (const [, target = ""] of page(name).matchAll(/\]\(([^)#:]+)(?:#[\w-]+)?\)/g)) {
      expect([name, target, fs.existsSync(`${EXAMPLES}/../${target}`)]).toEqual([name, target, true]);
    }
  }
});
