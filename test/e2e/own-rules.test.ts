import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Report, reportSchema } from "../../reports/report";
import { Engine, TRANSPILE_ONLY } from "../testbed/engine";
import { describeWith, TOOLS } from "../testbed/tools";

jest.setTimeout(120_000);
const ROOT = resolve(__dirname, "../..");
const CLI = join(ROOT, "dist/cli/main.js");
const EXAMPLE = join(ROOT, "docs/examples/own-rules");
const AS_OF = "2026-11-20";

let folder: string;
beforeEach(() => {
  // Inside the checkout, so that its program finds @pulumi/aws.
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  folder = mkdtempSync(join(ROOT, "dist/own-rules-"));
  cpSync(EXAMPLE, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function leasehold(args: readonly string[], env: Record<string, string> = {}) {
  const run = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(TOOLS, "bin")}:${process.env.PATH}`, LEASEHOLD_BASE: "none", ...env },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const edit = (name: string, change: (text: string) => string) =>
  put(name, change(readFileSync(join(folder, name), "utf8")));

function preview(...args: string[]): { code: number | null; err: string; report: Report | undefined } {
  const options = ["--stack", "dev", "--no-type-check", "--as-of", AS_OF, "--format", "json"];
  const { code, out, err } = leasehold(["preview", ".", ...options, ...args]);
  return { code, err, report: out === "" ? undefined : reportSchema.parse(JSON.parse(out)) };
}
/** `rule status resource` of what is not the catalogue's. */
const own = (report: Report | undefined) =>
  (report?.findings ?? [])
    .filter(({ rule }) => !["risky-port"].includes(rule))
    .map(({ rule, status, resource }) => `${rule} ${status} ${resource?.name ?? "(stack)"}`)
    .sort();

/** A rule on leases, with a body of the test's. */
const ruleOf = (name: string, body: string) => `# METADATA
# title: Leases are ours
# description: So that somebody looks after them.
# custom:
#   severity: error
#   message: "Lease {lease} is not ours."
#   undetermined: "Whether lease {lease} is ours is not known yet"
#   fix: "Make it ours."
package leasehold.rules.own.${name.replaceAll("-", "_")}

${body.includes("result.") ? "import data.leasehold.result\n\n" : ""}${body}
`;
const addRule = (name: string, body: string) => put(`rules/${name}.rego`, ruleOf(name, body));

const FOUND = [
  "no-plain-http undetermined partner",
  "no-plain-http violation updates",
  "no-plain-http waived legacy-mirror",
];

describeWith(["opa"], "rules of one's own, built", () => {
  test("the example is what its sources give, and its tests pass", () => {
    expect(leasehold(["rules", "build", "--check"])).toMatchObject({ code: 0, err: "" });
    const { code, out } = leasehold(["rules", "build"]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining("(no-plain-http), 11 tests passed") });
    expect(readFileSync(join(folder, "rules/rules.wasm"))).toEqual(readFileSync(join(EXAMPLE, "rules/rules.wasm")));
  });

  test("the example finds what its documentation says", () => {
    const { code, report } = preview();
    expect(code).toBe(1);
    expect(own(report)).toEqual(FOUND);
  });

  test("a scaffolded rule builds, runs, and is listed and explained", () => {
    expect(leasehold(["rules", "new", "owned-lease"])).toMatchObject({ code: 0 });
    expect(preview()).toMatchObject({ code: 2, err: expect.stringContaining("their sources changed") });
    expect(leasehold(["rules", "build", "--check"]).code).toBe(1);
    expect(leasehold(["rules", "build"])).toMatchObject({ code: 0, err: "" });
    edit("leases.json", (text) => text.replace(/"owner": \{[^}]*\},/, ""));
    expect(own(preview().report)).toEqual(
      [...FOUND, "named-owner violation (stack)", "owned-lease violation (stack)"].sort(),
    );
    expect(leasehold(["rules", "--format", "json"]).out).toContain('"owned-lease"');
    expect(leasehold(["explain", "owned-lease"]).out).toContain("owned-lease (own, error)");
    expect(leasehold(["explain", "owned-leas"]).err).toContain("Did you mean owned-lease?");
  });

  test("reports know them: SARIF lists the rule, JUnit has it in a suite of its own", () => {
    const options = ["--stack", "dev", "--no-type-check", "--as-of", AS_OF];
    const sarif = JSON.parse(leasehold(["preview", ".", ...options, "--format", "sarif"]).out);
    const rules = sarif.runs[0].tool.driver.rules as { id: string; help: { text: string } }[];
    expect(rules.find(({ id }) => id === "no-plain-http")?.help.text).toContain("Let out on port 443 instead");
    expect(leasehold(["preview", ".", ...options, "--format", "junit"]).out).toContain('name="leasehold.own"');
  });

  test.each([
    ["a clock", "time.now_ns()"],
    ["the network", 'http.send({"method": "get", "url": "http://127.0.0.1/"})'],
    ["the environment", "opa.runtime()"],
    ["regular expressions", 'regex.match("a", "a")'],
    ["text that differs from OPA's", 'sprintf("%q", ["a"])'],
  ])("what needs %s, which the runtime lacks, is refused", (_, call) => {
    addRule("odd", `finding contains result.violation(fact, {}) if {\n\tsome fact in input.lease\n\t${call}\n}`);
    const { code, err } = leasehold(["rules", "build"]);
    expect(code).toBe(2);
    expect(err).toContain("rules/odd.rego:");
    expect(err).toContain("which has no clock, no network");
  });

  test("a test cannot reach the network or the environment either", () => {
    put("rules/odd_test.rego", "package odd_test\n\ntest_x if opa.runtime().env\n");
    expect(leasehold(["rules", "build"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("undefined function"),
    });
  });

  test("a test that fails stops the build, unless tests are left out", () => {
    edit("rules/no-plain-http_test.rego", (text) => `${text}\ntest_wrong if 1 == 2\n`);
    const failed = leasehold(["rules", "build"]);
    expect(failed.code).toBe(2);
    expect(failed.err).toMatch(/1 of 12 tests failed:\n {2}rules\/no-plain-http_test\.rego:\d+: test_wrong/);
    expect(leasehold(["rules", "build", "--no-test"])).toMatchObject({ code: 0 });
  });

  test.each<[string, string, string, string]>([
    ["has no metadata", "x.rego", "package leasehold.rules.own.x\n\nfinding := set()\n", "it has no METADATA block"],
    [
      "finds nothing",
      "x.rego",
      ruleOf("x", "findings contains result.violation(1, {})"),
      "it has no `finding contains",
    ],
    ["is in another file", "y.rego", ruleOf("x", "finding := set()"), "file and package carry one name"],
    ["has a name of ours", "named-owner.rego", ruleOf("named-owner", "finding := set()"), "is a rule of leasehold"],
    ["lies deeper than rules are asked", "x.rego", ruleOf("x.y", "finding := set()"), "is not yours"],
    ["changes the library", "x.rego", "package leasehold.result\n\nviolation(_, _) := {}\n", "is not yours"],
    ["changes a rule of ours", "x.rego", "package leasehold.rules.controls.open_egress\n\nx := 1\n", "is not yours"],
    ["is no Rego", "x.rego", "package x\n\nfinding contains\n", "rego_parse_error"],
    ["is not strict", "x.rego", ruleOf("x", "finding contains 1 if {\n\ty := 2\n}"), "assigned var y unused"],
  ])("a rule that %s is refused", (_, file, text, problem) => {
    put(`rules/${file}`, text);
    const { code, err } = leasehold(["rules", "build"]);
    expect(code).toBe(2);
    expect(err).toContain(problem);
    expect(err).toContain(`rules/${file}`);
  });

  test("what somebody may take for a part of the rules is named", () => {
    put("rules/partners.json", "{}");
    put("rules/shared.rego", "package shared\n\nx := 1\n");
    addRule(
      "one",
      "finding contains result.violation(fact, {}) if {\n\tsome fact in input.lease\n\tdata.shared.x == 2\n}",
    );
    const { code, err } = leasehold(["rules", "build"]);
    expect(code).toBe(0);
    expect(err).toContain("rules/partners.json is not read");
    expect(err).toContain("one has no one_test.rego");
  });

  test.each<[string, string, string]>([
    [
      "contradicts itself",
      'finding contains result.violation(fact, {"a": f(fact)}) if some fact in input.lease\n\nf(fact) := 1 if fact.id\n\nf(fact) := 2 if fact.id',
      "rules/odd.rego:17:1: var assignment conflict",
    ],
    [
      "takes more memory than it gets",
      'finding contains result.violation(fact, {"a": count(numbers.range(1, 90000000))}) if some fact in input.lease',
      "the rules in ./rules could not be evaluated",
    ],
    [
      "makes a finding by hand",
      'finding contains {"fact": fact.id, "status": "clean", "args": {}} if some fact in input.lease',
      "odd of the rules in ./rules gave what is no finding (status: ",
    ],
    [
      "puts an object into a finding",
      'finding contains result.violation(fact, {"a": fact.declaration}) if some fact in input.lease',
      "odd of the rules in ./rules gave what is no finding (args.a: ",
    ],
  ])("a rule that %s ends the run with 2, and never passes", (_, body, message) => {
    addRule("odd", body);
    expect(leasehold(["rules", "build"])).toMatchObject({ code: 0 });
    const { code, err, report } = preview();
    expect({ code, report }).toEqual({ code: 2, report: undefined });
    expect(err).toContain(message);
  });

  test("without OPA, or with one that is too old, the message says what to do", () => {
    const none = leasehold(["rules", "build"], { PATH: folder });
    expect(none).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no opa on PATH. Get 1.22.2 or later"),
    });
    put("old-opa", "#!/bin/sh\necho 'Version: 1.9.0'\n");
    chmodSync(join(folder, "old-opa"), 0o755);
    const old = leasehold(["rules", "build", "--opa", "./old-opa"]);
    expect(old.code).toBe(2);
    expect(old.err).toMatch(/Building rules needs OPA 1\.22\.2 or later; .*old-opa is 1\.9\.0\./);
  });

  test("a check with another OPA than the one that built says so", () => {
    edit("rules/rules.json", (text) => text.replace('"opa": "1.22.2"', '"opa": "1.30.0"'));
    expect(leasehold(["rules", "build", "--check"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("was built by OPA 1.30.0"),
    });
  });

  test("without a folder in leasehold.yaml there is nothing to build", () => {
    put("leasehold.yaml", "# nothing\n");
    expect(leasehold(["rules", "build"])).toMatchObject({ code: 2, err: expect.stringContaining("names no folder") });
    expect(preview()).toMatchObject({ code: 0 });
  });
});

