import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Engine, TRANSPILE_ONLY } from "../testbed/engine";
import { previewOffline } from "../testbed/offline";
import { sortVerdicts, type Verdict } from "../testbed/policy-events";
import { describeWith } from "../testbed/tools";

const ROOT = resolve(__dirname, "../..");
const PROGRAMS = join(ROOT, "test/programs/conformance");

/** What a program must give, decided from the rules' texts: the name of the resource, or null for the stack as a whole. */
interface Expected {
  readonly why: string;
  readonly findings: readonly { rule: string; resource: string | null; status: Verdict["status"] }[];
}

const programs = readdirSync(PROGRAMS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The stacks that users start from, each with the rules it must break. */
const stacks: [string, string[]][] = [
  ["quickstart", []],
  ["unsafe", ["loose-max-length", "orphaned-reference", "shared-egress"]],
  ["byoip", []],
];

const named = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ rule, resource, status }) => `${rule} ${status} ${nameOf(resource) ?? "(stack)"}`).sort();

/** A finding on no resource is reported on the stack's own URN by the engine, and on none offline. */
const nameOf = (urn: string): string | null =>
  urn === "" || urn.includes("::pulumi:pulumi:Stack::") ? null : (urn.split("::").at(-1) ?? null);

const comparable = (verdicts: readonly Verdict[]) =>
  sortVerdicts(verdicts.map((verdict) => (nameOf(verdict.resource) === null ? { ...verdict, resource: "" } : verdict)));

jest.setTimeout(120_000);

describeWith(["pulumi"], "offline findings and the engine's", () => {
  const engine = new Engine(TRANSPILE_ONLY);
  afterAll(() => engine.dispose());

  async function both(folder: string) {
    const project = engine.project(folder, { pack: { folder: join(ROOT, "policies") } });
    const [online, offline] = await Promise.all([project.preview(), previewOffline(folder, ["--no-type-check"])]);
    expect(online.policyProblems).toEqual([]);
    return { online, offline };
  }

  test("there are at least thirty programs", () => {
    expect(programs.length + stacks.length).toBeGreaterThanOrEqual(30);
  });

  test.each(programs)("are equal, and as expected, for %s", async (program) => {
    const folder = join(PROGRAMS, program);
    const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected;
    const { online, offline } = await both(folder);
    const wanted = expected.findings
      .map(({ rule, resource, status }) => `${rule} ${status} ${resource ?? "(stack)"}`)
      .sort();
    expect({ offline: named(offline.verdicts), engine: named(online.verdicts) }).toEqual({
      offline: wanted,
      engine: wanted,
    });
    expect(comparable(online.verdicts)).toEqual(comparable(offline.verdicts));
    // The engine refuses for a violation alone; an undetermined rule is advisory.
    const refused = expected.findings.some(
      ({ rule, status }) => status === "violation" && offline.severities[rule] === "error",
    );
    expect(online.code === 0).toBe(!refused);
  });

  test.each(["shared-egress", "shared-egress-detour", "separate-egress", "flow-logs-off"])(
    "are what the engine finds with the values of the deployment too, without a preview, for %s",
    async (program) => {
      const folder = join(PROGRAMS, program);
      const project = engine.project(folder, { pack: { folder: join(ROOT, "policies") } });
      const [online, offline] = await Promise.all([
        project.up({ skipPreview: true }),
        previewOffline(folder, ["--no-type-check"]),
      ]);
      expect(comparable(online.verdicts)).toEqual(comparable(offline.verdicts));
      expect(online.code === 0).toBe(offline.code === 0);
    },
  );

  test.each(stacks)("are equal for the stack %s, which breaks %j", async (stack, rules) => {
    const { online, offline } = await both(join(ROOT, "stacks", stack));
    expect(comparable(online.verdicts)).toEqual(comparable(offline.verdicts));
    expect([...new Set(offline.verdicts.map(({ rule }) => rule))].sort()).toEqual(rules);
  });
});
