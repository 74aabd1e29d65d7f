import { createHash } from "node:crypto";
import fc from "fast-check";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { renderHtml } from "../../reports/html";
import { plainText } from "../../reports/plain-text";
import { context, fullReport, HOSTILE, reportOf } from "./full-report";
import { hostileReport } from "./hostile-report";
import { hostileText } from "./hostile-text";
import { finding } from "./sample";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** The elements of a page as a browser sees them. @throws where the HTML has a parse error */
function elementsOf(page: string): Element[] {
  const document = parse(page, {
    onParseError: ({ code, startLine, startCol }) => {
      throw new Error(`${code} at ${startLine}:${startCol}`);
    },
  });
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(document);
  return found;
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;
const textOf = (node: Node): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
const named = (elements: Element[], tag: string) => elements.filter(({ tagName }) => tagName === tag);

/** The whole vocabulary of the page: what is not here did not come from us. */
const TAGS =
  "a article bdi body button caption circle code dd defs details div dl dt figcaption figure footer form g h1 h2 h3 head header html input label li line link main meta ol option p path pattern rect script section select span strong style summary svg table tbody td text tfoot th thead title tr ul".split(
    " ",
  );

test("whatever the names are, the page holds our elements only, one script, and no handler", () => {
  fc.assert(
    fc.property(hostileReport, hostileText, ([report, around], name) => {
      const [first] = fullReport.leases ?? [];
      const leases = first
        ? [
            {
              ...first,
              id: name,
              segments: [{ name, purpose: name, status: name, prefixes: [name, "203.0.113.0/26"] }],
            },
          ]
        : [];
      const elements = elementsOf(renderHtml({ ...report, leases }, around));
      expect([...new Set(elements.map(({ tagName }) => tagName))].filter((tag) => !TAGS.includes(tag))).toEqual([]);
      expect(named(elements, "script")).toHaveLength(1);
      for (const { attrs } of elements) {
        for (const { name: key, value } of attrs) {
          expect(key).not.toMatch(/^on|^style$|^src$/);
          if (key === "href") expect(value).toMatch(/^(#|https?:\/\/|data:,$)/);
        }
      }
      const ids = elements.flatMap((element) => attribute(element, "id") ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      const items = elements.filter((element) => attribute(element, "class")?.startsWith("finding "));
      const texts = items.map(textOf);
      for (const { message } of report.findings)
        expect(texts.some((text) => text.includes(plainText(message)))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("its policy allows its own style and script, by their content, and no network", () => {
  const elements = elementsOf(renderHtml(fullReport, context));
  const policy = named(elements, "meta").find((meta) => attribute(meta, "http-equiv") === "Content-Security-Policy");
  const content = (policy && attribute(policy, "content")) ?? "";
  const hash = (tag: string) =>
    `'sha256-${createHash("sha256")
      .update(textOf(named(elements, tag)[0] as Element))
      .digest("base64")}'`;
  expect(content.split("; ")).toEqual([
    "default-src 'none'",
    `style-src ${hash("style")}`,
    `script-src ${hash("script")}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(textOf(named(elements, "style")[0] as Element)).not.toMatch(/url\(|@import/);
});

test("a hostile name is shown as it is", () => {
  const elements = elementsOf(renderHtml(fullReport, context));
  expect(elements.some((element) => element.tagName === "dd" && textOf(element).includes(plainText(HOSTILE)))).toBe(
    true,
  );
});

test("every mark of a map leads to a finding of the page", () => {
  const elements = elementsOf(renderHtml(fullReport, context));
  const ids = new Set(elements.map((element) => attribute(element, "id")));
  const marks = elements.filter((element) => attribute(element, "class")?.startsWith("mark "));
  expect(marks.length).toBeGreaterThan(3);
  for (const mark of marks) expect(ids.has(attribute(mark, "href")?.slice(1))).toBe(true);
});

test("more findings than it shows are counted, the least important left out", () => {
  const findings = [
    ...Array.from({ length: 20 }, () => finding({ severity: "warning" })),
    finding({ message: "The error." }),
  ];
  const page = renderHtml(reportOf(findings), context, { limit: 5 });
  expect(page.match(/<li id="finding-/g)).toHaveLength(5);
  expect(page).toContain("16 findings, the least important, are left out");
  expect(page).toContain("The error.");
});

test("an undetermined finding is not called clean, and no finding is so of the rules that ran", () => {
  const undetermined = renderHtml(reportOf([finding({ status: "undetermined" })]), context);
  expect(undetermined).toContain("no violation, 1 undetermined");
  expect(undetermined).not.toContain("No rule that ran found anything");
  const clean = renderHtml(reportOf([], { notRun: ["idle-address"] }), context);
  expect(clean).toContain("No rule that ran found anything");
  expect(clean).toContain("idle-address");
});

test("a finding about the whole block stands above its map, also where it points at a resource", () => {
  const whole = finding({
    rule: "loose-max-length",
    segment: null,
    evidence: { prefix: "203.0.113.0/24" },
    resource: { urn: "urn:roa", type: "leasehold:rpki:RoaRequest", name: "roa" },
  });
  const page = renderHtml(reportOf([whole], { leases: fullReport.leases }), context);
  expect(page).toMatch(/<li><a class="error" href="#finding-1">loose-max-length<\/a>/);
});
