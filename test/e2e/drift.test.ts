import type { Finding } from "../../policies/finding";
import { DRIFT_PARTS, DriftWorld } from "../testbed/drift-world";
import { TAMPERINGS, type Tampering } from "../testbed/tamperings";
import { describeWith } from "../testbed/tools";

jest.setTimeout(120_000);

const CLEAN = { code: 0, findings: [] };

/** What is compared of a finding. */
function told({ rule, status, severity, lease, segment, drift }: Finding) {
  const type = drift?.type?.split(":").at(-1);
  return {
    rule,
    status,
    severity,
    lease,
    segment,
    what: `${drift?.observer}/${type}`,
    fields: drift?.changes?.map(({ field }) => field),
  };
}

describeWith(DRIFT_PARTS, "drift of a deployed lease, on every real part", () => {
  let world: DriftWorld;
  beforeAll(async () => {
    world = await DriftWorld.start();
  });
  afterAll(() => world?.stop());

  test("is none at first", async () => {
    const { code, report } = await world.drift();
    expect({ code, findings: report.findings }).toEqual(CLEAN);
    for (const { name, status, unseen } of report.observers ?? []) {
      expect({ name, status, unseen }).toEqual({
        name,
        status: name === "rdap" ? "not-observed" : "complete",
        unseen: [],
      });
    }
  });

  test.each(TAMPERINGS)("$name is found as that alone, and when it is undone, recovers", async (tampering) => {
    const undo = await tampering.tamper(world);
    let found: readonly Finding[] = [];
    try {
      const { code, report } = await world.drift();
      found = report.findings;
      const [cause, ...others] = report.findings.filter(({ rule }) => rule.startsWith("drift-"));
      expect(cause && told(cause)).toEqual(expectedOf(tampering));
      expect(others.map(({ message }) => message)).toEqual([]);
      expect(brokenRules(report.findings, cause)).toEqual(tampering.expected.rules ?? []);
      expect(code).toBe(tampering.expected.severity === "warning" ? 0 : 1);
    } finally {
      await undo();
    }
    const { code, report } = await world.drift();
    expect({ code, findings: report.findings }).toEqual(CLEAN);
    expect(report.history?.recovered.map(({ finding }) => finding.message).sort()).toEqual(
      found.map(({ message }) => message).sort(),
    );
  });
});

function expectedOf({ expected }: Tampering) {
  const { change, what, segment, fields, severity = "error" } = expected;
  return {
    rule: `drift-${change}`,
    status: "violation",
    severity,
    lease: "edge-2026",
    segment,
    what,
    fields: fields ?? expect.any(Array),
  };
}

/** Names of the catalogue's rules that are broken, each of which has to be laid to the cause. */
function brokenRules(findings: readonly Finding[], cause: Finding | undefined): string[] {
  const broken = findings.filter(({ rule }) => !rule.startsWith("drift-"));
  const key = `${cause?.drift?.observer}/${cause?.drift?.type}/${cause?.drift?.id}`;
  expect(broken.map(({ drift }) => drift?.cause)).toEqual(broken.map(() => key));
  return [...new Set(broken.map(({ rule }) => rule))].sort();
}
