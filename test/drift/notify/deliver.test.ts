import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deliver } from "../../../drift/notify/deliver";
import { type Notification, notificationSchema } from "../../../drift/notify/notification";
import { notifySettingsSchema } from "../../../drift/notify/notify-settings";
import { DeliveryLock } from "../../../drift/store/delivery-lock";
import { type DriftStore, openDriftStore } from "../../../drift/store/drift-store";
import type { Finding } from "../../../policies/finding";
import { driftFinding } from "../store/drift-finding";
import { quickFolder } from "../store/quick-folder";
import { GithubReceiver } from "./github-receiver";
import { Receiver } from "./receiver";
import { headerOf, SmtpReceiver } from "./smtp-receiver";

const folder = mkdtempSync(join(quickFolder, "leasehold-notify-"));
const closing: (() => unknown)[] = [];
let made = 0;

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const START = Date.parse("2026-11-22T06:00:00Z");
const hours = (count: number): Date => new Date(START + count * 3_600_000);
const SECRET = "a-key-of-twenty-characters";

/** A store whose runs are told to these channels, and a way to record and tell a run. */
function tell(channels: unknown[], environment: Record<string, string>) {
  const settings = notifySettingsSchema.parse(channels);
  const store: DriftStore = openDriftStore(join(folder, `${made++}.db`), { channels: settings });
  closing.push(() => store.close());
  let hour = 0;
  const record = (findings: readonly Finding[]) =>
    store.record({ at: hours(hour++), findings, observers: ["aws", "dns"], remembered: new Map() });
  const limits = { wait: () => Promise.resolve(), random: () => 0 };
  const send = () => deliver(store, settings, { environment, limits });
  const run = async (findings: readonly Finding[]) => {
    record(findings);
    return send();
  };
  return { store, settings, record, send, run };
}

async function receiver(): Promise<Receiver> {
  const one = await Receiver.start();
  closing.push(() => one.stop());
  return one;
}

