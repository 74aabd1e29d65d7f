import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { run } from "../../cli/run";
import { reportSchema } from "../../reports/report";
import { removePrograms, writeProgram } from "../graph/offline/write-program";
import { fakeIo } from "./fake-io";

jest.setTimeout(60_000);
afterAll(removePrograms);

const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const lease = {
  id: "office", prefix: "203.0.113.0/24", status: "active", term: { start: "2026-01-01", end: "2099-12-31" }, provenance: { verifiedOn: new Date().toISOString().slice(0, 10), verifiedBy: "edge", evidence: "tickets/1" },
  owner: { team: "edge", contact: "edge@example.com" }, allowedUses: ["web"], contacts: { abuse: "abuse@example.com" }, reverseDns: { responsibility: "lessor" },
  routing: { announcedBy: "none", origins: [64496], authorization: { reference: "ROA-1", verifiedOn: "2026-01-01" } }, reputation: { checkedOn: "2026-01-02", listings: [] },
};
class LeasedBlock extends pulumi.ComponentResource {
  constructor(name, args) { super("leasehold:index:LeasedBlock", name, args); }
}
const block = new LeasedBlock("office", { lease });
class List extends pulumi.CustomResource {
  constructor(name, args) { super("test:index:List", name, args); }
}
class Roa extends pulumi.CustomResource {
  constructor(name, args) { super("leasehold:rpki:RoaRequest", name, { out: undefined, leaseId: "office", prefix: "203.0.113.0/24", asn: 64496, publisher: "manual", announces: [], origins: [64496], leaseEnd: "2099-12-31", ...args }, { protect: true }); }
}
`;
// What a whole stack has besides: a quarantine that was drilled, and somebody who is told of privileged calls.
const SETTINGS = {
  "leasehold.yaml":
    "severities: { control-plane-alerts-missing: off, quarantine-plan-missing: off, quarantine-drill-stale: off }\n",
};
const LOOSE = { ...SETTINGS, "index.js": `${PROGRAM}new Roa("loose", { maxLength: 28 });\n` };
const TIGHT = { ...SETTINGS, "index.js": `${PROGRAM}const tight = new Roa("tight", { maxLength: 24 });\n` };
const UNKNOWN = { ...SETTINGS, "index.js": `${TIGHT["index.js"]}new Roa("later", { maxLength: tight.out });\n` };

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly folder: string;
}

async function leasehold(
  files: Record<string, string>,
  argv: string[],
  options: Parameters<typeof fakeIo>[0] = {},
): Promise<Outcome> {
  const io = fakeIo({ folder: writeProgram(files), ...options });
  const code = await run(argv, io);
  return { code, out: io.out(), err: io.err(), folder: io.folder };
}

describe("leasehold preview", () => {
  it("says with --state what happens to each resource, and lists what goes away without counting it", async () => {
    const resource = (type: string, name: string, inputs: object, custom = true) => ({
      urn: `urn:pulumi:dev::shop::${type}::${name}`,
      type,
      custom,
      inputs,
      id: custom ? name : undefined,
    });
    const state = {
      version: 3,
      deployment: {
        resources: [
          resource("pulumi:pulumi:Stack", "shop-dev", {}, false),
          resource("test:index:List", "kept", { entries: ["a"] }),
          resource("test:index:List", "edited", { entries: ["a"] }),
          resource("test:index:List", "old", { entries: ["a"] }),
        ],
      },
    };
    const program = `${PROGRAM}new List("kept", { entries: ["a"] }); new List("edited", { entries: ["b"] });
