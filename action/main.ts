import { InputError } from "./input-error";
import { readInputs } from "./inputs";
import { COUNTS, runLeasehold } from "./judgement";
import { publish } from "./publish";
import { RunnerFiles } from "./runner-files";
import { readWorkflowRun } from "./workflow-run";

/**
 * The step of a workflow: judges, tells GitHub, and ends with the exit code of `leasehold`: 0, 1 for findings at or above the
 * fail level, 2 where nothing could be judged.
 */
async function main(runner: RunnerFiles): Promise<number> {
  const inputs = readInputs(process.env);
  const run = readWorkflowRun(process.env);
  if (run.event === "pull_request_target" && inputs.command === "preview") {
    throw new InputError(
      "command: preview runs the pull request's own code, which on: pull_request_target would hand it a token that may write. Use on: pull_request.",
    );
  }
  const judgement = await runLeasehold(inputs, run, process.env, runner);
  runner.output("exit-code", String(judgement.code));
  if (judgement.code !== 2) {
    for (const name of COUNTS) runner.output(name, String(judgement.counts[name]));
    runner.output("sarif-file", judgement.sarifFile);
    runner.output("json-file", judgement.jsonFile);
  }
  await publish(judgement, inputs, run, runner).catch((error: unknown) => {
    // A fault in telling must not hide what was found.
    runner.annotate(
      "warning",
      `GitHub was not told everything: ${messageOf(error)}. The report is in the job's summary.`,
    );
  });
  if (judgement.code === 2) runner.annotate("error", `Nothing could be judged.\n${judgement.said.trim()}`);
  return judgement.code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const runner = new RunnerFiles(process.env, (text) => void process.stdout.write(text));
main(runner).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    runner.annotate("error", error instanceof InputError ? error.message : `unexpected: ${messageOf(error)}`);
    runner.output("exit-code", "2");
    process.exitCode = 2;
  },
);
