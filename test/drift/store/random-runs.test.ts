import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { openDriftStore } from "../../../drift/store/drift-store";
import { flappingSettingsSchema } from "../../../drift/store/flapping-settings";
import type { Finding } from "../../../policies/finding";
import { driftFinding } from "./drift-finding";
import { quickFolder } from "./quick-folder";

const OBSERVERS = ["aws", "dns", "rpki"] as const;
const LEASES = ["lab", "office"] as const;
const IDS = ["203.0.113.1", "203.0.113.2"] as const;

/** The world at the time of a run: what truly differs, who cannot see, and where nobody looks. */
const world = fc.record({
  hoursLater: fc.integer({ min: 1, max: 30 }),
  drifted: fc.uniqueArray(
    fc.record({
      observer: fc.constantFrom(...OBSERVERS),
      lease: fc.constantFrom(...LEASES),
      id: fc.constantFrom(...IDS),
      value: fc.constantFrom("a", "b"),
      severity: fc.constantFrom("warning", "error"),
      status: fc.constantFrom("violation", "violation", "undetermined", "waived"),
    } as const),
    { selector: ({ observer, lease, id }) => `${observer} ${lease} ${id}`, maxLength: 8 },
  ),
  failing: fc.subarray([...OBSERVERS]),
  leases: fc.option(fc.subarray([...LEASES], { minLength: 1 }), { nil: undefined }),
  /** A failing observer may see a part all the same. */
  partly: fc.boolean(),
});

const nameOf = ({ drift, lease }: Finding): string => `${drift?.observer} ${lease} ${drift?.id}`;

describe("any sequence of runs, observers failing at random", () => {
  const folder = mkdtempSync(join(quickFolder, "leasehold-random-"));
  let made = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("tells nothing twice without an end between, loses nothing, and resolves nothing that was not looked at", () => {
    fc.assert(
      fc.property(fc.array(world, { minLength: 1, maxLength: 14 }), fc.boolean(), (worlds, damping) => {
        const flapping = flappingSettingsSchema.parse(damping ? { changes: 3 } : { changes: 1000 });
        const store = openDriftStore(join(folder, `${made++}.db`), { flapping });
        /** What somebody who reads every message believes. */
        const believed = new Map<string, "open" | "gone" | "flapping">();
        /** Open by all that was truly seen. */
        const known = new Map<string, Finding>();
        let at = Date.parse("2026-01-01T00:00:00Z");
        for (const { hoursLater, drifted, failing, leases, partly } of worlds) {
          at += hoursLater * 3_600_000;
          const looked = ({ observer, lease }: { observer: string; lease: string }) =>
            !failing.some((one) => one === observer) && (leases?.some((one) => one === lease) ?? true);
          const seen = drifted.filter((one) => looked(one) || (partly && (leases?.includes(one.lease) ?? true)));
          const findings = seen.map(({ observer, lease, id, value, severity, status }) =>
            driftFinding({
              lease,
              severity,
              status,
              drift: { observer, id, changes: [{ field: "f", old: null, new: value }] },
            }),
          );
          const observers = OBSERVERS.filter((one) => !failing.includes(one));
          const run = store.record({ at: new Date(at), findings, observers, leases, remembered: new Map() });

          for (const finding of findings) known.set(nameOf(finding), finding);
          const gone = [...known.values()].filter(
            (finding) =>
              !findings.some((one) => nameOf(one) === nameOf(finding)) &&
              looked({ observer: finding.drift?.observer ?? "", lease: finding.lease ?? "" }),
          );
          for (const finding of gone) known.delete(nameOf(finding));

          for (const finding of run.fresh) {
            expect(believed.get(nameOf(finding))).not.toBe("open");
            believed.set(nameOf(finding), "open");
          }
          for (const finding of run.worsened) expect(["open", "flapping"]).toContain(believed.get(nameOf(finding)));
          for (const { finding } of run.recovered) {
            expect(believed.get(nameOf(finding))).toBe("open");
            expect(gone.map(nameOf)).toContain(nameOf(finding));
            believed.set(nameOf(finding), "gone");
          }
          for (const { finding } of run.flapping) {
            expect(damping).toBe(true);
            expect(believed.get(nameOf(finding))).not.toBe("flapping");
            believed.set(nameOf(finding), "flapping");
          }
          for (const { finding, open } of run.settled) {
            expect(believed.get(nameOf(finding))).toBe("flapping");
            expect(known.has(nameOf(finding))).toBe(open);
            believed.set(nameOf(finding), open ? "open" : "gone");
          }

          // The store is open about exactly what was seen and not seen to be gone.
          const open = store.timeline().findings.filter((one) => one.open);
          expect(open.map(({ finding }) => nameOf(finding)).sort()).toEqual([...known.keys()].sort());
          // Whoever reads every message knows all that is open and not waived, or knows that it flaps.
          for (const [name, finding] of known)
            if (finding.status !== "waived") expect(["open", "flapping"]).toContain(believed.get(name));
          for (const [name, belief] of believed) if (belief === "open") expect(known.has(name)).toBe(true);
          // Each finding of the run is in one list.
          const listed = [...run.fresh, ...run.worsened, ...run.ongoing];
          expect(listed.map(nameOf).sort()).toEqual(findings.map(nameOf).sort());
        }
        expect(store.problems()).toEqual([]);
        store.close();
      }),
      { numRuns: 150 },
    );
  });
});
