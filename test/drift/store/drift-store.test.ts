import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DriftStore, openDriftStore } from "../../../drift/store/drift-store";
import type { RunRecord } from "../../../drift/store/recorded-run";
import { driftFinding } from "./drift-finding";
import { quickFolder } from "./quick-folder";

const folder = mkdtempSync(join(quickFolder, "leasehold-store-"));
const stores: DriftStore[] = [];
let made = 0;

afterAll(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true, force: true });
});

const newFile = (): string => join(folder, `store-${made++}.db`);

function open(file = newFile()): DriftStore {
  const store = openDriftStore(file);
  stores.push(store);
  return store;
}

const START = Date.parse("2026-11-22T06:00:00Z");
const hours = (count: number): Date => new Date(START + count * 3_600_000);

function runOf(over: Partial<RunRecord> = {}): RunRecord {
  return { at: hours(0), findings: [], observers: ["aws", "dns"], remembered: new Map(), ...over };
}

describe("recording runs", () => {
  test("tells what is new once, and that it is gone once", () => {
    const store = open();
    const finding = driftFinding();
    expect(store.record(runOf({ findings: [finding] })).fresh).toEqual([finding]);
    const second = store.record(runOf({ at: hours(1), findings: [finding] }));
    expect(second).toMatchObject({ fresh: [], worsened: [], recovered: [], ongoing: [finding] });
    expect(second.firstSeen.get(finding)).toEqual(hours(0));
    const third = store.record(runOf({ at: hours(2) }));
    expect(third.recovered).toEqual([
      { finding, open: false, firstSeen: hours(0), lastSeen: hours(1), resolvedAt: hours(2), peak: "error" },
    ]);
    expect(store.record(runOf({ at: hours(3) })).recovered).toEqual([]);
  });

  test("tells again what comes back after it had gone", () => {
    const store = open();
    const finding = driftFinding();
    store.record(runOf({ findings: [finding] }));
    store.record(runOf({ at: hours(1) }));
    expect(store.record(runOf({ at: hours(2), findings: [finding] })).fresh).toEqual([finding]);
  });

  test.each([
    ["an observer that did not see everything", runOf({ at: hours(1), observers: ["dns"] })],
    ["another lease than was looked at", runOf({ at: hours(1), leases: ["lab"] })],
    ["a lease that nobody declares any more", runOf({ at: hours(1), known: ["lab"] })],
  ])("leaves a finding as it is where it belongs to %s, and tells it as unchecked", (_, blind) => {
    const store = open();
    const finding = driftFinding();
    store.record(runOf({ findings: [finding] }));
    const run = store.record(blind);
    expect(run.recovered).toEqual([]);
    expect(run.unchecked).toMatchObject([{ finding, open: true }]);
    const after = store.record(runOf({ at: hours(2), findings: [finding] }));
    expect(after).toMatchObject({ fresh: [], ongoing: [finding], unchecked: [] });
  });

  test.each([
    ["a higher severity", { severity: "warning" }, {}],
    ["a violation that was undetermined", { status: "undetermined" }, {}],
    ["another value", {}, { drift: { changes: [{ field: "instance", old: "i-1", new: "i-3" }] } }],
    [
      "one more field",
      {},
      {
        drift: {
          changes: [
            { field: "instance", old: "i-1", new: "i-2" },
            { field: "domain", old: "vpc", new: "standard" },
          ],
        },
      },
    ],
  ] as const)("tells %s as worse, once", (_, before, after) => {
    const store = open();
    store.record(runOf({ findings: [driftFinding(before as Parameters<typeof driftFinding>[0])] }));
    const worse = driftFinding(after as Parameters<typeof driftFinding>[0]);
    expect(store.record(runOf({ at: hours(1), findings: [worse] })).worsened).toEqual([worse]);
    expect(store.record(runOf({ at: hours(2), findings: [worse] }))).toMatchObject({ worsened: [], ongoing: [worse] });
  });

  test("does not take for worse what it only cannot tell for a while", () => {
    const store = open();
    const known = driftFinding();
    const unknown = driftFinding({
      status: "undetermined",
      drift: { changes: [{ field: "instance", old: "i-1", new: { unknown: "not readable" } }] },
    });
    store.record(runOf({ findings: [known] }));
    expect(store.record(runOf({ at: hours(1), findings: [unknown] })).worsened).toEqual([]);
    expect(store.record(runOf({ at: hours(2), findings: [known] })).worsened).toEqual([]);
  });

  test("keeps what is waived and tells nothing of it, until it is waived no longer", () => {
    const store = open();
    const waived = driftFinding({ status: "waived" });
    expect(store.record(runOf({ findings: [waived] }))).toMatchObject({ fresh: [], ongoing: [waived] });
    const live = driftFinding();
    expect(store.record(runOf({ at: hours(1), findings: [live] })).fresh).toEqual([live]);
    expect(store.record(runOf({ at: hours(2) })).recovered).toHaveLength(1);
  });

  test("does not say that something recovered which now differs in another way", () => {
    const store = open();
    store.record(runOf({ findings: [driftFinding()] }));
    const removed = driftFinding({ drift: { change: "removed", changes: [] } });
    const run = store.record(runOf({ at: hours(1), findings: [removed] }));
    expect(run).toMatchObject({ fresh: [removed], recovered: [] });
    expect(store.record(runOf({ at: hours(2) })).recovered).toHaveLength(1);
  });

  test("tells a rule's findings on one resource apart by what they are about", () => {
    const store = open();
    const resource = { urn: "urn:pulumi:dev::shop::t:t:T::one", type: "t:t:T", name: "one" };
    const open22 = { ...driftFinding(), rule: "team-rule", resource, evidence: { port: 22 }, drift: undefined };
    const open23 = { ...open22, evidence: { port: 23 } };
    store.record(runOf({ findings: [open22, open23] }));
    const run = store.record(runOf({ at: hours(1), findings: [open23] }));
    expect(run.recovered.map(({ finding }) => finding.evidence)).toEqual([{ port: 22 }]);
  });

  test("damps what comes and goes, and tells it when it is stable", () => {
    const store = open();
    const finding = driftFinding();
    const told: string[] = [];
    const record = (hour: number, seen: boolean) => {
      const run = store.record(runOf({ at: hours(hour), findings: seen ? [finding] : [] }));
      for (const word of ["fresh", "recovered", "flapping", "settled"] as const)
        for (const _ of run[word]) told.push(`${hour}: ${word}`);
    };
    for (let hour = 0; hour < 12; hour++) record(hour, hour % 2 === 0);
    expect(told).toEqual(["0: fresh", "1: recovered", "2: fresh", "3: recovered", "4: flapping"]);
    record(30, false);
    expect(told).toHaveLength(5);
    record(36, false);
    expect(told.at(-1)).toBe("36: settled");
    record(37, true);
    expect(told.at(-1)).toBe("37: fresh");
  });

  test("tells that something became more serious also while it flaps", () => {
    const store = open();
    const mild = driftFinding({ severity: "warning" });
    for (let hour = 0; hour < 6; hour++) store.record(runOf({ at: hours(hour), findings: hour % 2 ? [] : [mild] }));
    const severe = driftFinding();
    expect(store.record(runOf({ at: hours(6), findings: [severe] })).worsened).toEqual([severe]);
    store.record(runOf({ at: hours(7) }));
    expect(store.record(runOf({ at: hours(8), findings: [severe] })).worsened).toEqual([]);
  });

  test("remembers what was seen, and forgets nothing that was not", () => {
    const file = newFile();
    const store = open(file);
    store.record(runOf({ remembered: new Map([["rdap/network/a", { holder: "Example" }]]) }));
    store.record(runOf({ at: hours(1), remembered: new Map([["rdap/network/b", { status: ["active"] }]]) }));
    expect(open(file).remembered()).toEqual(
      new Map<string, object>([
        ["rdap/network/a", { holder: "Example" }],
        ["rdap/network/b", { status: ["active"] }],
      ]),
    );
  });

  test("lets a later run decide where two runs looked at the same time", () => {
    const file = newFile();
    const finding = driftFinding();
    const [slow, quick] = [open(file), open(file)];
    expect(quick.record(runOf({ findings: [finding] })).fresh).toHaveLength(1);
    expect(slow.record(runOf({ at: hours(1) }))).toMatchObject({ recovered: [], unchecked: [{ finding }] });
    expect(slow.record(runOf({ at: hours(2) })).recovered).toHaveLength(1);
  });

  test("gives the timeline with its spans, by lease and since a time", () => {
    const store = open();
    const [here, there] = [driftFinding(), driftFinding({ lease: "lab" })];
    store.record(runOf({ findings: [here, there] }));
    store.record(runOf({ at: hours(1), findings: [there] }));
    store.record(runOf({ at: hours(2), findings: [here, there] }));
    const { findings, runs } = store.timeline();
    expect(runs.map(({ at }) => at)).toEqual([hours(0), hours(1), hours(2)]);
    expect(findings[0]?.spans).toEqual([
      { from: hours(0), to: hours(1) },
      { from: hours(2), to: null },
    ]);
    expect(findings[0]?.transitions.map(({ kind }) => kind)).toEqual(["opened", "recovered", "reopened"]);
    expect(store.timeline({ lease: "lab" }).findings).toHaveLength(1);
    store.record(runOf({ at: hours(3) }));
    expect(store.timeline({ since: hours(4) }).findings).toEqual([]);
  });
});

