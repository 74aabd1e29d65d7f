import { webAddress } from "../reports/web-address";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the CI that runs this shows the run, for reports that have to leave something out; undefined elsewhere, or where it is
 * no http or https URL. GitHub Actions, GitLab, Buildkite, CircleCI, and Jenkins or whatever else sets `BUILD_URL`.
 */
export function runLink(environment: Environment): string | undefined {
  const candidates = [
    githubRun(environment),
    environment.CI_JOB_URL,
    environment.CI_PIPELINE_URL,
    environment.BUILDKITE_BUILD_URL,
    environment.CIRCLE_BUILD_URL,
    environment.BUILD_URL,
  ];
  return candidates.map(webAddress).find((link) => link !== undefined);
}

function githubRun({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID }: Environment): string | undefined {
  if (!GITHUB_SERVER_URL || !/^[\w.-]+\/[\w.-]+$/.test(GITHUB_REPOSITORY ?? "") || !/^\d+$/.test(GITHUB_RUN_ID ?? "")) {
    return undefined;
  }
  return `${GITHUB_SERVER_URL.replace(/\/$/, "")}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}
