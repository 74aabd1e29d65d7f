import type { ReportContext } from "../../reports/context";
import { renderGithub } from "../../reports/github";
import { renderGitlab } from "../../reports/gitlab";
import { renderHtml } from "../../reports/html";
import { renderJson } from "../../reports/json";
import { renderJunit } from "../../reports/junit";
import { renderMarkdown } from "../../reports/markdown";
import { renderPretty } from "../../reports/pretty";
import type { Report } from "../../reports/report";
import { reportSchema } from "../../reports/report";
import { renderSarif } from "../../reports/sarif";
import { context, fullReport } from "./full-report";
import { expectGolden } from "./golden";

jest.mock("../../policies/catalogue", () => require("./fixed-catalogue"));

/** The page without its style and script, which are tested in a browser and would bury the rest. */
const withoutAssets = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, "<style>…</style>")
    .replace(/<script>[\s\S]*?<\/script>/, "<script>…</script>")
    .replaceAll(/sha256-[\w+/]+=*/g, "sha256-…");

const FORMATS: Record<string, { file: string; render: (report: Report, context: ReportContext) => string }> = {
  github: { file: "github.golden.txt", render: renderGithub },
  gitlab: { file: "gitlab.golden.json", render: renderGitlab },
  html: { file: "html.golden.html", render: (report, around) => withoutAssets(renderHtml(report, around)) },
  json: { file: "json.golden.json", render: renderJson },
  junit: { file: "junit.golden.xml", render: renderJunit },
  markdown: { file: "markdown.golden.md", render: renderMarkdown },
  pretty: {
    file: "pretty.golden.txt",
    render: (report, { title }) => renderPretty(report, { title, colour: false, verbose: true }),
  },
  sarif: { file: "sarif.golden.json", render: renderSarif },
};

test("the report they are all made of is a report", () => {
  expect(reportSchema.parse(fullReport)).toEqual(fullReport);
});

describe.each(Object.entries(FORMATS))("%s", (name, { file, render }) => {
  test("says what it has always said about the same data", () => {
    expectGolden(file, render(fullReport, context));
  });

  test("says the same each time", () => {
    expect(render(fullReport, context)).toBe(render(structuredClone(fullReport), { ...context }));
  });

  test("shows what could not be decided and what did not run, and what is waived where the format has a place for it", () => {
    const text = render(fullReport, context);
    expect(text).toContain("open-egress");
    expect(text.toLowerCase()).toContain("undetermined");
    expect(text).toContain("revoke-before-withdraw");
    // Code scanning would alert on a waived finding.
    expect(text.includes("the old switches") || text.includes("Egress of admin")).toBe(name !== "sarif");
  });

  test("holds no character that colours, moves or hides text", () => {
    const text = render(fullReport, context);
    if (name === "json") expect(JSON.parse(text)).toEqual(fullReport);
    else expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });
});