describe("the file", () => {
  test("is for its owner alone, and nothing lies beside it between runs", () => {
    const file = newFile();
    const store = openDriftStore(file);
    store.record(runOf({ findings: [driftFinding()] }));
    store.close();
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect(existsSync(`${file}-journal`) || existsSync(`${file}-wal`)).toBe(false);
  });

  test.each([
    ["text", "hello world, this is no database at all\n".repeat(40)],
    ["a few bytes", "x"],
  ])("is refused and left as it is where it holds %s", (_, content) => {
    const file = newFile();
    writeFileSync(file, content);
    expect(() => openDriftStore(file)).toThrow(`${file}: it is no store of drift runs`);
    expect(readFileSync(file, "utf8")).toBe(content);
  });

  test("is refused where another program's tables are in it", () => {
    const file = newFile();
    const Libsql = require("libsql") as typeof import("libsql");
    const other = new Libsql(file);
    other.exec("CREATE TABLE theirs (a)");
    other.close();
    expect(() => openDriftStore(file)).toThrow("it is no store of drift runs");
    expect(() => openDriftStore(file, { readOnly: true })).toThrow("it is no store of drift runs");
  });

  test("is refused where a newer version wrote it", () => {
    const file = newFile();
    openDriftStore(file).close();
    const Libsql = require("libsql") as typeof import("libsql");
    const later = new Libsql(file);
    later.exec("PRAGMA user_version = 99");
    later.close();
    expect(() => openDriftStore(file)).toThrow("newer leasehold");
  });

  test("is not made by reading, and not written by it", () => {
    const file = newFile();
    expect(() => openDriftStore(file, { readOnly: true })).toThrow("there is no such file");
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, "");
    expect(() => openDriftStore(file, { readOnly: true })).toThrow("it is empty");
    openDriftStore(file).close();
    const store = openDriftStore(file, { readOnly: true });
    stores.push(store);
    expect(store.timeline()).toEqual({ runs: [], findings: [] });
    expect(() => store.record(runOf())).toThrow("cannot be used");
  });

  test("whose folder is missing is said to be so", () => {
    expect(() => openDriftStore(join(folder, "nowhere", "store.db"))).toThrow("does its folder exist?");
  });

  test("that another run is writing is waited for, and given up on in time", () => {
    const file = newFile();
    openDriftStore(file).close();
    const Libsql = require("libsql") as typeof import("libsql");
    const other = new Libsql(file);
    other.exec("BEGIN IMMEDIATE");
    const store = openDriftStore(file, { busyMs: 50 });
    stores.push(store);
    expect(() => store.record(runOf())).toThrow("another run has been writing for too long");
    other.exec("COMMIT");
    expect(store.record(runOf()).run).toBe(1);
    other.close();
  });

  test("may have any name", () => {
    const file = join(folder, "odd ?#% 'name'.db");
    open(file).record(runOf());
    expect(existsSync(file)).toBe(true);
  });
});
