import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { InputError } from "../../action/input-error";
import { readInputs } from "../../action/inputs";
import { readWorkflowRun } from "../../action/workflow-run";
import { folderOf, metadata, removeFolders } from "./run-action";

afterAll(removeFolders);

const NAMES = Object.keys(metadata.inputs);
const variable = (name: string): string => `INPUT_${name.toUpperCase()}`;

/** What the function gives, or the message of the error that it is meant to throw. */
function outcome<T>(act: () => T): T | string {
  try {
    return act();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

test("whatever a workflow says is understood or refused in one sentence that names the input", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("true", "FALSE", "check", "preview", "a\nb", "-", "0", "9".repeat(20)),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...NAMES), text), (given) => {
      const environment = Object.fromEntries(Object.entries(given).map(([name, value]) => [variable(name), value]));
      const result = outcome(() => readInputs(environment));
      if (typeof result === "string") {
        expect(NAMES.some((name) => result.startsWith(`${name}: `))).toBe(true);
        return;
      }
      expect(result.options.every(([name, value]) => NAMES.includes(name) && value === given[name]?.trim())).toBe(true);
      expect(result.files.length > 0).toBe(result.command === "check");
      expect(Number.isSafeInteger(result.patience)).toBe(true);
    }),
  );
});

test("what is left out has the default that action.yml documents", () => {
  expect(readInputs({})).toEqual({
    command: "preview",
    directory: ".",
    files: [],
    options: [],
    strict: false,
    reports: [],
    comment: true,
    annotations: true,
    sarif: false,
    token: "",
    patience: 120,
  });
  const documented = Object.entries(metadata.inputs).map(([name, input]) => [variable(name), input.default]);
  expect({ ...readInputs(Object.fromEntries(documented)), token: "" }).toEqual(readInputs({}));
});

test("of an event only a whole number of a pull request is taken, whatever else it holds", () => {
  const folder = folderOf({});
  const file = path.join(folder, "event.json");
  const pullRequestOf = (content: string) => {
    fs.writeFileSync(file, content);
    return outcome(() => readWorkflowRun({ GITHUB_REPOSITORY: "acme/network", GITHUB_EVENT_PATH: file }).pullRequest);
  };
  fc.assert(
    fc.property(fc.json(), (content) => {
      const { pull_request: wanted } = (JSON.parse(content) ?? {}) as { pull_request?: { number?: unknown } };
      const number = wanted?.number;
      const valid = Number.isSafeInteger(number) && (number as number) > 0;
      expect(pullRequestOf(content)).toBe(valid ? number : undefined);
    }),
  );
  for (const number of ["7", -1, 0, 1.5, null, [7], 1e21]) {
    expect(pullRequestOf(JSON.stringify({ pull_request: { number } }))).toBeUndefined();
  }
  expect(pullRequestOf('{"pull_request": {"number": 7}}')).toBe(7);
  expect(pullRequestOf('{"__proto__": {"pull_request": {"number": 7}}}')).toBeUndefined();
  expect(pullRequestOf("")).toBe("GITHUB_EVENT_PATH holds no JSON.");
});

test.each([
  ["https://api.github.com", "https://api.github.com"],
  ["https://github.example/api/v3/", "https://github.example/api/v3"],
  ["http://127.0.0.1:8080/api/v3", "http://127.0.0.1:8080/api/v3"],
  ["https://user:secret@github.example/api/v3?x#y", "https://github.example/api/v3"],
  [undefined, "https://api.github.com"],
])("the API at %j is asked at %j", (given, url) => {
  expect(readWorkflowRun({ GITHUB_REPOSITORY: "acme/network", GITHUB_API_URL: given }).apiUrl).toBe(url);
});

test.each(["acme", "acme/../x", "acme/..", "./net", "", "a b/c", "acme/net?x"])("%j is no repository", (given) => {
  expect(outcome(() => readWorkflowRun({ GITHUB_REPOSITORY: given }))).toMatch(/GITHUB_REPOSITORY names no repository/);
});