describe("what is told", () => {
  async function hook(settings: object = {}) {
    const server = await receiver();
    const environment = { LEASEHOLD_NOTIFY_URL: `${server.url}/hook/secret-path`, LEASEHOLD_NOTIFY_SECRET: SECRET };
    const told = () => server.received.map(({ body }) => notificationSchema.parse(JSON.parse(body)));
    return { server, told, ...tell([{ kind: "webhook", ...settings }], environment) };
  }
  const words = ({ told }: Notification) => told.map(({ event, finding }) => `${event} ${finding.drift?.id}`);

  test("is one message a run: what is new, worse and recovered; and no message where there is nothing", async () => {
    const { run, told } = await hook();
    const [a, b] = [driftFinding(), driftFinding({ drift: { id: "203.0.113.8" } })];
    expect(await run([a, b])).toEqual({ sent: 1, notices: [] });
    expect(await run([a, b])).toEqual({ sent: 0, notices: [] });
    await run([driftFinding({ drift: { changes: [{ field: "instance", old: "i-1", new: "i-9" }] } })]);
    expect(told().map(words)).toEqual([
      ["new 203.0.113.7", "new 203.0.113.8"],
      ["worsened 203.0.113.7", "recovered 203.0.113.8"],
    ]);
  });

  test("is signed, and has the same key in header and body", async () => {
    const { run, server, told } = await hook();
    await run([driftFinding()]);
    const { headers, body, path } = server.received[0] ?? (undefined as never);
    expect(path).toBe("/hook/secret-path");
    expect(headers["idempotency-key"]).toBe(told()[0]?.id);
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers["leasehold-signature"])) ?? [];
    expect(signature).toBe(createHmac("sha256", SECRET).update(`${time}.${body}`).digest("hex"));
  });

  test("leaves out what is waived", async () => {
    const { run, told } = await hook();
    await run([driftFinding({ status: "waived" })]);
    expect(told()).toEqual([]);
  });

  test("tells what is undetermined as such", async () => {
    const { run, told } = await hook();
    await run([driftFinding({ status: "undetermined", drift: { change: "unobserved" } })]);
    expect(told()[0]?.told[0]?.finding.status).toBe("undetermined");
  });

  test("keeps to severity and leases; whoever was told of an error is told how it ends", async () => {
    const { run, told } = await hook({ minSeverity: "error", leases: ["office"] });
    const mild = driftFinding({ severity: "warning" });
    await run([mild, driftFinding({ lease: "lab" })]);
    expect(told()).toEqual([]);
    await run([driftFinding()]);
    await run([mild]);
    await run([]);
    expect(told().map(words)).toEqual([["worsened 203.0.113.7"], ["recovered 203.0.113.7"]]);
  });

  test("is bounded: the most important come first, and how many more there are is said", async () => {
    const { run, told } = await hook();
    const many = Array.from({ length: 250 }, (_, at) =>
      driftFinding({ severity: at === 249 ? "error" : "warning", drift: { id: `198.51.100.${at}` } }),
    );
    await run(many);
    const [message] = told();
    expect(message).toMatchObject({ counts: { new: 250 }, more: 50 });
    expect(message?.told).toHaveLength(200);
    expect(message?.told[0]?.finding.severity).toBe("error");
  });

  test.each([
    ["a refusal", { status: 400, body: "no" } as const, "answered 400"],
    ["a failure of the server", { status: 503 } as const, "answered 503"],
    ["a cut connection", "cut" as const, "the connection broke"],
    ["a redirect", { status: 302, headers: { location: "https://elsewhere.example/x" } } as const, "redirects (302)"],
  ])(
    "waits in the outbox after %s, is seen, and is told by the next run under the same key",
    async (_, reply, said) => {
      const { run, server, told } = await hook();
      server.replies.push(reply, reply, reply, reply);
      const { sent, notices } = await run([driftFinding()]);
      expect(sent).toBe(0);
      expect(notices).toMatchObject([
        { about: "notification", level: "warning", message: expect.stringContaining(said) },
      ]);
      expect(JSON.stringify(notices)).not.toMatch(/secret-path|a-key-of/);
      server.replies.length = 0;
      expect(await run([driftFinding()])).toEqual({ sent: 1, notices: [] });
      expect(new Set(told().map(({ id }) => id)).size).toBe(1);
    },
  );

  test("comes after what was to be told before", async () => {
    const { run, record, send, server, told } = await hook();
    server.replies.push({ status: 400 });
    await run([driftFinding()]);
    record([]);
    expect(await send()).toEqual({ sent: 2, notices: [] });
    expect(told().map(words)).toEqual([["new 203.0.113.7"], ["new 203.0.113.7"], ["recovered 203.0.113.7"]]);
  });

  test("waits as long as 429 asks, and is told then", async () => {
    const { store, settings, record, server } = await hook();
    const waits: number[] = [];
    server.replies.push({ status: 429, headers: { "retry-after": "7" } });
    record([driftFinding()]);
    const environment = { LEASEHOLD_NOTIFY_URL: server.url, LEASEHOLD_NOTIFY_SECRET: SECRET };
    const wait = (ms: number) => Promise.resolve(void waits.push(ms));
    expect(await deliver(store, settings, { environment, limits: { wait, random: () => 0 } })).toMatchObject({
      sent: 1,
    });
    expect(waits).toEqual([7000]);
  });

  test("says which variable is missing, and keeps the message", async () => {
    const { send, record, store } = tell([{ kind: "webhook" }], {});
    record([driftFinding()]);
    const { notices } = await send();
    expect(notices[0]?.message).toContain("set the environment variable LEASEHOLD_NOTIFY_URL");
    expect(store.outbox.due()).toHaveLength(1);
  });

  test("says that a channel is named no longer", async () => {
    const { record, store } = tell([{ kind: "slack", name: "ops" }], {});
    record([driftFinding()]);
    const { notices } = await deliver(store, [], { environment: {} });
    expect(notices[0]?.message).toContain("1 message waits for the channel ops, which drift.notify names no longer");
  });

  test("is told by one process at a time", async () => {
    const { record, store, settings, server } = await hook();
    record([driftFinding()]);
    const lock = await DeliveryLock.acquire(store.file, 0);
    const options = { environment: { LEASEHOLD_NOTIFY_URL: server.url, LEASEHOLD_NOTIFY_SECRET: SECRET }, waitMs: 50 };
    expect(await deliver(store, settings, options)).toMatchObject({ sent: 0, notices: [{ level: "info" }] });
    lock?.release();
    expect(await deliver(store, settings, options)).toEqual({ sent: 1, notices: [] });
    expect(server.received).toHaveLength(1);
  });

  test("ends where there is no time left, and says what waits", async () => {
    const { record, store, settings, server } = await hook();
    record([driftFinding()]);
    const environment = { LEASEHOLD_NOTIFY_URL: server.url, LEASEHOLD_NOTIFY_SECRET: SECRET };
    const { notices } = await deliver(store, settings, { environment, signal: AbortSignal.abort() });
    expect(notices[0]?.message).toContain("there was no time left");
    expect(store.outbox.due()).toHaveLength(1);
  });
});

