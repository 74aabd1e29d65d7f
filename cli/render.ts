import * as path from "node:path";
import type { Judgement } from "../policies/judge";
import type { ReportContext } from "../reports/context";
import type { Report } from "../reports/report";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { deliver, type JudgingOptions, judgedDay, type ReportFormat, wantsColour, writeReport } from "./options";
import { repositoryRoot } from "./repository-root";
import { runLink } from "./run-link";
import { packageVersion } from "./version";

/** What was judged: the words and places of its report. */
export interface Judged {
  readonly title: string;
  readonly project: string;
  readonly stack: string;
  /** Folder that findings' locations are relative to. */
  readonly folder: string;
}

/** How the format for people looks. */
interface Style {
  readonly colour: boolean;
  readonly verbose?: boolean;
}

/**
 * Renders a report in the format that was asked for, and prints it; before that it writes what `--report` asks for, so that
 * nothing is printed of a run that cannot keep its word. Only the renderers of those formats are loaded.
 */
export function printReport(
  report: Report,
  { facts, ownRules }: Pick<Judgement, "facts" | "ownRules">,
  judged: Judged,
  options: JudgingOptions,
  io: Io,
): void {
  const context = (): ReportContext => ({
    title: judged.title,
    project: judged.project,
    stack: judged.stack,
    folder: fromRepository(judged.folder),
    asOf: judgedDay(options, io),
    version: packageVersion(),
    ownRules,
    link: runLink(io.environment),
  });
  refuseOneFileTwice(options, io);
  for (const { format, file } of options.report ?? []) {
    const text = render(format, report, facts, context, { colour: false, verbose: options.verbose });
    writeReport(text, file, `--report ${format}=${file}`, io);
  }
  const style = { colour: wantsColour(options, io), verbose: options.verbose };
  deliver(render(options.format, report, facts, context, style), options, io);
}

/** Two reports in one file would leave the last alone; a device such as /dev/stderr takes both. */
function refuseOneFileTwice({ output, report = [] }: JudgingOptions, io: Io): void {
  const files = [...(output === undefined ? [] : [output]), ...report.map(({ file }) => file)];
  const places = files.map((file) => path.resolve(io.folder, file));
  const twice = places.findIndex((place, at) => places.indexOf(place) < at && !place.startsWith("/dev/"));
  if (twice >= 0) throw new UsageError(`Two reports go to ${files[twice]}: give each a file of its own.`);
}

function render(
  format: ReportFormat,
  report: Report,
  facts: Judgement["facts"],
  context: () => ReportContext,
  style: Style,
): string {
  switch (format) {
    case "pretty": {
      if (report.observers !== undefined) {
        const { renderPrettyDrift } = require("../reports/pretty-drift") as typeof import("../reports/pretty-drift");
        return renderPrettyDrift(report, { title: context().title, ...style });
      }
      const { renderPretty } = require("../reports/pretty") as typeof import("../reports/pretty");
      return renderPretty(report, { title: context().title, ...style });
    }
    case "json":
      return (require("../reports/json") as typeof import("../reports/json")).renderJson(report);
    case "sarif":
      return (require("../reports/sarif") as typeof import("../reports/sarif")).renderSarif(report, context());
    case "junit":
      return (require("../reports/junit") as typeof import("../reports/junit")).renderJunit(report, context());
    case "markdown":
      return (require("../reports/markdown") as typeof import("../reports/markdown")).renderMarkdown(report, context());
    case "github":
      return (require("../reports/github") as typeof import("../reports/github")).renderGithub(report, context());
    case "gitlab":
      return (require("../reports/gitlab") as typeof import("../reports/gitlab")).renderGitlab(report, context());
    case "html": {
      const { leaseGeometry } = require("../reports/lease-geometry") as typeof import("../reports/lease-geometry");
      const { renderHtml } = require("../reports/html") as typeof import("../reports/html");
      return renderHtml({ ...report, leases: leaseGeometry(facts) }, context());
    }
  }
}

/** A folder as seen from the root of its git repository; outside of one it is the root itself. */
function fromRepository(folder: string): string {
  return path
    .relative(repositoryRoot(folder) ?? folder, folder)
    .split(path.sep)
    .join("/");
}
