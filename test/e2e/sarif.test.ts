import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderSarif } from "../../reports/sarif";
import { context, fullReport, HOSTILE, reportOf } from "../reports/full-report";
import { finding } from "../reports/sample";

jest.setTimeout(120_000);

/** Path of the validator's executable for this platform. */
const validator: string = require("@microsoft/sarif-multitool");

/** Errors and warnings by the rules that GitHub's code scanning asks for; the exit code is 0 even where there are errors. */
function validate(text: string): { errors: string[]; warnings: string[]; completed: boolean } {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-sarif-"));
  try {
    const file = join(folder, "report.sarif");
    writeFileSync(file, text);
    // It tries to reach the addresses in the file: the proxy keeps it on this machine.
    const env = { ...process.env, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "" };
    const { stdout } = spawnSync(
      validator,
      ["validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"],
      {
        encoding: "utf8",
        env,
      },
    );
    const lines = (word: string) => stdout.split("\n").filter((line) => line.includes(`: ${word} `));
    return {
      errors: lines("error"),
      warnings: lines("warning"),
      completed: stdout.includes("Analysis completed successfully"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a report is valid for code scanning, without an error", () => {
  const { errors, warnings, completed } = validate(renderSarif(fullReport, context));
  expect(errors).toEqual([]);
  expect(completed).toBe(true);
  // There is no public address to give as the tool's.
  expect(warnings.filter((line) => !line.includes("informationUri"))).toEqual([]);
});

test("so is one without results, and one whose every name is hostile", () => {
  expect(validate(renderSarif(reportOf([]), context)).errors).toEqual([]);
  const named = { urn: HOSTILE, type: HOSTILE, name: HOSTILE };
  const hostile = finding({
    rule: HOSTILE,
    lease: HOSTILE,
    resource: named,
    message: `{0} ${HOSTILE}`,
    remediation: HOSTILE,
  });
  const text = renderSarif(reportOf([hostile, finding({ status: "undetermined" })]), { ...context, project: HOSTILE });
  expect(validate(text).errors).toEqual([]);
});

test("the validator does see an error", () => {
  expect(validate(renderSarif(fullReport, context).replace('"startLine": 7', '"startLine": -7')).errors).not.toEqual(
    [],
  );
});
