import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { renderHtml } from "../../reports/html";
import { plainText } from "../../reports/plain-text";
import { context, fullReport, HOSTILE, reportOf } from "../reports/full-report";
import { finding } from "../reports/sample";
import { accessibilityViolations, type OpenPage, TestBrowser } from "../testbed/browser";
import { describeWith } from "../testbed/tools";

jest.setTimeout(120_000);

const visibleRules = (page: Page) => page.locator("li.finding:visible h3 code").allTextContents();
const shown = (page: Page) => page.locator("#shown").textContent();
const background = (page: Page) => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
/** Presses Tab until the element is focused, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.locator(selector).evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}`);
}

describeWith(["chromium"], "the HTML report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-html-"));
  let browser: TestBrowser;
  const write = (name: string, page: string): string => {
    writeFileSync(join(folder, name), page);
    return pathToFileURL(join(folder, name)).href;
  };
  const full = write("full.html", renderHtml(fullReport, context));

  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("shows every finding, lease and rule not run, asks for nothing else and complains about nothing", async () => {
    const { page, said, asked } = await browser.open(full);
    expect(await visibleRules(page)).toHaveLength(fullReport.findings.length);
    const text = await page.locator("body").textContent();
    for (const { message } of fullReport.findings) expect(text).toContain(plainText(message));
    for (const { id, prefix } of fullReport.leases ?? []) expect(text).toContain(`${id} ${prefix}`);
    expect(text).toContain("Waived by netops until 2026-12-31 (NET-7)");
    expect(text).toContain("revoke-before-withdraw");
    expect(await shown(page)).toBe("8 of 8 findings");
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });

  test("runs nothing that a name brings along", async () => {
    const { page, said } = await browser.open(full);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator("dd", { hasText: plainText(HOSTILE) }).count()).toBe(1);
    // The policy refuses what escaping would have missed.
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 1\">')");
    await page.waitForTimeout(100);
    expect(await page.title()).not.toBe("1");
    expect(said.join("\n")).toMatch(/Content Security Policy/i);
  });

  test("draws the block to scale", async () => {
    const { page } = await browser.open(full);
    const width = async (selector: string) => (await page.locator(selector).first().boundingBox())?.width ?? Number.NaN;
    const frame = await width("svg .frame");
    expect((await width("svg .taken:nth-of-type(n)")) / frame).toBeCloseTo(2 / 32, 2);
    expect(await page.locator("svg").first().locator(".segment").count()).toBe(4);
    const marks = page.locator("svg").first().locator("a.mark");
    expect(await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("aria-label")))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^203\.0\.113\.4.*: shared-egress \(error\)/),
        "203.0.113.70: reverse-dns-missing (warning)",
      ]),
    );
  });

  describe("the filter, by keyboard alone", () => {
    let open: OpenPage;
    beforeEach(async () => {
      open = await browser.open(full);
    });

    test("by text", async () => {
      const { page } = open;
      await tabTo(page, "input[name=text]");
      await page.keyboard.type("203.0.113.70");
      expect(await visibleRules(page)).toEqual(["reverse-dns-missing"]);
      expect(await shown(page)).toBe("1 of 8 findings");
      await page.keyboard.type(" nowhere");
      expect(await visibleRules(page)).toEqual([]);
      expect(await page.locator("#nothing").isVisible()).toBe(true);
    });

    test.each([
      ["severity", "warn", ["lease-expiring", "reverse-dns-missing"]],
      ["status", "undet", ["open-egress", "flow-logs-off"]],
      ["status", "waived", ["risky-port", "risky-port"]],
      ["rule", "orphaned", ["orphaned-reference"]],
      ["lease", "six", ["flow-logs-off"]],
    ])("by %s, typing %s", async (name, letters, expected) => {
      const { page } = open;
      await tabTo(page, `select[name=${name}]`);
      await page.keyboard.type(letters);
      expect(await visibleRules(page)).toEqual(expected);
    });

    test("two together narrow down, and the button shows all again", async () => {
      const { page } = open;
      await tabTo(page, "select[name=severity]");
      await page.keyboard.type("error");
      await tabTo(page, "select[name=status]");
      await page.keyboard.type("violation");
      expect(await visibleRules(page)).toEqual(["shared-egress", "orphaned-reference"]);
      await tabTo(page, "#filter button");
      await page.keyboard.press("Enter");
      await page.locator("#shown", { hasText: "8 of 8" }).waitFor();
      expect(await shown(page)).toBe("8 of 8 findings");
    });

    test("a mark of the map leads to its finding, also when the filter hides it", async () => {
      const { page } = open;
      await tabTo(page, "select[name=status]");
      await page.keyboard.type("waived");
      const mark = page.locator("a.mark[aria-label^='203.0.113.70']").first();
      await mark.focus();
      await page.keyboard.press("Enter");
      const found = page.locator("li.finding", { hasText: "203.0.113.70 has no reverse name." });
      await found.waitFor({ state: "visible" });
      expect(await found.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    });
  });

  test.each(["light", "dark"] as const)(
    "has no accessibility violation in %s, open and filtered",
    async (colorScheme) => {
      const { page } = await browser.open(full, { colorScheme });
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.locator("details").evaluateAll((all) => all.map((element) => element.setAttribute("open", "")));
      await page.locator("input[name=text]").fill("nowhere");
      expect(await accessibilityViolations(page)).toEqual([]);
    },
  );

  test("follows the reader's colour scheme", async () => {
    const light = await browser.open(full, { colorScheme: "light" });
    const dark = await browser.open(full, { colorScheme: "dark" });
    expect(await background(light.page)).toBe("rgb(245, 246, 248)");
    expect(await background(dark.page)).toBe("rgb(14, 18, 23)");
  });

  test("prints what is shown, opened, on white, without the filter", async () => {
    const { page } = await browser.open(full, { colorScheme: "dark" });
    await page.evaluate(
      "addEventListener('beforeprint', () => { document.title = document.querySelectorAll('details:not([open])').length; })",
    );
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await page.title()).toBe("0");
    expect(await page.locator("details[open]").count()).toBe(0);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.locator("#filter").isVisible()).toBe(false);
    expect(await background(page)).toBe("rgb(255, 255, 255)");
  });

  test("shows everything but the filter without JavaScript", async () => {
    const { page } = await browser.open(full, { javaScriptEnabled: false });
    expect(await visibleRules(page)).toHaveLength(fullReport.findings.length);
    expect(await page.locator("#filter").isVisible()).toBe(false);
  });

  test("fits a narrow screen: nothing but maps and tables scrolls sideways", async () => {
    const { page } = await browser.open(full, { viewport: { width: 360, height: 740 } });
    expect(
      await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
    ).toBe(0);
  });

  test("filters thousands of findings without a wait", async () => {
    const findings = Array.from({ length: 5_000 }, (_, i) =>
      finding({ message: `Number ${i}.`, severity: i % 2 ? "error" : "warning" }),
    );
    const { page, said } = await browser.open(write("many.html", renderHtml(reportOf(findings), context)));
    await page.locator("input[name=text]").fill("number 4999.", { timeout: 10_000 });
    expect(await shown(page)).toBe("1 of 5,000 findings");
    await page.locator("#filter button").click({ timeout: 10_000 });
    await page.locator("#shown", { hasText: "5,000 of 5,000" }).waitFor({ timeout: 10_000 });
    expect(said).toEqual([]);
  });

  test("says that nothing was found where nothing was, and stays accessible", async () => {
    const { page } = await browser.open(write("clean.html", renderHtml(reportOf([]), context)));
    expect(await page.locator("body").textContent()).toContain("No rule that ran found anything.");
    expect(await accessibilityViolations(page)).toEqual([]);
  });
});
