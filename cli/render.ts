import * as fs from "node:fs";
import * as path from "node:path";
import type { Judgement } from "../policies/judge";
import type { ReportContext } from "../reports/context";
import type { Report } from "../reports/report";
import type { Io } from "./io";
import { deliver, type JudgingOptions, judgedDay, wantsColour } from "./options";
import { packageVersion } from "./version";

/** What was judged: the words and places of its report. */
export interface Judged {
  readonly title: string;
  readonly project: string;
  readonly stack: string;
  /** Folder that findings' locations are relative to. */
  readonly folder: string;
}

/** Renders a report in the format that was asked for, and prints it. Only that format's renderer is loaded. */
export function printReport(
  report: Report,
  { facts }: Pick<Judgement, "facts">,
  judged: Judged,
  options: JudgingOptions,
  io: Io,
): void {
  deliver(render(report, facts, judged, options, io), options, io);
}

function render(report: Report, facts: Judgement["facts"], judged: Judged, options: JudgingOptions, io: Io): string {
  const context = (): ReportContext => ({
    title: judged.title,
    project: judged.project,
    stack: judged.stack,
    folder: fromRepository(judged.folder),
    asOf: judgedDay(options, io),
    version: packageVersion(),
  });
  switch (options.format) {
    case "pretty": {
      const { renderPretty } = require("../reports/pretty") as typeof import("../reports/pretty");
      return renderPretty(report, {
        title: judged.title,
        colour: wantsColour(options, io),
        verbose: options.verbose,
      });
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
  for (let root = folder; ; root = path.dirname(root)) {
    if (fs.existsSync(path.join(root, ".git"))) return path.relative(root, folder).split(path.sep).join("/");
    if (path.dirname(root) === root) return "";
  }
}
