import { apiFailure } from "./api-failure";
import { AnswerError } from "./bounded-fetch";
import { uploadSarif } from "./code-scanning";
import { failedText, jobLine, keyOf } from "./comment-body";
import { type GithubApi, openGithub } from "./github-api";
import { InputError } from "./input-error";
import type { ActionInputs } from "./inputs";
import type { FailedJudgement, Judgement } from "./judgement";
import type { RunnerFiles } from "./runner-files";
import { type Conversation, writeComment, writeFailure } from "./sticky-comment";
import type { WorkflowRun } from "./workflow-run";

/**
 * Tells GitHub what was found: in the job's summary, as annotations, in the pull request's comment and in code scanning.
 * Whatever GitHub refuses is said in the summary and the log; it changes nothing about what was found.
 */
export async function publish(
  judgement: Judgement | FailedJudgement,
  inputs: ActionInputs,
  run: WorkflowRun,
  runner: RunnerFiles,
): Promise<void> {
  // First, since it needs nobody's permission.
  if (judgement.code === 2) runner.summarise(failedText(judgement.said));
  else runner.summarise(judgement.markdown);
  if (judgement.code !== 2 && inputs.annotations) runner.annotations(judgement.annotations);
  const wantsApi = inputs.comment || (inputs.sarif && judgement.code !== 2);
  if (!wantsApi) return;
  if (inputs.token === "") {
    if (run.pullRequest !== undefined || inputs.sarif)
      tell("token: is empty, so GitHub is told nothing", "warning", runner);
    return;
  }
  const say = (message: string): void => runner.say(message);
  const api = await openGithub({ url: run.apiUrl, token: inputs.token, patience: inputs.patience, say });
  if (inputs.comment) {
    await attempt("The comment was not written", runner, () => comment(api, judgement, inputs, run, runner));
  }
  if (inputs.sarif && judgement.code !== 2) {
    await attempt("The findings were not uploaded to code scanning", runner, () =>
      uploadSarif(api, run, judgement.sarifFile),
    );
  }
}

async function comment(
  api: GithubApi,
  judgement: Judgement | FailedJudgement,
  inputs: ActionInputs,
  run: WorkflowRun,
  runner: RunnerFiles,
): Promise<void> {
  if (run.pullRequest === undefined) {
    runner.say("No comment: this run is about no pull request.");
    return;
  }
  const conversation: Conversation = { owner: run.owner, repo: run.repository, issue_number: run.pullRequest };
  const job = jobLine([...run.job, inputs.command, inputs.directory, inputs.files, inputs.options]);
  const written =
    judgement.code === 2
      ? await writeFailure(api, conversation, job, judgement.said)
      : await writeComment(api, conversation, judgement.markdown, keyOf(judgement.markdown, job));
  if (!written) return;
  runner.say(`The comment was ${written.did}: ${written.url}`);
  runner.output("comment-url", written.url);
}

/** Does what GitHub may refuse, and says so where it does. Any other error is a fault of ours and is thrown. */
async function attempt(what: string, runner: RunnerFiles, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const failure = apiFailure(error);
    if (failure === undefined && !(error instanceof AnswerError) && !(error instanceof InputError)) throw error;
    const why = failure?.why ?? (error as Error).message;
    // Pull requests from forks and from Dependabot have a token that may only read: nothing is wrong with them.
    tell(`${what}: ${why}`, failure?.kind === "read-only" ? "notice" : "warning", runner);
  }
}

function tell(text: string, level: "warning" | "notice", runner: RunnerFiles): void {
  runner.annotate(level, `${text}. The report is in the job's summary.`);
}
