import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultSettings, loadSettings, parseSettings } from "../../policies/settings";
import { SettingsError } from "../../policies/settings-document";

const problemsOf = (text: string): readonly string[] => {
  try {
    parseSettings(text, "leasehold.yaml");
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  throw new Error("these settings were accepted");
};

test("an empty file gives the documented defaults", () => {
  expect(parseSettings("# nothing yet\n", "leasehold.yaml")).toEqual(defaultSettings);
  expect(defaultSettings).toMatchObject({
    leaseExpiringDays: 30,
    longestPublic: { 4: 24, 6: 48 },
    openEgressPorts: 60_000,
    openEgressShare: 0.5,
    reverseDnsForAdmin: false,
    referenceMaxBitsShorter: 4,
    severities: {},
  });
  expect(defaultSettings.riskyPorts).toContainEqual({ from: 25, to: 25, purposes: ["email"] });
  expect(defaultSettings.riskyPorts).toContainEqual({ from: 135, to: 139, purposes: [] });
});

test("what a file says replaces the default of that setting alone", () => {
  const text = "longestPublic:\n  4: 25\nriskyPorts: [23, 135-139, {ports: 587, purposes: [email]}]\n";
  expect(parseSettings(text, "leasehold.yaml")).toEqual({
    ...defaultSettings,
    longestPublic: { 4: 25, 6: 48 },
    riskyPorts: [
      { from: 23, to: 23, purposes: [] },
      { from: 135, to: 139, purposes: [] },
      { from: 587, to: 587, purposes: ["email"] },
    ],
  });
});

test("all problems are told at once, each with its place and, for a mistyped key, with the one that was meant", () => {
  const text = [
    "leaseExpiringDay: 10",
    "openEgressShare: 2",
    "longestPublic: {4: 40}",
    "riskyPorts:",
    "  - 23",
    '  - "139-135"',
    "severities: {named-owner: fatal}",
  ].join("\n");
  const problems = problemsOf(text);
  expect(problems).toContain("line 1, column 1: unknown setting leaseExpiringDay; did you mean leaseExpiringDays?");
  expect(problems).toContainEqual(expect.stringMatching(/^line 2, column 1: openEgressShare: /));
  expect(problems).toContainEqual(expect.stringMatching(/^line 3, column 17: longestPublic\.4: /));
  expect(problems).toContainEqual(expect.stringMatching(/^line 6, column 5: riskyPorts\.1: /));
  expect(problems).toContainEqual(expect.stringMatching(/^line 7, column 14: severities\.named-owner: /));
});

test("an unknown key that resembles none lists those that are known", () => {
  expect(problemsOf("colour: blue")).toEqual([expect.stringContaining("known are: leaseExpiringDays, longestPublic")]);
});

test("text that is no YAML, or no map, is told with its place", () => {
  expect(problemsOf("a: [1")).toEqual([expect.stringMatching(/^line 1, column \d+: /)]);
  expect(problemsOf("- 1")).toEqual([expect.stringMatching(/expected object/)]);
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-settings-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is read with its name in errors", () => {
    const file = join(folder, "leasehold.yaml");
    writeFileSync(file, "openEgressPorts: 70000\n");
    expect(() => loadSettings(file)).toThrow(`${file} cannot be used:\n  line 1, column 1: openEgressPorts: `);
  });

  test("that is missing is an error of its own and not the defaults", () => {
    expect(() => loadSettings(join(folder, "none.yaml"))).toThrow("there is no such file");
  });
});

test("what drift runs are told is left to them", () => {
  expect(parseSettings("drift: {dns: {}}", "leasehold.yaml").drift).toEqual({ dns: {} });
  expect(parseSettings("drift:", "leasehold.yaml").drift).toBeUndefined();
  expect(problemsOf("drift: 3")).toEqual([expect.stringContaining("line 1, column 1: drift: ")]);
});

test("a folder of rules of one's own is a path, and there is none unless it is named", () => {
  expect(defaultSettings.ownRules).toBeUndefined();
  expect(parseSettings("ownRules: ./rules", "leasehold.yaml").ownRules).toBe("./rules");
  expect(problemsOf("ownRules: [./rules]")).toEqual([expect.stringContaining("line 1, column 1: ownRules: ")]);
  expect(problemsOf("ownRules: ''")).toHaveLength(1);
  expect(problemsOf("ownRule: ./rules")).toEqual([expect.stringContaining("did you mean ownRules?")]);
});