describeWith(["opa"], "rules of one's own in a pull request", () => {
  const git = (...args: string[]): string =>
    execFileSync(
      "git",
      ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false", ...args],
      {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      },
    ).trim();
  const commit = (message: string) => {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  };
  const notices = (report: Report | undefined) => (report?.notices ?? []).map(({ message }) => message);

  beforeEach(() => {
    git("init", "-q", "-b", "main");
    commit("base");
    git("checkout", "-q", "-b", "change");
  });

  test("are those of the base, whatever the change makes of them, and the report says what it would change", () => {
    edit("rules/no-plain-http.rego", (text) => text.replaceAll("80", "8080"));
    expect(leasehold(["rules", "build", "--no-test"]).code).toBe(0);
    commit("weaken");
    expect(own(preview("--base", "none").report)).toEqual(["no-plain-http undetermined partner"]);
    const { report } = preview("--base", "main");
    expect(own(report)).toEqual(FOUND);
    expect(notices(report)).toEqual([
      "This pull request changes the rules in ./rules: no-plain-http is changed, no-plain-http.rego is changed. It is judged without that.",
    ]);
  });

  test("a new rule and a removed one are told", () => {
    addRule("second", "finding contains result.violation(fact, {}) if some fact in input.lease");
    rmSync(join(folder, "rules/no-plain-http.rego"));
    rmSync(join(folder, "rules/no-plain-http_test.rego"));
    expect(leasehold(["rules", "build"]).code).toBe(0);
    commit("other rules");
    const { report } = preview("--base", "main");
    expect(own(report)).toEqual(FOUND);
    expect(notices(report).join()).toContain("no-plain-http is gone, second is new");
  });

  test("a change whose rules are not built is judged by the base's, and warned", () => {
    edit("rules/no-plain-http.rego", (text) => `${text}\n# more\n`);
    commit("forget to build");
    const { code, report } = preview("--base", "main");
    expect(code).toBe(1);
    expect(notices(report).join()).toContain("they are not built from their sources, and would judge nothing");
    expect(preview("--base", "none")).toMatchObject({ code: 2 });
  });

  test("a change that takes the folder out of leasehold.yaml changes nothing, one that brings it neither", () => {
    put("leasehold.yaml", "# none\n");
    commit("no rules");
    expect(own(preview("--base", "main").report)).toEqual(FOUND);
    git("checkout", "-q", "-b", "again");
    git("checkout", "-q", "main", "--", "leasehold.yaml");
    commit("rules again");
    const { report } = preview("--base", "change");
    expect(own(report)).toEqual([]);
    expect(notices(report).join()).toContain("changes leasehold.yaml: ownRules");
  });

  test("a base that is not built is an error with a way out", () => {
    edit("rules/no-plain-http.rego", (text) => `${text}\n# more\n`);
    commit("forget to build");
    expect(preview("--base", "change")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/of the base commit [0-9a-f]{12} cannot be used.*--base none/s),
    });
  });

  test("the list of rules takes them from there too", () => {
    rmSync(join(folder, "leasehold.yaml"));
    expect(leasehold(["rules", "--base", "main"]).out).toContain("no-plain-http");
    expect(leasehold(["rules"]).out).not.toContain("no-plain-http");
  });
});

