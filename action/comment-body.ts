import { createHash } from "node:crypto";
import { markdownText } from "../reports/escape-markdown";

/** The first line of a report in Markdown: `commentMarker` of reports/markdown.ts. It holds no `>` but its own last one. */
const MARKER = /^<!-- leasehold-report project=[^\s<>]* stack=[^\s<>]* -->$/;

/** What our one comment of a project and stack is found by: its first two lines, which no page shows. */
export interface CommentKey {
  /** Names project and stack. */
  readonly marker: string;
  /** Names the job and what it is given, for runs that end before project and stack are known. */
  readonly job: string;
}

/** The key of a report. @throws Error where it has no marker, which is a fault of ours */
export function keyOf(markdown: string, job: string): CommentKey {
  const marker = firstLines(markdown)[0];
  if (!MARKER.test(marker)) throw new Error("the report in Markdown does not begin with its marker");
  return { marker, job };
}

/** The hidden line that names a job; a digest, since names of jobs and inputs may hold anything. */
export function jobLine(parts: readonly unknown[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `<!-- leasehold-job ${digest.slice(0, 32)} -->`;
}

/** The body of the comment: the report, with the job's line after its marker. */
export function commentBody(markdown: string, { marker, job }: CommentKey): string {
  return `${marker}\n${job}${markdown.slice(marker.length).trimEnd()}\n`;
}

/** The body for a run that could not judge: what an earlier run found must not stand there as if it still held. */
export function failedBody(marker: string, job: string, said: string): string {
  return `${marker}\n${job}\n\n${failedText(said)}\n`;
}

/** What a reader has to know of a run that could not judge. */
export function failedText(said: string): string {
  const lines = said.trim() === "" ? ["It said nothing; the log may say more."] : said.trim().split(/\r?\n/).slice(-40);
  return [
    "## Leasehold: this could not be judged",
    "**Nothing is known about this change**: what an earlier run found may no longer hold.",
    `<pre>${lines.map((line) => markdownText(line)).join("\n")}</pre>`,
  ].join("\n\n");
}

/** Whether a comment's body is that of a project and stack. Whoever quotes the marker further down is not meant. */
export function hasMarker(body: string, marker: string): boolean {
  return firstLines(body)[0] === marker;
}

/** The marker of a comment that a job wrote. */
export function markerOfJob(body: string, job: string): string | undefined {
  const [first, second] = firstLines(body);
  return second === job && MARKER.test(first) ? first : undefined;
}

/** Whether two bodies say the same: each run has an address of its own, which is no news; line ends are the editor's. */
export function sameContent(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

function comparable(body: string): string {
  return body
    .replaceAll("\r\n", "\n")
    .replace(/\]\(([^()\s]*\/actions\/runs\/)\d+\)/g, "]($1)")
    .trimEnd();
}

function firstLines(body: string): [string, string] {
  const [first = "", second = ""] = body.split("\n", 2);
  return [first.replace(/\r$/, ""), second.replace(/\r$/, "")];
}
