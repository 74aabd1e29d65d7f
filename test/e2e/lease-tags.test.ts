import { join, resolve } from "node:path";
import { Engine, type Run, TRANSPILE_ONLY } from "../testbed/engine";
import { describeWith } from "../testbed/tools";

const ROOT = resolve(__dirname, "../..");
const PROGRAM = join(ROOT, "test/programs/lease-tags");

jest.setTimeout(120_000);

const BOTH = (segment: string) => ({ "leasehold:lease": "office", "leasehold:segment": segment });

/** The leasehold tags with which each resource would be created, by name; of every other tag the name. */
function tagsOf(run: Run): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const { resOutputsEvent } of run.events) {
    const { urn, new: now } = resOutputsEvent?.metadata ?? {};
    const { tags } = now?.inputs ?? {};
    if (urn === undefined || typeof tags !== "object" || tags === null) continue;
    const plain = Object.entries(tags).filter(([name]) => !name.startsWith("__"));
    if (plain.length > 0) found[urn.split("::").at(-1) ?? ""] = Object.fromEntries(plain);
  }
  return found;
}

describeWith(["pulumi"], "the policy lease-tags in the engine", () => {
  const engine = new Engine(TRANSPILE_ONLY);
  afterAll(() => engine.dispose());

  const preview = (level?: string) =>
    engine
      .project(PROGRAM, {
        pack: {
          folder: join(ROOT, "policies"),
          config: {
            all: "advisory",
            leasehold: { enforcementLevel: "mandatory", asOf: "2026-11-20" },
            "lease-tags": level ?? "disabled",
          },
        },
      })
      .preview();

  test("adds the tags that are missing and certain with level remediate, and touches nothing else", async () => {
    const [plain, remediated] = [await preview(), await preview("remediate")];
    expect([plain.policyProblems, remediated.policyProblems]).toEqual([[], []]);
    const given = tagsOf(plain);
    expect(Object.keys(given).sort()).toEqual(["empty", "half", "part", "wrong"]);
    expect(tagsOf(remediated)).toEqual({
      ...given,
      untagged: BOTH("web"),
      half: { ...BOTH("admin"), Name: "kept" },
      part: { ...BOTH("web"), Team: "edge" },
    });
    // What the rules see is what the remediation leaves.
    expect(remediated.verdicts).toEqual(expect.arrayContaining([...plain.verdicts]));
  });

  test("says with another level what it would add", async () => {
    const { policyProblems, code } = await preview("advisory");
    const said = policyProblems.filter((problem) => problem.startsWith("lease-tags: "));
    expect(policyProblems).toEqual(said);
    expect(
      said
        .map((text) => /\[tags\] It belongs to segment (\w+) of lease office, and lacks (.*)\./.exec(text)?.slice(1))
        .sort(),
    ).toEqual([
      ["admin", "leasehold:segment=admin"],
      ["web", "leasehold:lease=office and leasehold:segment=web"],
      ["web", "leasehold:lease=office and leasehold:segment=web"],
    ]);
    expect(code).toBe(0);
  });
});