describe("Slack", () => {
  const HOSTILE = "<!channel> <https://evil.example|click> *bold* @here &amp; \u202e\u001b[31m";

  async function slack() {
    const server = await receiver();
    return { server, ...tell([{ kind: "slack" }], { LEASEHOLD_SLACK_URL: `${server.url}/services/T0/B0/secret` }) };
  }

  test("gets blocks, in which what comes from outside is plain text", async () => {
    const { run, server } = await slack();
    expect(await run([driftFinding({ message: HOSTILE })])).toEqual({ sent: 1, notices: [] });
    const message = JSON.parse(server.received[0]?.body ?? "");
    expect(message.text).toBe("Leasehold drift: 1 new");
    const holding = message.blocks.filter((block: unknown) => JSON.stringify(block).includes("evil.example"));
    expect(holding).toEqual([
      { type: "section", text: { type: "plain_text", emoji: false, text: expect.any(String) } },
    ]);
    expect(JSON.stringify(message)).not.toMatch(/\\u202e|\\u001b/);
  });

  test("gets no more than it takes", async () => {
    const { run, server } = await slack();
    const many = Array.from({ length: 150 }, (_, at) =>
      driftFinding({ lease: `lease-${at % 70}`, message: "x".repeat(900), drift: { id: `198.51.100.${at}` } }),
    );
    await run(many);
    const { blocks } = JSON.parse(server.received[0]?.body ?? "");
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks).length).toBeLessThan(16_000);
    expect(blocks.at(-1).elements[0].text).toMatch(/^and \d+ more/);
  });

  test("that refuses is asked again by the next run, as if it had not been", async () => {
    const { run, server } = await slack();
    server.replies.push({ status: 404, body: "no_service" });
    const { notices } = await run([driftFinding()]);
    expect(notices[0]?.message).toBe("slack was not told: Slack answered 404, no_service. The next run tries again.");
    await run([driftFinding()]);
    expect(JSON.parse(server.received[1]?.body ?? "").text).toBe("Leasehold drift: 1 new");
  });

  test.each(["cut", { status: 500 }] as const)(
    "that may have it (%j) is not sent it again, but told by the next run that it may have been told",
    async (reply) => {
      const { run, server } = await slack();
      server.replies.push(reply);
      const { notices } = await run([driftFinding()]);
      expect(notices[0]?.message).toContain("slack may or may not have been told");
      expect(JSON.stringify(notices)).not.toContain("secret");
      expect(server.received).toHaveLength(1);
      await run([driftFinding()]);
      await run([driftFinding()]);
      expect(server.received).toHaveLength(2);
      const again = server.received[1]?.body ?? "";
      expect(again).toContain("This may have been told already");
      expect(again).toContain("203.0.113.7");
    },
  );
});

test("Slack is not sent again what a run was cut off at: the next message says that it may have been told", async () => {
  const server = await receiver();
  const { store, record, send } = tell([{ kind: "slack" }], { LEASEHOLD_SLACK_URL: server.url });
  record([driftFinding()]);
  for (const message of store.outbox.due()) store.outbox.begin(message, hours(0));
  expect(await send()).toEqual({ sent: 1, notices: [] });
  expect(server.received.map(({ body }) => body.includes("This may have been told already"))).toEqual([true]);
  expect(await send()).toEqual({ sent: 0, notices: [] });
});

