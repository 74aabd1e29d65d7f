import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { tool } from "./tools";

/** A page in a real browser, with everything that it said and asked for. */
export interface OpenPage {
  readonly page: Page;
  /** Console messages and uncaught errors. */
  readonly said: string[];
  /** Addresses of requests beyond the page itself. */
  readonly asked: string[];
}

/** Chromium without a window. Each page has a context of its own. */
export class TestBrowser {
  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<TestBrowser> {
    // Root has no sandbox to give away, and containers often have no other user.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    return new TestBrowser(await chromium.launch({ executablePath: tool("chromium"), args }));
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }

  /** Opens an address and waits until it is loaded. */
  async open(address: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:")) asked.push(request.url());
    });
    await page.goto(address);
    return { page, said, asked };
  }
}

/** What axe finds wrong with a page as it is now, each rule with the elements that break it. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  // Evaluated from outside, so that the page's own security policy stays as it is.
  const result = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `${source}; axe.run()`,
  );
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
