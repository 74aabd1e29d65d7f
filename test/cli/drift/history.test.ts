import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { openDriftStore } from "../../../drift/store/drift-store";
import { driftHistorySchema } from "../../../reports/history/drift-history";
import { driftFinding } from "../../drift/store/drift-finding";
import { quickFolder } from "../../drift/store/quick-folder";
import { fakeIo } from "../fake-io";

const folder = mkdtempSync(join(quickFolder, "leasehold-history-"));
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

beforeAll(() => {
  const store = openDriftStore(join(folder, "drift.db"));
  const [office, lab] = [driftFinding(), driftFinding({ lease: "lab", drift: { id: "203.0.113.9" } })];
  const record = (hours: number, findings: (typeof office)[]) =>
    store.record({ at: hoursAgo(hours), findings, observers: ["aws"], remembered: new Map() });
  record(72, [office, lab]);
  record(48, [office]);
  record(1, [office]);
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function history(...argv: string[]) {
  const io = fakeIo({ folder });
  const code = await run(["drift", "history", ...argv], io);
  return { code, out: io.out(), err: io.err() };
}

describe("leasehold drift history", () => {
  test("prints what was found by lease, and what became of it", async () => {
    const { code, out } = await history("--store", "drift.db");
    expect(code).toBe(0);
    expect(out).toMatch(/Lease lab\n {2}○ resolved error drift-changed: .*203\.0\.113\.9/);
    expect(out).toMatch(/Lease office\n {2}● open error/);
    expect(out).toContain("1 open, 1 resolved; 3 runs.");
  });

  test("prints JSON of its schema, narrowed by lease and since a time", async () => {
    const read = async (...argv: string[]) => {
      const { out } = await history("--store", "drift.db", "--format", "json", ...argv);
      return driftHistorySchema.parse(JSON.parse(out));
    };
    expect((await read()).findings).toHaveLength(2);
    expect((await read("--lease", "lab")).findings.map(({ finding }) => finding.lease)).toEqual(["lab"]);
    const late = await read("--since", "24h");
    expect([late.findings.length, late.runs.length]).toEqual([1, 1]);
  });

  test("writes a page", async () => {
    expect(await history("--store", "drift.db", "--format", "html", "--output", "history.html")).toMatchObject({
      code: 0,
      out: "",
    });
    expect(readFileSync(join(folder, "history.html"), "utf8")).toContain("<h1>Drift history</h1>");
  });

  test("finds the store by the settings", async () => {
    const project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "leasehold.yaml"), "drift:\n  store: ../drift.db\n");
    expect(await history("--settings", "project/leasehold.yaml")).toMatchObject({
      code: 0,
      out: expect.stringContaining("3 runs"),
    });
  });

  test.each([
    ["no store is named", [], "Give --store FILE"],
    ["the store is not there", ["--store", "nowhere.db"], "there is no such file"],
    ["the file is no store", ["--store", "history.test"], "it is no store of drift runs"],
    ["the time is none", ["--store", "drift.db", "--since", "lately"], "--since lately"],
  ])("fails where %s", async (_, argv, said) => {
    writeFileSync(join(folder, "history.test"), "something else ".repeat(100));
    const { code, err } = await history(...argv);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