describeWith(["opa", "pulumi"], "rules of one's own in the policy pack", () => {
  const engine = new Engine(TRANSPILE_ONLY);
  afterAll(() => engine.dispose());
  const project = () =>
    engine.project(folder, {
      pack: { folder: join(ROOT, "policies") },
      env: { LEASEHOLD_AS_OF: AS_OF, LEASEHOLD_BASE: "none" },
    });

  test("find what the command finds, and refuse the resource before it exists", async () => {
    const { code, verdicts, policyProblems } = await project().preview();
    expect(policyProblems).toEqual([]);
    const found = verdicts
      .filter(({ rule }) => rule === "no-plain-http")
      .map(({ status, resource }) => `no-plain-http ${status} ${resource.split("::").at(-1)}`);
    expect(found.sort()).toEqual(FOUND.filter((one) => !one.includes("waived")));
    expect(code).not.toBe(0);
  });

  test("check of what the engine previews finds the same", async () => {
    const { stdout } = await engine.project(folder).preview({ arguments: ["--json", "--show-sames"] });
    put("preview.json", stdout);
    const { out } = leasehold(["check", "preview.json", "--as-of", AS_OF, "--format", "json"]);
    expect(own(reportSchema.parse(JSON.parse(out)))).toEqual(FOUND);
  });

  test("a waiver for all of them lets the deployment pass", async () => {
    edit("leasehold.yaml", (text) => text.replace('"*::legacy-mirror"', '"*"'));
    expect(await project().preview()).toMatchObject({ code: 0 });
  });

  test.each<[string, () => void, string]>([
    ["stale", () => edit("rules/no-plain-http.rego", (text) => `${text}# more\n`), "their sources changed"],
    [
      "that fail",
      () => {
        addRule(
          "odd",
          'finding contains result.violation(fact, {"a": f(fact)}) if some fact in input.lease\n\nf(fact) := 1 if fact.id\n\nf(fact) := 2 if fact.id',
        );
        leasehold(["rules", "build"]);
      },
      "var assignment conflict",
    ],
  ])("rules %s stop the preview and say why", async (_, change, message) => {
    change();
    const { code, output } = await project().preview();
    expect(code).not.toBe(0);
    expect(output).toContain(message);
  });
});
