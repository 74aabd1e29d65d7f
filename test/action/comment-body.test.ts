import fc from "fast-check";
import {
  commentBody,
  failedBody,
  hasMarker,
  jobLine,
  keyOf,
  markerOfJob,
  sameContent,
} from "../../action/comment-body";
import { commentMarker, renderMarkdown } from "../../reports/markdown";
import { context, fullReport, HOSTILE, reportOf } from "../reports/full-report";
import { hostileText } from "../reports/hostile-text";
import { finding } from "../reports/sample";

const JOB = jobLine(["leasehold", "judge", "check"]);

test("a comment is found by its project and stack and by its job, whatever they are called", () => {
  fc.assert(
    fc.property(hostileText, hostileText, fc.array(hostileText), (project, stack, parts) => {
      const markdown = renderMarkdown(fullReport, { ...context, project, stack });
      const key = keyOf(markdown, jobLine(parts));
      const body = commentBody(markdown, key);
      expect(key.marker).toBe(commentMarker(project, stack));
      expect(hasMarker(body, key.marker)).toBe(true);
      expect(hasMarker(body, commentMarker(`${project}x`, stack))).toBe(false);
      expect(markerOfJob(body, key.job)).toBe(key.marker);
      expect(markerOfJob(body, jobLine([...parts, "other"]))).toBeUndefined();
      expect(hasMarker(failedBody(key.marker, key.job, project), key.marker)).toBe(true);
    }),
  );
});

test("the report is all there after the two hidden lines, also where it fills a comment", () => {
  const markdown = renderMarkdown(reportOf(Array.from({ length: 3_000 }, () => finding({}))), context);
  const body = commentBody(markdown, keyOf(markdown, JOB));
  expect(body.length).toBeLessThan(65_536);
  expect(body.split("\n").slice(2).join("\n").trim()).toBe(markdown.split("\n").slice(1).join("\n").trim());
});

test("a report without its marker is never posted", () => {
  for (const text of [
    "",
    "## Leasehold",
    "<!-- leasehold-report project=a stack=b --> x",
    "\n<!-- leasehold-report project=a stack=b -->",
  ])
    expect(() => keyOf(text, JOB)).toThrow("does not begin with its marker");
});

test("another run's address is no news; another finding, day or host is", () => {
  const of = (link: string, over = {}) => renderMarkdown(fullReport, { ...context, link, ...over });
  const one = of("https://github.example/acme/net_work/actions/runs/17");
  expect(sameContent(one, of("https://github.example/acme/net_work/actions/runs/18"))).toBe(true);
  expect(sameContent(one, of("https://github.example/acme/net_work/actions/runs/18").replaceAll("\n", "\r\n"))).toBe(
    true,
  );
  expect(sameContent(one, of("https://evil.example/acme/net_work/actions/runs/18"))).toBe(false);
  expect(sameContent(one, of("https://github.example/acme/net_work/actions/runs/18", { asOf: "2026-11-21" }))).toBe(
    false,
  );
  const names = (name: string) =>
    renderMarkdown(reportOf([finding({ message: `](https://a/actions/runs/${name})` })]), context);
  expect(sameContent(names("1"), names("2"))).toBe(false);
});

test("what could not be judged is told as text, its last lines first to be kept", () => {
  const body = failedBody(commentMarker("a", "b"), JOB, `${"line\n".repeat(500)}error: ${HOSTILE} </pre><script>`);
  expect(body).toContain("Nothing is known about this change");
  expect(body.match(/^line$/gm)?.length ?? 0).toBeLessThan(60);
  expect(body).not.toMatch(/<script|@octocat/);
  expect(failedBody(commentMarker("a", "b"), JOB, "")).toContain("It said nothing");
});
