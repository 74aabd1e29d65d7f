import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../../cli/run";
import { parseDriftSettings } from "../../drift/drift-settings";
import { fakeIo } from "../cli/fake-io";

const DOCS = resolve(__dirname, "../../docs");

describe.each(["drift-history.md", "notifications.md"])("the page %s", (page) => {
  const text = readFileSync(join(DOCS, page), "utf8");
  const blocks = (language: string): string[] =>
    [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, given, code]) =>
      given === language ? [code ?? ""] : [],
    );

  test("shows settings that are settings", () => {
    expect(blocks("yaml").length).toBeGreaterThan(0);
    for (const block of blocks("yaml")) expect(parseDriftSettings(block, page).store).toBe("drift.db");
  });

  test("leads somewhere", () => {
    for (const [, file] of text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      expect([file, existsSync(join(DOCS, file ?? ""))]).toEqual([file, true]);
    }
  });

  test("names options that the commands have", async () => {
    const lines = blocks("sh").flatMap((block) => [...block.matchAll(/npx leasehold (drift(?: history)?) ?([^\n]*)/g)]);
    for (const [, command = "", rest = ""] of lines) {
      const io = fakeIo();
      expect(await run([...command.split(" "), "--help"], io)).toBe(0);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(io.out()).toContain(`${option} `);
    }
  });
});
