import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { notificationSchema } from "../../../drift/notify/notification";
import { reportSchema } from "../../../reports/report";
import { item } from "../../drift/compare/items";
import { Receiver } from "../../drift/notify/receiver";
import { quickFolder } from "../../drift/store/quick-folder";
import { fakeIo } from "../fake-io";
import { type Fake, fakeObservers } from "./fake-observer";

const A = item("203.0.113.1");
const changed: Fake = { expected: [A], seen: { items: [item(A.id, { fields: { name: "stranger.example." } })] } };
const asDeclared: Fake = { expected: [A], seen: { items: [A] } };
const blind: Fake = { expected: [A], seen: { unseen: [{ reason: "no answer" }] } };

describe("leasehold drift that tells", () => {
  let folder: string;
  let receiver: Receiver;

  beforeEach(async () => {
    folder = mkdtempSync(join(quickFolder, "leasehold-told-"));
    receiver = await Receiver.start();
    const lease = {
      id: "web",
      prefix: "203.0.113.0/24",
      status: "active",
      term: { start: "2026-01-01", end: "2026-12-31" },
    };
    writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [lease] }));
    writeFileSync(join(folder, "leasehold.yaml"), "drift: {store: drift.db, notify: [{kind: webhook}]}\n");
  });
  afterEach(async () => {
    await receiver.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function drift(fake: Fake, ...more: string[]) {
    const environment = { LEASEHOLD_NOTIFY_URL: receiver.url, LEASEHOLD_NOTIFY_SECRET: "a-key-of-twenty-characters" };
    const io = { ...fakeIo({ folder, environment }), observers: fakeObservers(fake), abandon: () => undefined };
    const argv = ["drift", "--as-of", "2026-11-22", "--base", "none", "--register", "leases.json", "--format", "json"];
    const code = await run([...argv, ...more], io);
    return { code, err: io.err(), report: reportSchema.parse(JSON.parse(io.out())) };
  }
  const told = () =>
    receiver.received.map(({ body }) =>
      notificationSchema.parse(JSON.parse(body)).told.map(({ event, finding }) => `${event} ${finding.rule}`),
    );

  test("tells what is new and what recovered, and nothing of what stays", async () => {
    expect((await drift(changed)).code).toBe(1);
    expect((await drift(changed)).code).toBe(1);
    expect((await drift(asDeclared)).code).toBe(0);
    expect(told()).toEqual([["new drift-changed"], ["recovered drift-changed"]]);
  });

  test("does not say that something recovered which could not be looked at; the failure is told once", async () => {
    await drift(changed);
    expect((await drift(blind)).code).toBe(2);
    expect((await drift(blind)).code).toBe(2);
    await drift(changed);
    expect(told()).toEqual([["new drift-changed"], ["new drift-unobserved"], ["recovered drift-unobserved"]]);
  });

  test("has the exit code of what it found where nobody could be told, and says so", async () => {
    receiver.replies.push({ status: 400 });
    const { code, err, report } = await drift(changed, "--fail-on", "never");
    expect(err).toContain("warning: webhook was not told");
    expect(code).toBe(0);
    expect(report.notices).toContainEqual({
      about: "notification",
      level: "warning",
      message: expect.stringContaining("webhook was not told"),
    });
    await drift(changed);
    expect(told().at(-1)).toEqual(["new drift-changed"]);
  });

  test("keeps what it does not tell with --no-notify for the next run", async () => {
    await drift(changed, "--no-notify");
    expect(told()).toEqual([]);
    await drift(changed);
    expect(told()).toEqual([["new drift-changed"]]);
  });
});
