import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../../cli/run";
import { IgnoreFile } from "../../drift/compare/ignore-file";
import { parseDriftSettings } from "../../drift/drift-settings";
import { driftSchema } from "../../policies/finding";
import { parseSettings } from "../../policies/settings";
import { reportedObserverSchema } from "../../reports/report";
import { removePrograms, writeProgram } from "../graph/offline/write-program";
import { fakeIo } from "./fake-io";

const DOCS = resolve(__dirname, "../../docs");
jest.setTimeout(120_000);
afterAll(removePrograms);

/** The code blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(DOCS, page), "utf8");
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, given, code]) =>
    given === language ? [code ?? ""] : [],
  );
}

it.each(["waivers.md", "approvals.md", "settings.md", "drift.md"])("the settings on %s are settings", (page) => {
  const found = blocks(page, "yaml");
  expect(found.length).toBeGreaterThan(0);
  for (const text of found) {
    expect(() => parseSettings(text, page)).not.toThrow();
    expect(() => parseDriftSettings(text, page)).not.toThrow();
  }
});

it.each(["waivers.md", "approvals.md", "settings.md", "policy-pack.md"])("the links on %s lead somewhere", (page) => {
  const text = readFileSync(join(DOCS, page), "utf8");
  for (const [, file] of text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
    expect(() => readFileSync(join(DOCS, file ?? ""))).not.toThrow();
  }
});

it("the commands on waivers.md do what it says", async () => {
  const folder = writeProgram({
    "index.js": `const pulumi = require("@pulumi/pulumi");
new pulumi.ComponentResource("leasehold:index:LeasedBlock", "office", { lease: {
  id: "office-2026", prefix: "203.0.113.0/24", status: "active", term: { start: "2026-10-01", end: "2036-09-30" } } });\n`,
  });
  const [commands = ""] = blocks("waivers.md", "sh");
  const lines = commands.split("\n").flatMap((line) => /^npx leasehold (.*?)\s*(?:#.*)?$/.exec(line)?.[1] ?? []);
  expect(lines).toHaveLength(2);
  const judge = (line: string) => run([...line.split(/\s+/), "--no-type-check"], fakeIo({ folder }));
  expect(await judge("preview")).toBe(1);
  for (const line of lines) expect([line, await judge(line)]).toEqual([line, 0]);
});

it.each(["approvals.md", "policy-pack.md", "waivers.md", "drift.md"])(
  "the options on %s are those of the commands",
  async (page) => {
    const lines = blocks(page, "sh").flatMap((block) =>
      [...block.matchAll(/npx leasehold (\w+)([^#\n]*)/g)].map(([, name, rest]) => [name ?? "", rest ?? ""] as const),
    );
    for (const [name, rest] of lines) {
      const io = fakeIo();
      expect(await run([name, "--help"], io)).toBe(0);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(io.out()).toContain(`${option} `);
    }
  },
);

it("the patterns on drift.md do what they say", () => {
  const [patterns = ""] = blocks("drift.md", "gitignore");
  const file = new IgnoreFile(patterns, "drift.md");
  const matches = (observer: "aws" | "dns" | "reputation", type: string, id: string) =>
    file.matches({ observer, type, id, lease: null, segment: null, fields: {} });
  expect(matches("dns", "ptr", "203.0.113.9")).toBe(true);
  expect(matches("dns", "ptr", "203.0.113.90")).toBe(false);
  expect(matches("aws", "aws:ec2/eip:Eip", "eipalloc-1")).toBe(false);
  expect(matches("reputation", "listing", "psbl 203.0.113.9")).toBe(true);
  expect(matches("reputation", "listing", "spamhaus-drop 203.0.113.9")).toBe(false);
});

it("the JSON on drift.md is of the report's shape", () => {
  const [text = ""] = blocks("drift.md", "json");
  const { findings, observers } = JSON.parse(text) as { findings: { drift: unknown }[]; observers: unknown[] };
  for (const one of observers) expect(() => reportedObserverSchema.parse(one)).not.toThrow();
  for (const { drift } of findings) expect(() => driftSchema.parse(drift)).not.toThrow();
});
