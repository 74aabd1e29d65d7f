import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { approveSurface } from "../testbed/approved-surface";
import { check, hiding, lostByHiding, streamed, withoutRefusal } from "../testbed/checked";
import { Engine, type Run, TRANSPILE_ONLY } from "../testbed/engine";
import { type OfflinePreview, previewOffline } from "../testbed/offline";
import { sortVerdicts, type Verdict, verdictKey } from "../testbed/policy-events";
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

/** The day on which the programs are judged: they record dates, which would go stale. */
const AS_OF = "2026-11-20";

const named = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ rule, resource, status }) => `${rule} ${status} ${nameOf(resource) ?? "(stack)"}`).sort();

/** A finding on no resource is reported on the stack's own URN by the engine, and on none offline. */
const nameOf = (urn: string): string | null =>
  urn === "" || urn.includes("::pulumi:pulumi:Stack::") ? null : (urn.split("::").at(-1) ?? null);

const distinct = (verdicts: readonly Verdict[]) => [
  ...new Map(verdicts.map((verdict) => [verdictKey(verdict), verdict])).values(),
];

const comparable = (verdicts: readonly Verdict[]) =>
  sortVerdicts(verdicts.map((verdict) => (nameOf(verdict.resource) === null ? { ...verdict, resource: "" } : verdict)));

jest.setTimeout(120_000);

describeWith(["pulumi"], "offline findings and the engine's", () => {
  const engine = new Engine(TRANSPILE_ONLY);
  const approved = approveSurface(join(PROGRAMS, "approval-given"));
  afterAll(() => {
    engine.dispose();
    approved.dispose();
  });

  async function both(folder: string) {
    // Programs that share a project with an approved one are judged by the settings that ask for approvals.
    const settings = basename(folder).startsWith("approval-") ? approved.settings : undefined;
    const project = engine.project(folder, {
      pack: { folder: join(ROOT, "policies"), config: settings === undefined ? {} : { leasehold: { settings } } },
      env: { LEASEHOLD_AS_OF: AS_OF, LEASEHOLD_AUTHOR: "dev@example.com" },
    });
    const judging = settings === undefined ? [] : ["--settings", settings];
    const offlineOptions = ["--no-type-check", "--as-of", AS_OF, ...judging];
    // What it prints is judged too.
    const printing = { arguments: ["--json", "--show-sames"] };
    const [online, offline] = await Promise.all([project.preview(printing), previewOffline(folder, offlineOptions)]);
    expect(online.policyProblems).toEqual([]);
    const printed = withoutRefusal(online.stdout);
    const checked = distinct(await check(folder, JSON.stringify(printed), AS_OF, judging));
    // Where it hides a secret, what the offline preview and the pack see in it is undetermined.
    const hidden = hiding(printed);
    const isShown = ({ resource }: Verdict) => !hidden.has(resource);
    expect(comparable(checked.filter(isShown))).toEqual(comparable(offline.verdicts.filter(isShown)));
    for (const { rule, resource } of offline.verdicts.filter((verdict) => !isShown(verdict))) {
      expect(checked).toContainEqual({ rule, resource, status: "undetermined" });
    }
    return { online, offline, printed, judging };
  }

  /** What the same preview says as streamed events, which lack dependencies: whatever is wrong is still said, or unclear. */
  async function expectNothingCleanInEvents(
    folder: string,
    { online, offline, judging }: { online: Run; offline: OfflinePreview; judging: readonly string[] },
  ) {
    const verdicts = await check(folder, streamed(online.events), AS_OF, judging);
    const silent = offline.verdicts.filter(({ rule }) => !verdicts.some((verdict) => verdict.rule === rule));
    const invented = verdicts.filter(
      (verdict) =>
        verdict.status === "violation" &&
        // What nobody knows is never what was approved.
        verdict.rule !== "privileged-change-unapproved" &&
        !offline.verdicts.some((known) => verdictKey(known) === verdictKey(verdict)),
    );
    expect({ silent: named(silent), invented: named(invented) }).toEqual({ silent: [], invented: [] });
  }

  test("there are at least fifty programs", () => {
    expect(programs.length + stacks.length).toBeGreaterThanOrEqual(50);
  });

  test.each(programs)("are equal, and as expected, for %s", async (program) => {
    const folder = join(PROGRAMS, program);
    const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected;
    const seen = await both(folder);
    const { online, offline, printed } = seen;
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
    await expectNothingCleanInEvents(folder, seen);
    expect(await lostByHiding(folder, printed, AS_OF)).toEqual([]);
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
    const seen = await both(join(ROOT, "stacks", stack));
    const { online, offline } = seen;
    expect(comparable(online.verdicts)).toEqual(comparable(offline.verdicts));
    expect([...new Set(offline.verdicts.map(({ rule }) => rule))].sort()).toEqual(rules);
    await expectNothingCleanInEvents(join(ROOT, "stacks", stack), seen);
  });
});
