import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defaultDriftSettings, parseDriftSettings } from "../../drift/drift-settings";
import { leaseholdSettingsJsonSchema } from "../../drift/settings-schema";
import { SettingsError } from "../../policies/settings-document";

function problemsOf(text: string): readonly string[] {
  try {
    parseDriftSettings(text, "leasehold.yaml");
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

test("a file that says nothing of drift has the defaults, and so has a missing one", () => {
  expect(parseDriftSettings("leaseExpiringDays: 10\n", "leasehold.yaml")).toEqual(defaultDriftSettings);
  expect(parseDriftSettings("", "leasehold.yaml")).toEqual(defaultDriftSettings);
  expect(parseDriftSettings("drift:\n", "leasehold.yaml")).toEqual(defaultDriftSettings);
  expect(defaultDriftSettings.timeout).toBe(120);
});

test("every problem is told with its place, below drift:", () => {
  const problems = problemsOf("severities: {}\ndrift:\n  timeout: 0\n  stroe: x.db\n");
  expect(problems).toContainEqual(expect.stringMatching(/^line 3, column 3: drift\.timeout: /));
  expect(problems).toContain("line 4, column 3: unknown setting stroe; did you mean store?");
});

test("drift: has to be a map", () => {
  expect(problemsOf("drift: [dns]")).toEqual([expect.stringMatching(/^line 1, column 1: drift: .*expected object/)]);
});

test("the published JSON Schema is that of all settings", () => {
  const published = readFileSync(resolve(__dirname, "../../schemas/settings.schema.json"), "utf8");
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(leaseholdSettingsJsonSchema())));
});
