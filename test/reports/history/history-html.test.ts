import { type DefaultTreeAdapterMap, parse } from "parse5";
import { driftHistorySchema } from "../../../reports/history/drift-history";
import { renderHistoryHtml } from "../../../reports/history/history-html";
import { renderHistoryPretty } from "../../../reports/history/history-pretty";
import { timeScale } from "../../../reports/history/time-scale";
import { plainText } from "../../../reports/plain-text";
import { HOSTILE } from "../full-report";
import { exampleHistory } from "./example-history";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** The elements of a page as a browser sees them. @throws where the HTML has a parse error */
function elements(page: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(
    parse(page, {
      onParseError: ({ code, startLine }) => {
        throw new Error(`${code} in line ${startLine}`);
      },
    }),
  );
  return found;
}

const page = renderHistoryHtml(exampleHistory, { version: "0.1.0" });
const all = () => elements(page);
const attribute = (node: Element, name: string) => node.attrs.find((one) => one.name === name)?.value;

describe("the history as a page", () => {
  test("is JSON of its schema before", () => {
    expect(driftHistorySchema.parse(exampleHistory)).toEqual(exampleHistory);
  });

  test("has a bar for each time that something was open, which leads to its finding", () => {
    const bars = all().filter((node) => attribute(node, "class")?.startsWith("mark span"));
    expect(bars).toHaveLength(5);
    const ids = new Set(all().map((node) => attribute(node, "id")));
    for (const bar of bars) expect(ids).toContain(attribute(bar, "href")?.slice(1));
    const names = bars.map((bar) => attribute(bar, "aria-label"));
    expect(names).toContainEqual(expect.stringContaining("from 2026-11-20 06:00 still open"));
    expect(names).toContainEqual(expect.stringContaining("(undetermined), from 2026-11-20 06:00 flapping"));
    expect(names).toContainEqual(expect.stringContaining("from 2026-11-20 10:00 to 2026-11-20 18:00"));
  });

  test("says the same in a table for each lease", () => {
    expect(all().filter(({ tagName }) => tagName === "table")).toHaveLength(3);
    expect(page).toContain('<h2 id="lease-3"><bdi>No lease</bdi></h2>');
  });

  test("takes no name for markup, and asks for nothing", () => {
    expect(all().filter(({ tagName }) => tagName === "script")).toHaveLength(1);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("\u001b");
    expect(
      all()
        .flatMap(({ attrs }) => attrs.map(({ name }) => name))
        .filter((name) => name.startsWith("on")),
    ).toEqual([]);
    const targets = all().flatMap((node) => attribute(node, "href") ?? attribute(node, "src") ?? []);
    expect(targets.filter((target) => !target.startsWith("#") && target !== "data:,")).toEqual([]);
  });

  test("of nothing says so", () => {
    const empty = renderHistoryHtml({ ...exampleHistory, runs: [], findings: [], untold: 0 }, { version: "0.1.0" });
    expect(empty).toContain("No run found anything.");
  });

  test("is bounded where there are very many", () => {
    const [one] = exampleHistory.findings;
    const findings = Array.from({ length: 3_000 }, () => ({ ...(one as typeof one & object) }));
    const many = renderHistoryHtml({ ...exampleHistory, findings }, { version: "0.1.0" });
    expect(many).toContain("1,000 older findings are left out");
    expect(many).toContain("1940 more are not drawn");
    expect(many.length).toBeLessThan(6_000_000);
  });
});

test("the history as text says every state, and writes control characters out", () => {
  const text = renderHistoryPretty(exampleHistory, { colour: false, verbose: true });
  expect(text).toContain("● open error drift-changed: AWS: elastic address 203.0.113.7");
  expect(text).toContain("~ flapping error drift-unobserved");
  expect(text).toContain("gone 2026-11-21 22:00, 2 times");
  expect(text).toContain(plainText(HOSTILE));
  expect(text).toContain("1 open, 1 flapping, 1 waived, 1 resolved; 13 runs. 1 message is still to be told.");
});

describe("the scale of time", () => {
  test("has words along it, at round times, at most ten", () => {
    const start = Date.parse("2026-11-20T06:10:00Z");
    for (const hours of [0.1, 5, 50, 500, 5_000, 50_000]) {
      const { ticks, from, to } = timeScale([start], start + hours * 3_600_000);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(10);
      for (const { at } of ticks) expect(at >= from && at <= to).toBe(true);
    }
  });

  test("keeps what lies outside at the edge", () => {
    const scale = timeScale([1_000_000], 2_000_000);
    expect([scale.place(0), scale.place(9_000_000)]).toEqual([0, 1]);
  });
});
