import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderHistoryHtml } from "../../reports/history/history-html";
import { exampleHistory } from "../reports/history/example-history";
import { accessibilityViolations, TestBrowser } from "../testbed/browser";
import { describeWith } from "../testbed/tools";

jest.setTimeout(120_000);

describeWith(["chromium"], "the drift history in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-history-"));
  let browser: TestBrowser;
  const write = (name: string, page: string): string => {
    writeFileSync(join(folder, name), page);
    return pathToFileURL(join(folder, name)).href;
  };
  const full = write("full.html", renderHistoryHtml(exampleHistory, { version: "0.1.0" }));
  const empty = write("empty.html", renderHistoryHtml({ ...exampleHistory, findings: [] }, { version: "0.1.0" }));

  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("asks for nothing, complains about nothing, and runs nothing that a name brings along", async () => {
    const { page, said, asked } = await browser.open(full);
    expect(await page.locator("li.finding").count()).toBe(4);
    expect(await page.locator("script").count()).toBe(1);
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });

  test("draws bars to scale", async () => {
    const { page } = await browser.open(full);
    const box = async (selector: string) => await page.locator(selector).first().boundingBox();
    // Eight of the fifty hours, with a margin of two in a hundred on either side.
    const bar = await box("a.span[aria-label*='from 2026-11-20 10:00 to 2026-11-20 18:00'] rect");
    const frame = await box("svg .frame");
    expect((bar?.width ?? 0) / (frame?.width ?? 1)).toBeCloseTo(8 / 52, 2);
  });

  test("leads from a bar to its finding by keyboard, also when the filter hides it", async () => {
    const { page } = await browser.open(full);
    await page.locator("select[name=status]").selectOption("=open");
    expect(await page.locator("#shown").textContent()).toBe("1 of 4 findings");
    await page.locator("a.span.resolved").first().focus();
    await page.keyboard.press("Enter");
    const found = page.locator("li.finding[data-status=resolved]");
    await found.waitFor({ state: "visible" });
    expect(await found.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  });

  test.each(["light", "dark"] as const)("has no accessibility violation in %s", async (colorScheme) => {
    for (const address of [full, empty]) {
      const { page } = await browser.open(address, { colorScheme });
      await page.locator("details").evaluateAll((details) => details.map((one) => one.setAttribute("open", "")));
      expect(await accessibilityViolations(page)).toEqual([]);
    }
  });

  test("fits a narrow screen: nothing but bars and tables scrolls sideways", async () => {
    const { page } = await browser.open(full, { viewport: { width: 360, height: 740 } });
    const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await page.evaluate<number>(overflow)).toBe(0);
  });
});