describe("mail", () => {
  async function mail(over: object = {}, environment: Record<string, string> = {}) {
    const server = await SmtpReceiver.start();
    closing.push(() => server.stop());
    const channel = {
      kind: "email",
      host: "127.0.0.1",
      port: server.port,
      from: "drift@example.net",
      to: ["net@example.net"],
    };
    return { server, ...tell([{ ...channel, ...over }], environment) };
  }

  test("is plain text with a Message-ID of its key, and nothing found gets into a header", async () => {
    const { run, server, store } = await mail();
    const hostile = "one\r\nBcc: all@example.net\r\n\r\n.\r\nMAIL FROM:<x@example.net>";
    const key = () => store.outbox.due()[0]?.key;
    store.record({ at: hours(-1), findings: [], observers: [], remembered: new Map() });
    expect(key()).toBeUndefined();
    expect(await run([driftFinding({ lease: "office", message: hostile })])).toEqual({ sent: 1, notices: [] });
    expect(server.mails).toHaveLength(1);
    const [{ source, to }] = server.mails as [(typeof server.mails)[0]];
    expect(to).toEqual(["net@example.net"]);
    expect(headerOf(source, "Subject")).toBe("Leasehold drift: 1 new");
    expect(headerOf(source, "Content-Type")).toContain("text/plain");
    expect(headerOf(source, "Bcc")).toBe("");
    expect(headerOf(source, "Auto-Submitted")).toBe("auto-generated");
    expect(headerOf(source, "Message-ID")).toMatch(/^<[0-9a-f-]{36}@example\.net>$/);
  });

  test("that may have been taken is sent again with the same Message-ID", async () => {
    const { run, server } = await mail();
    server.faults = { cutAfterData: true };
    expect((await run([driftFinding()])).notices[0]?.message).toContain("did not say that it took the mail");
    server.faults = {};
    expect(await run([driftFinding()])).toEqual({ sent: 1, notices: [] });
    expect(server.mails).toHaveLength(2);
    expect(server.distinct).toHaveLength(1);
  });

  test("logs in with the password of the environment, and a refusal shows nothing of it", async () => {
    const { run, server } = await mail({ user: "drift" }, { LEASEHOLD_SMTP_PASSWORD: "hunter2hunter2" });
    server.faults = { refuseSender: "550 hunter2hunter2 is not welcome" };
    const { notices } = await run([driftFinding()]);
    expect(notices[0]?.message).toContain("answered 550");
    expect(JSON.stringify(notices)).not.toContain("hunter2");
    server.faults = {};
    await run([driftFinding()]);
    expect(server.mails[0]?.credentials).toEqual(["drift", "hunter2hunter2"]);
  });

  test("says which recipient was refused, where others were not", async () => {
    const { run, server } = await mail({ to: ["net@example.net", "gone@example.net"] });
    server.faults = { refuseRecipients: ["gone@example.net"] };
    expect(await run([driftFinding()])).toMatchObject({
      sent: 1,
      notices: [{ message: "email: 127.0.0.1 refuses gone@example.net." }],
    });
  });

  test("is not sent where TLS is demanded and not to be had", async () => {
    const { run, server } = await mail({ tls: "starttls" });
    server.faults = { brokenStartTls: true };
    expect(await run([driftFinding()])).toMatchObject({ sent: 0 });
    expect(server.mails).toEqual([]);
  });

  test("may go without TLS to this machine alone", () => {
    const plain = { kind: "email", tls: "none", from: "a@example.net", to: ["b@example.net"] };
    expect(() => notifySettingsSchema.parse([{ ...plain, host: "mail.example.net" }])).toThrow("only to this machine");
    expect(notifySettingsSchema.parse([{ ...plain, host: "localhost" }])).toHaveLength(1);
  });
});

