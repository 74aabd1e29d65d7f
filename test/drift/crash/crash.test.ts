import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { deliver } from "../../../drift/notify/deliver";
import type { Notification } from "../../../drift/notify/notification";
import { notifySettingsSchema } from "../../../drift/notify/notify-settings";
import { openDriftStore } from "../../../drift/store/drift-store";
import { pause } from "../../../provider/http/pause";
import { quickFolder } from "../store/quick-folder";
import { CALM, type Job, LAST_WORLD, worldAt } from "./job";
import { Receivers } from "./receivers";

jest.setTimeout(400_000);

const root = resolve(__dirname, "../../..");
const folder = mkdtempSync(join(quickFolder, "leasehold-crash-"));
const program = join(folder, "interrupted-run.cjs");
let receivers: Receivers;

beforeAll(async () => {
  buildSync({
    entryPoints: [join(__dirname, "interrupted-run.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    external: ["libsql", "nodemailer", "@pulumi/*", "@aws-sdk/*"],
  });
  receivers = await Receivers.start();
});
afterAll(async () => {
  await receivers.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly out: string;
}

/** Runs the worlds of a job in a process of their own. @param afterMs kill it then, from outside */
function run(word: string, job: Omit<Job, "store" | "channels">, afterMs?: number): Promise<Ended> {
  const whole: Job = { ...job, store: fileOf(word), channels: receivers.channels(word) };
  const child = spawn(process.execPath, [program, JSON.stringify(whole)], {
    env: { ...process.env, NODE_PATH: join(root, "node_modules"), ...receivers.environment(word) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    out += chunk;
  });
  const timer = afterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), afterMs);
  return new Promise((ended) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      ended({ code, signal, out });
    }),
  );
}

const fileOf = (word: string): string => join(folder, `${word}.db`);

/** The runs after the crash, in this process: what is left is told, and in the end nothing differs any more. */
async function goOn(word: string, worlds: readonly number[]): Promise<void> {
  const channels = notifySettingsSchema.parse(receivers.channels(word));
  const environment = receivers.environment(word);
  for (const number of worlds) {
    const store = openDriftStore(fileOf(word), { channels, flapping: CALM });
    expect(store.problems()).toEqual([]);
    const { at, findings } = worldAt(number);
    store.record({ at, findings, observers: ["aws"], remembered: new Map() });
    expect(await deliver(store, channels, { environment, waitMs: 5_000 })).toMatchObject({ notices: [] });
    expect(store.outbox.due()).toEqual([]);
    store.close();
  }
}

/** Every event that was to be told, by the store's own record: `new 203.0.113.1`. */
function recorded(word: string): string[] {
  const store = openDriftStore(fileOf(word), { readOnly: true });
  const words = { opened: "new", reopened: "new", worsened: "worsened", recovered: "recovered" } as const;
  const events = store
    .timeline()
    .findings.flatMap(({ finding, transitions }) =>
      transitions.map(({ kind }) => `${words[kind as keyof typeof words]} ${finding.drift?.id}`),
    );
  store.close();
  return events.sort();
}

const eventsOf = (notifications: Iterable<Notification>): string[] =>
  [...notifications].flatMap(({ told }) => told.map(({ event, finding }) => `${event} ${finding.drift?.id}`)).sort();

const TEXTS: readonly (readonly [word: string, pattern: RegExp])[] = [
  ["new", /new: error/],
  ["worsened", /worse: error/],
  ["recovered", /recovered \(/],
];

/** The events in a message for people: each finding's first line says what happened, the next which address. */
function eventsIn(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, at) => {
    const [event] = TEXTS.find(([, pattern]) => pattern.test(line)) ?? [];
    const address = /203\.0\.113\.\d/.exec(lines[at + 1] ?? "")?.[0];
    return event === undefined || address === undefined ? [] : [`${event} ${address}`];
  });
}

/** What each receiver has in the end. @param cuts how many runs were cut off */
function check(word: string, cuts: number): void {
  const expected = recorded(word);
  const hook = receivers.webhook(word);
  expect(eventsOf(hook.values())).toEqual(expected);
  expect([...receivers.mails(word).values()].flatMap(eventsIn).sort()).toEqual(expected);

  // Slack cannot drop a second copy: no message comes twice, and one that may be lost comes once more and says so.
  const slack = receivers.slack(word);
  const once = slack.filter(({ again }) => !again).flatMap(({ text }) => eventsIn(text));
  const again = slack.filter((one) => one.again).flatMap(({ text }) => eventsIn(text));
  expect(new Set(once).size).toBe(once.length);
  expect(slack.filter((one) => one.again).length).toBeLessThanOrEqual(cuts);
  expect([...new Set([...once, ...again])].sort()).toEqual(expected);

  // GitHub: one issue an episode, closed; each comment once.
  const issues = receivers.issues(word);
  expect(issues.map(({ state }) => state)).toEqual(issues.map(() => "closed"));
  expect(issues.length).toBe(expected.length === 0 ? 0 : 1);
  for (const { comments } of issues) expect(new Set(comments.map(({ body }) => body)).size).toBe(comments.length);
}

/** Several at a time: a process mostly waits. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([lane(), lane(), lane()]);
}

describe("a run that is killed", () => {
  test("at any boundary of store and delivery loses nothing, and tells nobody twice", async () => {
    const whole = await run("whole", { runs: [0, 1, 2], killAt: 0 });
    expect(whole).toMatchObject({ code: 0 });
    const boundaries = Number(whole.out);
    expect(boundaries).toBeGreaterThanOrEqual(200);
    await goOn("whole", [LAST_WORLD]);
    check("whole", 0);

    const points = Array.from({ length: boundaries }, (_, at) => at + 1);
    await inLanes(points, async (killAt) => {
      const word = `at-${killAt}`;
      expect(await run(word, { runs: [0, 1, 2], killAt })).toMatchObject({ signal: "SIGKILL" });
      await pause(5);
      await goOn(word, [LAST_WORLD]);
      try {
        check(word, 1);
      } catch (error) {
        throw new Error(`killed at boundary ${killAt}: ${error instanceof Error ? error.message : error}`);
      }
    });
  });

  test("at any time from outside, again and again, comes through", async () => {
    const delays = Array.from({ length: 12 }, (_, at) => 80 + at * 20);
    await inLanes(delays, async (delay) => {
      const word = `after-${delay}`;
      const first = await run(word, { runs: [0], killAt: 0 }, delay);
      const second = await run(word, { runs: [0, 1, 2], killAt: 0 }, delay + 20);
      await pause(5);
      await goOn(word, [LAST_WORLD]);
      check(word, [first, second].filter(({ signal }) => signal !== null).length);
    });
  });
});

describe("two runs at once on one store", () => {
  test("both end well, and what they found is told once", async () => {
    await inLanes([1, 2], async (round) => {
      const word = `both-${round}`;
      const both = await Promise.all([
        run(word, { runs: [0, 1, 2], killAt: 0 }),
        run(word, { runs: [0, 1, 2], killAt: 0 }),
      ]);
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      await goOn(word, [LAST_WORLD]);
      checkPair(word, 0);
    });
  });

  test("one of which is killed: the other is not held up, and nothing is lost", async () => {
    await inLanes([40, 90, 140], async (killAt) => {
      const word = `one-of-two-${killAt}`;
      const [, other] = await Promise.all([
        run(word, { runs: [0, 1, 2], killAt }),
        run(word, { runs: [0, 1, 2], killAt: 0 }),
      ]);
      expect(other).toMatchObject({ code: 0 });
      await goOn(word, [LAST_WORLD]);
      checkPair(word, 1);
    });
  });

  /** Runs of two worlds in any order may open and resolve the same thing more than once: all of it is told, in order. */
  function checkPair(word: string, cuts: number): void {
    const expected = recorded(word);
    expect(eventsOf(receivers.webhook(word).values())).toEqual(expected);
    expect([...receivers.mails(word).values()].flatMap(eventsIn).sort()).toEqual(expected);
    expect(receivers.slack(word).filter(({ again }) => again).length).toBeLessThanOrEqual(cuts);
    expect(receivers.issues(word).every(({ state }) => state === "closed")).toBe(true);
  }
});
