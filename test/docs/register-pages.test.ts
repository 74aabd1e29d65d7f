import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../../cli/run";
import { parseSettings } from "../../policies/settings";
import { HISTORY_ACTIONS } from "../../register/history-entry";
import { fakeIo } from "../cli/fake-io";

const DOCS = resolve(__dirname, "../../docs");
const PAGES = ["register.md", "exports.md"];

function text(page: string): string {
  return readFileSync(join(DOCS, page), "utf8");
}

/** The code blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  return [...text(page).matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, given, code]) =>
    given === language ? [code ?? ""] : [],
  );
}

test.each(PAGES)("the links on %s lead somewhere", (page) => {
  const links = [...text(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)];
  expect(links.length).toBeGreaterThan(0);
  for (const [, file] of links) expect(() => readFileSync(join(DOCS, file ?? ""))).not.toThrow();
});

test.each(PAGES)("the commands and options on %s are there", async (page) => {
  const lines = [...blocks(page, "sh"), ...blocks(page, "yaml")].flatMap((block) => [
    ...block.matchAll(/npx leasehold (register \w+|export)([^#\n]*)/g),
  ]);
  expect(lines.length).toBeGreaterThan(2);
  for (const [, command = "", rest = ""] of lines) {
    const io = fakeIo();
    expect([command, await run([...command.split(" "), "--help"], io)]).toEqual([command, 0]);
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(io.out()).toContain(`${option} `);
  }
});

test("the settings of a geofeed are settings", () => {
  const [settings = ""] = blocks("exports.md", "yaml");
  expect(Object.keys(parseSettings(settings, "exports.md").geofeed)).toEqual(["office-2026", "office-2026/web"]);
});

test("every kind of change of the history is told", () => {
  for (const action of HISTORY_ACTIONS) expect(text("register.md")).toContain(`\`${action}\``);
});

test("completion knows the commands of the register and their options, and export", async () => {
  const io = fakeIo();
  expect(await run(["completion", "bash"], io)).toBe(0);
  expect(io.out()).toContain('"register") words="add list show sync release verify"');
  for (const path of ["sync --edited", "verify --anchor", "release --on"]) {
    const [name, option] = path.split(" ");
    expect(io.out()).toMatch(new RegExp(` {4}"register ${name}"\\) words="[^"]*${option}(?= |")`));
  }
  expect(io.out()).toMatch(/ {4}"export"\) words="[^"]*--location/);
});