const fresh = new List("fresh", { out: undefined }); new List("later", { entries: fresh.out });\n`;
    const files = { ...SETTINGS, "index.js": program, "state.json": JSON.stringify(state) };
    const { code, out } = await leasehold(files, ["preview", "--state", "state.json", "--format", "json"]);
    const { resources, summary } = reportSchema.parse(JSON.parse(out));
    const operations = Object.fromEntries((resources ?? []).map(({ name, operation }) => [name, operation]));
    expect([code, operations]).toEqual([
      0,
      expect.objectContaining({ kept: "same", edited: "update", old: "delete", fresh: "create" }),
    ]);
    expect(summary.resources).toBe(5);
    const pretty = await leasehold(files, ["preview", "--state", "state.json"]);
    expect(pretty.out).toMatch(/List edited \(update\).*\n/);
    expect(pretty.out).toMatch(/List old \(delete\)/);
    const without = await leasehold(files, ["preview", "--format", "json"]);
    expect(without.out).not.toContain('"operation"');
  });

  it("names the rule at the program's own line with the fix, and exits 1", async () => {
    const { code, out } = await leasehold(LOOSE, ["preview"]);
    expect(out).toContain("Offline preview of shop, stack dev\n");
    expect(out).toMatch(
      /✖ error loose-max-length index\.js:17:1\n {2}loose \(leasehold:rpki:RoaRequest\)\n.*\/28.*\n {2}Fix: /,
    );
    expect(code).toBe(1);
  });

  it("exits 0 on a program that violates nothing", async () => {
    const { code, out } = await leasehold(TIGHT, ["preview", "."]);
    expect(out).toMatch(/2 resources: no violation\n$/);
    expect(code).toBe(0);
  });

  it("prints JSON of the published shape, and nothing else, on stdout", async () => {
    const { out, err } = await leasehold({ ...SETTINGS, "index.js": `console.log("noise");\n${LOOSE["index.js"]}` }, [
      "preview",
      "--format",
      "json",
    ]);
    const report = reportSchema.parse(JSON.parse(out));
    expect(report.findings).toMatchObject([
      { rule: "loose-max-length", location: { file: "index.js", line: 18, column: 1 } },
    ]);
    expect(report.resources?.map(({ name }) => name)).toEqual(["shop-dev", "office", "loose"]);
    expect(out).not.toContain("edge@example.com");
    expect(err).toBe("noise\n");
  });

  it.each<[string, RegExp]>([
    ["sarif", /"version": ?"2\.1\.0"[\s\S]*"ruleId": ?"loose-max-length"/],
    ["junit", /^<\?xml [\s\S]*<testsuites[\s\S]*loose-max-length/],
    ["markdown", /^<!-- leasehold-report project=shop stack=dev -->\n[\s\S]*loose-max-length/],
    ["html", /^<!doctype html>[\s\S]*203\.0\.113\.0\/24[\s\S]*loose-max-length/i],
    ["github", /^::error file=index\.js,line=17,col=1,title=loose-max-length/],
    ["gitlab", /^\[[\s\S]*"check_name": ?"loose-max-length"/],
  ])("prints %s", async (format, expected) => {
    const { code, out } = await leasehold(LOOSE, ["preview", "--format", format]);
    expect(out).toMatch(expected);
    expect(code).toBe(1);
  });

  it.each<[string, string[], number]>([
    ["is no failure by default", [], 0],
    ["fails as a warning", ["--fail-on", "warning"], 1],
    ["fails as its rule's severity with --strict", ["--strict"], 1],
    ["never fails with --fail-on never", ["--fail-on", "never", "--strict"], 0],
  ])("what is undetermined %s", async (_, options, expected) => {
    const { code, out } = await leasehold(UNKNOWN, ["preview", ...options]);
    expect(out).toMatch(/\? undetermined loose-max-length index\.js:18:1\n.*\n.*maxLength/);
    expect(code).toBe(expected);
  });

  it("writes to a file, judges as of a day, and reads the register that config names", async () => {
    const expired = {
      id: "old",
      prefix: "198.51.100.0/24",
      status: "released",
      term: { start: "2020-01-01", end: "2024-12-31" },
    };
    const files = {
      "index.js": `${PROGRAM}new List("list", { entries: ["198.51.100.7/32"] });\n`,
      "leases.json": JSON.stringify({ version: 1, leases: [expired] }),
      "Pulumi.dev.yaml": "config: {leasehold:register: leases.json}\n",
    };
    const { code, out, folder } = await leasehold(files, [
      "preview",
      "--output",
      "report.txt",
      "--as-of",
      "2026-11-30",
    ]);
    expect(out).toBe("");
    const written = fs.readFileSync(path.join(folder, "report.txt"), "utf8");
    expect(written).toContain("orphaned-reference index.js:17:1");
    expect(written).not.toContain("\u001b");
    expect(code).toBe(1);
  });

  it("says so when a program registers nothing", async () => {
    const { err, code } = await leasehold({ "index.js": "" }, ["preview"]);
    expect(err).toContain("warning: the program registers no resources");
    expect(code).toBe(0);
  });

  it("shows progress on a terminal only, and colour unless NO_COLOR is set", async () => {
    const terminal = await leasehold(TIGHT, ["preview"], { terminal: true });
    expect(terminal.err).toContain("Running the program");
    expect(terminal.out).toContain("\u001b[");
    const plain = await leasehold(TIGHT, ["preview"], { terminal: true, environment: { NO_COLOR: "1" } });
    expect(plain.out).not.toContain("\u001b[");
  });
});

describe("bad input gives one message, exit code 2 and no stack", () => {
  const lease = (over: object) => ({
    id: "a",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-01-01", end: "2026-12-31" },
    ...over,
  });
  const register = (...leases: object[]) => JSON.stringify({ version: 1, leases });
  it.each<[string, Record<string, string>, string[], RegExp]>([
    ["a program that throws", { "index.js": 'throw new Error("gone");' }, ["preview"], /^error: index\.js:1:7: gone\n/],
    ["a syntax error", { "index.js": "let = ;" }, ["preview"], /^error: index\.js:1:\d+: SyntaxError: /],
    [
      "a missing config value",
      { "index.js": 'new (require("@pulumi/pulumi").Config)().require("x");' },
      ["preview"],
      /^error: Missing required configuration variable 'shop:x'/,
    ],
    [
      "a register that is not JSON",
      { ...TIGHT, "leases.json": "{oops" },
      ["preview", "--register", "leases.json"],
      /^error: register .*leases\.json: is not JSON/,
    ],
    [
      "a register that is not there",
      TIGHT,
      ["preview", "--register", "nowhere.json"],
      /^error: register .*nowhere\.json: does not exist/,
    ],
    [
      "a prefix with host bits",
      { ...TIGHT, "leases.json": register(lease({ prefix: "203.0.113.9/24" })) },
      ["preview", "--register", "leases.json"],
      /^error: register [^\n]*203\.0\.113\.9\/24/,
    ],
    [
      "duplicate lease ids",
      { ...TIGHT, "leases.json": register(lease({}), lease({ prefix: "192.0.2.0/24" })) },
      ["preview", "--register", "leases.json"],
      /^error: register [^\n]*lease a is already at/,
    ],
    [
      "a program that never ends",
      { "index.js": "setInterval(() => 1, 9999);" },
      ["preview", "--timeout", "2"],
      /^error: The program did not end within 2 seconds/,
    ],
    [
      "settings that are none",
      { ...TIGHT, "leasehold.yaml": "longestPublik: {}\n" },
      ["preview"],
      /^error: [^\n]*leasehold\.yaml cannot be used:\n.*did you mean longestPublic/,
    ],
    ["a folder without a project", {}, ["preview", "elsewhere"], /^error: There is no Pulumi\.yaml in .*elsewhere/],
    ["an unknown option", {}, ["preview", "--frmat", "json"], /unknown option '--frmat'\n\(Did you mean --format\?\)/],
    ["an unknown command", {}, ["prview"], /unknown command 'prview'\n\(Did you mean preview\?\)/],
    ["an unknown format", {}, ["preview", "--format", "xml"], /Allowed choices are pretty, json/],
    ["a day that is none", {}, ["preview", "--as-of", "2026-02-30"], /Give a calendar day, YYYY-MM-DD/],
    [
      "an output that cannot be written",
      TIGHT,
      ["preview", "--output", "no/such/folder"],
      /^error: --output no\/such\/folder cannot be written \(ENOENT\)/,
    ],
    [
      "an unknown rule",
      {},
      ["explain", "shared-egres"],
      /^error: There is no rule shared-egres\. Did you mean shared-egress\?\n$/,
    ],
  ])("%s", async (_, files, argv, expected) => {
    const { code, out, err } = await leasehold(files, argv);
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(err.match(/error: /g) ?? []).toHaveLength(1);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  it("until --verbose asks for the details", async () => {
    const { err } = await leasehold({ "index.js": 'throw new Error("gone");' }, ["preview", "--verbose"]);
    expect(err).toMatch(/^error: index\.js:1:7: gone\n[\s\S]*^\s+at .*index\.js:1:7/m);
  });
});

describe("leasehold rules and explain", () => {
  it("list every rule as text and as JSON", async () => {
    const text = await leasehold({}, ["rules"]);
    expect(text.out).toMatch(/^controls\n(?: {2}.*\n)* {2}shared-egress +error +/m);
    const json = await leasehold({}, ["rules", "--format", "json"]);
    expect(JSON.parse(json.out).rules[0]).toEqual({
      name: expect.any(String),
      part: "provenance",
      severity: expect.any(String),
      title: expect.any(String),
    });
  });

  test("explain knows what drift runs find, and nearly its name", async () => {
    const { out, code } = await leasehold({}, ["explain", "drift-changed"]);
    expect(code).toBe(0);
    expect(out).toContain("drift-changed (drift, error)\nSomething is not as it is declared");
    const misspelt = await leasehold({}, ["explain", "drift-change"]);
    expect(misspelt).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean drift-changed?") });
  });

  it("say why a rule is there and how to fix what it finds", async () => {
    const { out, code } = await leasehold({}, ["explain", "loose-max-length"]);
    expect(out).toMatch(/^loose-max-length \(attestation, error\)\n.+\n\nWhy {2}.+\nFix {2}.+\n/);
    expect(code).toBe(0);
  });
});

it.each(["bash", "zsh", "fish"])("completes commands, options and rules in %s", async (shell) => {
  const { out, code } = await leasehold({}, ["completion", shell]);
  for (const word of ["preview", "write-fixtures", "shared-egress"]) expect(out).toContain(word);
  expect(code).toBe(0);
});

it.each([
  [["register", ""], /^add\nlist\nshow\nsync\nrelease\nverify$/],
  [["register", "verify", "--an"], /^--anchor$/],
  [["export", "--to", ""], /^bgpalerter\ngeofeed\nnetbox$/],
  [["export", "--to", "g"], /^geofeed$/],
  [["scan", "--output", ""], /^$/],
])("bash completes what comes after leasehold %j", async (typed, offered) => {
  const { out } = await leasehold({}, ["completion", "bash"]);
  const words = ["leasehold", ...typed].map((word) => `'${word}'`).join(" ");
  const ask = `COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _leasehold; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const bash = spawnSync("bash", ["--norc", "-c", `${out}\n${ask}`], { encoding: "utf8" });
  expect(bash.stdout.trim()).toMatch(offered);
  expect([bash.status, bash.stderr]).toEqual([0, ""]);
});

it("shows help on request and without arguments", async () => {
  const help = await leasehold({}, ["--help"]);
  const nothing = await leasehold({}, []);
  const ofOne = await leasehold({}, ["help", "preview"]);
  for (const { out, code } of [help, nothing]) {
    expect(out).toContain("preview");
    expect(code).toBe(0);
  }
  expect(ofOne.out).toContain("--write-fixtures");
});
