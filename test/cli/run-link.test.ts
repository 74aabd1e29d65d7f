import { runLink } from "../../cli/run-link";

const GITHUB = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/network", GITHUB_RUN_ID: "17" };

it.each([
  ["GitHub Actions", GITHUB, "https://github.com/acme/network/actions/runs/17"],
  [
    "GitHub Enterprise Server",
    { ...GITHUB, GITHUB_SERVER_URL: "https://github.example/" },
    "https://github.example/acme/network/actions/runs/17",
  ],
  [
    "GitLab, where the job says more than the pipeline",
    { CI_JOB_URL: "https://gitlab.example/jobs/1", CI_PIPELINE_URL: "https://gitlab.example/pipelines/1" },
    "https://gitlab.example/jobs/1",
  ],
  [
    "GitLab without a job",
    { CI_PIPELINE_URL: "https://gitlab.example/pipelines/1" },
    "https://gitlab.example/pipelines/1",
  ],
  ["Buildkite", { BUILDKITE_BUILD_URL: "https://ci.example/builds/1" }, "https://ci.example/builds/1"],
  ["CircleCI", { CIRCLE_BUILD_URL: "https://ci.example/gh/1" }, "https://ci.example/gh/1"],
  ["Jenkins", { BUILD_URL: "https://jenkins.example/job/x/1/" }, "https://jenkins.example/job/x/1/"],
])("reports link to the run on %s", (_, environment, link) => {
  expect(runLink(environment)).toBe(link);
});

it.each([
  ["no CI at all", {}],
  ["a script in place of an address", { BUILD_URL: "javascript:alert(1)" }],
  ["a word", { BUILD_URL: "build 17" }],
  ["a server that is none", { ...GITHUB, GITHUB_SERVER_URL: "file:///etc" }],
  ["a repository that leads elsewhere", { ...GITHUB, GITHUB_REPOSITORY: "../../evil?x=/y" }],
  ["a run without a number", { ...GITHUB, GITHUB_RUN_ID: "17)[x](https://evil.example" }],
  ["no run", { ...GITHUB, GITHUB_RUN_ID: undefined }],
])("reports link nowhere with %s", (_, environment) => {
  expect(runLink(environment)).toBeUndefined();
});

it("takes the next address where one is unusable", () => {
  expect(runLink({ CI_JOB_URL: "jobs/1", CI_PIPELINE_URL: "https://gitlab.example/pipelines/1" })).toBe(
    "https://gitlab.example/pipelines/1",
  );
});
