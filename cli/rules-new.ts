import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { rulesFolder } from "./rules-build";

/** `leasehold rules new NAME`: a rule and its test that pass as they are, to be changed. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  command
    .argument("<name>", "name of the rule: lower-case words joined by hyphens, such as no-plain-http")
    .option("--settings <file>", "the leasehold.yaml that names the folder (default: the one in this folder)")
    .action((name: string, options: { settings?: string }) => {
      start(name, options, io);
      done(0);
    });
}

function start(name: string, options: { settings?: string }, io: Io): void {
  const { nameProblem } =
    require("../policies/own-rules/own-rules-file") as typeof import("../policies/own-rules/own-rules-file");
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new UsageError(`${name}: a rule's name is lower-case words joined by hyphens, such as no-plain-http.`);
  }
  const problem = nameProblem([{ name }]);
  if (problem !== undefined) throw new UsageError(`${problem.problem}.`);
  const { folder, name: shown } = rulesFolder(options, io);
  const { ruleTemplate, testTemplate } =
    require("../policies/own-rules/rule-template") as typeof import("../policies/own-rules/rule-template");
  const files = [
    { file: `${name}.rego`, text: ruleTemplate(name, "own") },
    { file: `${name}_test.rego`, text: testTemplate(name, "own") },
  ];
  for (const { file } of files) {
    if (fs.existsSync(path.join(folder, file)))
      throw new UsageError(`${path.posix.join(shown, file)} is there already.`);
  }
  fs.mkdirSync(folder, { recursive: true });
  for (const { file, text } of files) {
    fs.writeFileSync(path.join(folder, file), text, { flag: "wx" });
    io.stdout(`wrote ${path.posix.join(shown, file)}\n`);
  }
  io.stdout("Change them to say what you want, then run: leasehold rules build\n");
}
