import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { markdownCode, markdownTarget, markdownText } from "../../reports/escape-markdown";
import { commentMarker, renderMarkdown } from "../../reports/markdown";
import { plainText } from "../../reports/plain-text";
import { context, fullReport, HOSTILE, reportOf } from "./full-report";
import { hostileReport } from "./hostile-report";
import { hostileText } from "./hostile-text";
import { readMarkdown } from "./markdown-reader";
import { finding } from "./sample";

/** Tags that we write ourselves. */
const OURS = /^<(?:\/?(?:code|details|summary)|br|!-- leasehold-report project=\S* stack=\S* --)>$/;
const LIVE = [/@[a-z0-9]/i, /www\./i, /#\d/, /GH-\d/i, /:[\w+-]+:/];

test("text of a program is read back as the very same text, and nothing else", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const seen = readMarkdown(`| a | b |\n| --- | --- |\n| x ${markdownText(text)} | ${markdownCode(text)} |`);
      const plain = plainText(text).replaceAll("\u200b", "");
      expect(seen.text.map((cell) => cell.trim())).toEqual(["a", "b", `x ${plain}`.trim(), plain.trim()]);
      expect(seen.tags).toEqual(["<code>", "</code>"]);
      expect(seen.links).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("no program's text can become a tag, a table cell, a link or a mention", () => {
  fc.assert(
    fc.property(hostileReport, ([report, around]) => {
      const text = renderMarkdown(report, around);
      const seen = readMarkdown(text);
      expect(seen.tags.filter((tag) => !OURS.test(tag))).toEqual([]);
      expect(text.split("<")).toHaveLength(seen.tags.length + 1);
      const own = new MarkdownIt().normalizeLink(markdownTarget(around.link)?.replaceAll("&amp;", "&") ?? "");
      expect(seen.links.filter((link) => link !== own)).toEqual([]);
      for (const live of LIVE) expect(seen.live).not.toMatch(live);
      for (const row of text.split("\n").filter((line) => line.startsWith("| ")))
        expect(row.split("|")).toHaveLength(6);
      // No control or direction mark comes through.
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    }),
    { numRuns: 300 },
  );
});

test("a hostile name stays what it is", () => {
  const text = renderMarkdown(fullReport, context);
  expect(text).not.toMatch(/<script|@octocat|\p{Cc}\[31m|\u202e/u);
  expect(readMarkdown(text).text.join("\n")).toContain(plainText(HOSTILE));
});

describe("the marker", () => {
  test("is the first line, and the same for the same project and stack only", () => {
    expect(renderMarkdown(fullReport, context).split("\n")[0]).toBe(commentMarker("shop", "dev"));
    expect(commentMarker("shop", "dev")).toBe("<!-- leasehold-report project=shop stack=dev -->");
    fc.assert(
      fc.property(fc.tuple(hostileText, hostileText), fc.tuple(hostileText, hostileText), (one, other) => {
        const wellFormed = (names: string[]) => JSON.stringify(names.map((name) => name.replace(/\p{Cs}/gu, "\ufffd")));
        expect(commentMarker(...one) === commentMarker(...other)).toBe(wellFormed(one) === wellFormed(other));
      }),
    );
  });

  test("is hidden whatever the names are", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (project, stack) => {
        const marker = commentMarker(project, stack);
        expect(marker).toMatch(/^<!-- leasehold-report project=[^\s<>]* stack=[^\s<>]* -->$/);
      }),
    );
  });
});

describe("what is too long for a comment", () => {
  const many = (count: number, message: string) =>
    reportOf(
      Array.from({ length: count }, (_, i) =>
        finding({
          severity: i % 3 === 0 ? "error" : "warning",
          status: i % 7 === 0 ? "undetermined" : "violation",
          rule: i % 2 === 0 ? "shared-egress" : "risky-port",
          message: `${message} ${i}.`,
        }),
      ),
    );

  test("loses its fixes first", () => {
    const text = renderMarkdown(many(420, "Too much of this"), context);
    expect(text.length).toBeLessThanOrEqual(64_000);
    expect(text).not.toContain("**Fix:**");
    for (let i = 0; i < 420; i++) expect(text).toContain(`Too much of this ${i}.`);
  });

  test("then its least important findings, which are counted by rule, with a link to the whole report", () => {
    const report = many(5_000, "Too much of this");
    const text = renderMarkdown(report, context);
    expect(text.length).toBeLessThanOrEqual(64_000);
    expect(text.length).toBeGreaterThan(60_000);
    const shown = text.match(/Too much of this \d+\./g)?.length ?? 0;
    expect(text).toContain(`**${(5_000 - shown).toLocaleString("en")} findings are left out here`);
    expect(text).toContain(`[the whole report](${context.link})`);
    expect(text).toMatch(/\| shared-egress \| \d+ \| \d+ \| \d+ \| 0 \|/);
    expect(text).not.toContain("⚠️");
    expect(text).toContain(`**${report.summary.errors.toLocaleString("en")} errors,`);
  });

  test("always fits, and always says how much there was", () => {
    fc.assert(
      fc.property(hostileReport, fc.integer({ min: 2_000, max: 9_000 }), ([report, around], limit) => {
        const findings = Array.from({ length: 60 }, () => report.findings).flat();
        const text = renderMarkdown(
          reportOf(findings, { notRun: report.notRun }),
          { ...around, project: "p", stack: "s" },
          { limit },
        );
        expect(text.length).toBeLessThanOrEqual(limit);
        const undetermined = findings.filter(({ status }) => status === "undetermined").length;
        if (undetermined > 0) expect(text).toContain(`${undetermined} undetermined`);
      }),
      { numRuns: 60 },
    );
  });

  test("takes no long time for 100,000 findings", () => {
    expect(renderMarkdown(many(100_000, "Much"), context).length).toBeLessThanOrEqual(64_000);
  });
});

test("what is undetermined, waived and not run is shown, and never called clean", () => {
  const text = renderMarkdown(reportOf([finding({ status: "undetermined" })], { notRun: ["idle-address"] }), context);
  expect(text).toContain("**no violation, 1 undetermined**");
  expect(text).toContain("idle-address");
  const waived = readMarkdown(renderMarkdown(fullReport, context)).text.join("\n");
  expect(waived).toContain("Waived by netops until 2026-12-31 (NET-7): the old switches | speak nothing else");
});

test("what a pull request would change in what it is judged by is told, before what is only worth knowing", () => {
  const notice = (level: "warning" | "info", message: string) => ({ about: "pull-request" as const, level, message });
  const notices = [notice("info", "Nobody has to act."), notice("warning", "It changes <b>waivers</b>.")];
  const text = renderMarkdown(reportOf([], { notices }), context);
  expect(text).toContain("### Notices\n\n- ⚠️ It changes &#60;b&#62;waivers&#60;/b&#62;.\n- Nobody has to act.\n");
  const many = reportOf([], { notices: Array.from({ length: 5_000 }, () => notice("warning", "`".repeat(5_000))) });
  expect(renderMarkdown(many, context).length).toBeLessThanOrEqual(64_000);
  expect(renderMarkdown(many, context)).toMatch(/and 4,\d+ more\n/);
  expect(renderMarkdown(reportOf([]), context)).not.toContain("Notices");
});

test("links to http and https only", () => {
  expect(markdownTarget("javascript:alert(1)")).toBeUndefined();
  expect(markdownTarget("https://ci.example/?a=1&copy;=2")).toBe("https://ci.example/?a=1&amp;copy;=2");
  expect(markdownTarget("https://ci.example/a(b)|<c>")).toBe("https://ci.example/a%28b%29%7C%3Cc%3E");
});
