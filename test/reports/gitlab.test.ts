import fc from "fast-check";
import { renderGitlab } from "../../reports/gitlab";
import { context, fullReport, reportOf } from "./full-report";
import { hostileReport } from "./hostile-report";
import { finding } from "./sample";

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = (text: string): Issue[] => JSON.parse(text);

test("every issue has what GitLab reads, a place in the repository, and a fingerprint of its own", () => {
  fc.assert(
    fc.property(hostileReport, ([report, around]) => {
      const issues = issuesOf(renderGitlab({ ...report, notRun: [...new Set(report.notRun)] }, around));
      for (const issue of issues) {
        expect(Object.keys(issue).sort()).toEqual(["check_name", "description", "fingerprint", "location", "severity"]);
        expect(["info", "minor", "major", "critical", "blocker"]).toContain(issue.severity);
        expect(issue.location.path).not.toMatch(/^(\/|\.\.(\/|$))/);
        expect(issue.location.lines.begin).toBeGreaterThan(0);
      }
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    }),
    { numRuns: 200 },
  );
});

test("each weight has a severity of its own", () => {
  const severity = (over: Parameters<typeof finding>[0]) =>
    issuesOf(renderGitlab(reportOf([finding(over)]), context))[0]?.severity;
  expect(severity({})).toBe("critical");
  expect(severity({ severity: "warning" })).toBe("major");
  expect(severity({ status: "undetermined" })).toBe("minor");
  expect(severity({ status: "waived" })).toBe("info");
});

test("a rule that did not run is an issue, so that it does not read as passed", () => {
  const issues = issuesOf(renderGitlab(reportOf([], { notRun: ["idle-address"] }), context));
  expect(issues).toEqual([
    expect.objectContaining({
      check_name: "idle-address",
      severity: "info",
      description: "Rule idle-address did not run.",
    }),
  ]);
});

test("an undetermined finding says so", () => {
  const issues = issuesOf(renderGitlab(fullReport, context));
  expect(issues.find(({ check_name }) => check_name === "open-egress")?.description).toMatch(/^Undetermined: /);
});
