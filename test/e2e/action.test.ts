import * as path from "node:path";
import { FakeGithub } from "../action/fake-github";
import { removeFolders, runStep, type Step } from "../action/run-action";

// Whole TypeScript programs with the components, through what the action carries: nothing of node_modules but what the
// program itself takes from there.
jest.setTimeout(180_000);
const STACKS = path.resolve(__dirname, "../../stacks");
let github: FakeGithub;

beforeAll(async () => {
  github = await FakeGithub.start();
});
afterAll(() => github.stop());
afterAll(removeFolders);

function preview(directory: string): Promise<Step> {
  const inputs = { directory, stack: "dev", base: "none", "as-of": "2026-11-20", sarif: "true" };
  return runStep({ github, workspace: STACKS, with: inputs });
}

it("tells a pull request of the unsafe stack's three mistakes at their lines", async () => {
  const step = await preview("unsafe");
  expect([step.code, step.outputs.errors, step.outputs.undetermined]).toEqual([1, "3", "0"]);
  const errors = step.commands.filter(({ name }) => name === "error").map(({ properties }) => properties);
  expect(errors).toHaveLength(3);
  for (const properties of errors) expect(properties).toMatch(/^file=stacks\/unsafe\/index\.ts,line=\d+,/);
  expect(github.comments[0]?.body).toContain("**3 errors** · 148 resources");
  expect(github.uploads).toHaveLength(1);
});

it("says of the quickstart that nothing is violated, in a comment of its own", async () => {
  const step = await preview("quickstart");
  expect([step.code, step.outputs.errors]).toEqual([0, "0"]);
  expect(github.comments.map(({ body }) => /\*\*(.*?)\*\*/.exec(body)?.[1])).toEqual(["3 errors", "no violation"]);
});