describe("GitHub", () => {
  async function github(over: object = {}) {
    const server = await GithubReceiver.start();
    closing.push(() => server.stop());
    const channel = {
      kind: "github",
      repository: "example/net",
      url: server.receiver.url,
      tokenVariable: "LEASEHOLD_TOKEN",
    };
    return {
      server,
      ...tell([{ ...channel, ...over }], { LEASEHOLD_TOKEN: "ghp_secret", GITHUB_TOKEN: "ghs_runner" }),
    };
  }

  test("gets an issue for each lease, kept up to date, closed at the end; what comes later is another", async () => {
    const { run, server } = await github();
    const [office, lab] = [driftFinding(), driftFinding({ lease: "lab", drift: { id: "203.0.113.9" } })];
    const second = driftFinding({ drift: { id: "203.0.113.8" } });
    await run([office, lab]);
    expect(server.issues.map(({ title, state }) => `${title}: ${state}`)).toEqual([
      "Drift of lease lab: open",
      "Drift of lease office: open",
    ]);
    await run([office, second, lab]);
    const [labIssue, officeIssue] = server.issues as [(typeof server.issues)[0], (typeof server.issues)[0]];
    expect(officeIssue.body).toContain("203.0.113.8");
    expect(officeIssue.comments.map(({ body }) => body.split("\n")[0])).toEqual([
      "Run of 2026-11-22 07:00 UTC: 1 new.",
    ]);
    expect(labIssue.comments).toEqual([]);
    await run([lab]);
    expect(officeIssue).toMatchObject({ state: "closed", body: expect.stringContaining("Nothing is open") });
    await run([office, lab]);
    expect(server.issues).toHaveLength(3);
    expect(server.receiver.received[0]?.headers.authorization).toBe("Bearer ghp_secret");
  });

  test("is asked for an issue that may be there, before another is made", async () => {
    const { run, server, store, record } = await github();
    record([driftFinding()]);
    const [message] = store.outbox.due();
    // As a run leaves it that was cut off while it waited for the answer.
    server.issues.push({
      number: 7,
      repository: "example/net",
      title: "Drift of lease office",
      labels: [],
      body: `x <!-- leasehold-notification: ${message?.key} -->`,
      state: "open",
      comments: [],
    });
    store.outbox.begin(message as never, hours(0));
    await run([driftFinding()]);
    expect(server.issues).toHaveLength(1);
    await run([]);
    expect(server.issues[0]?.state).toBe("closed");
  });

  test("that answers with garbage has the issue all the same, once", async () => {
    const { run, server } = await github();
    server.receiver.replies.push({ status: 201, body: "<html>" });
    expect((await run([driftFinding()])).notices[0]?.message).toContain("something else than expected");
    await run([driftFinding()]);
    expect(server.issues).toHaveLength(1);
  });

  test("gets a new issue where somebody deleted the old one", async () => {
    const { run, server } = await github();
    await run([driftFinding()]);
    server.issues.pop();
    await run([driftFinding(), driftFinding({ drift: { id: "203.0.113.8" } })]);
    expect(server.issues.map(({ body }) => body.includes("203.0.113.8"))).toEqual([true]);
  });

  test("is told nothing that is live: no mention, link or markup of what was found", async () => {
    const { run, server } = await github();
    await run([driftFinding({ message: "@everyone #1 https://evil.example <img src=x> [a](b) `c` <!-- -->" })]);
    const body = server.issues[0]?.body ?? "";
    expect(body).not.toMatch(/@everyone|https:\/\/|<img|\]\(/);
    expect(body.match(/<!--/g)).toHaveLength(1);
  });

  test("gets the runner's token only at its own address", async () => {
    const { run } = await github({ tokenVariable: "GITHUB_TOKEN" });
    const { notices } = await run([driftFinding()]);
    expect(notices[0]?.message).toContain("GITHUB_TOKEN is not sent to http://127.0.0.1");
    expect(() =>
      notifySettingsSchema.parse([{ kind: "github", repository: "a/b", tokenVariable: "AWS_SECRET_ACCESS_KEY" }]),
    ).toThrow();
  });
});

test("two channels of one name are refused", () => {
  expect(() => notifySettingsSchema.parse([{ kind: "slack" }, { kind: "slack" }])).toThrow(
    "two channels are called slack",
  );
});
