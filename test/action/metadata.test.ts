import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { addJudgingOptions } from "../../cli/options";
import { metadata } from "./run-action";

const ROOT = path.resolve(__dirname, "../..");
const text = fs.readFileSync(path.join(ROOT, "action.yml"), "utf8");

test("the action is one file of this repository, run by node, without a shell", () => {
  expect(metadata.runs).toEqual({ using: "node24", main: "action/bundle/main.js" });
  expect(fs.existsSync(path.join(ROOT, metadata.runs.main))).toBe(true);
  expect(text).not.toMatch(/\brun:|\bshell:/);
});

test("the only expression in it is the workflow's own token", () => {
  expect(text.match(/\$\{\{.*?\}\}/g)).toEqual(["$" + "{{ github.token }}"]);
});

test("every input has a default and a description, and the sources read it; so do outputs", () => {
  const sources = fs
    .readdirSync(path.join(ROOT, "action"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => fs.readFileSync(path.join(ROOT, "action", name), "utf8"))
    .join("\n");
  for (const [name, input] of Object.entries(metadata.inputs)) {
    expect([name, typeof input.default, input.description.length > 10]).toEqual([name, "string", true]);
    expect([name, sources.includes(`"${name}"`)]).toEqual([name, true]);
  }
  const counts = ["errors", "warnings", "undetermined", "waived"];
  for (const name of Object.keys(metadata.outputs))
    expect([name, sources.includes(`"${name}"`) || counts.includes(name)]).toEqual([name, true]);
});

test("inputs that go to the command are options of it", () => {
  const options = addJudgingOptions(new Command()).options.map(({ long }) => long);
  for (const name of ["register", "settings", "baseline", "base", "fail-on", "as-of", "strict"])
    expect(options).toContain(`--${name}`);
});

test("the bundle names the licences of what it holds", () => {
  const licences = fs.readFileSync(path.join(ROOT, "action/bundle/LICENSES.txt"), "utf8");
  for (const name of ["@octokit/core", "zod", "commander", "@grpc/grpc-js", "bottleneck"])
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  expect(licences).not.toContain("/work/");
});
