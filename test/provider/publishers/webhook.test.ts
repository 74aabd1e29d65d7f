import { openPublisher } from "../../../provider/publishers/open-publisher";
import type { RoaChange } from "../../../provider/publishers/publisher";
import { webhookDocumentSchema } from "../../../provider/publishers/webhook-document";
import { readSettings } from "../../../provider/settings";
import { FakeWebhook } from "../../testbed/registries/fake-webhook";
import { failureOf } from "./no-secrets";
import { change, HELD, LIMITS, OTHER } from "./registry-contract";

let webhook: FakeWebhook;
beforeEach(async () => {
  webhook = await FakeWebhook.start();
});
afterEach(() => webhook.service.stop());

function publisher(over: Record<string, string> = {}, limits = LIMITS) {
  return openPublisher(
    "webhook",
    readSettings({ webhookUrl: webhook.url, webhookSecret: webhook.secret, ...over }, {}),
    limits,
  );
}
const failure = (work: Promise<unknown>) => failureOf(work, [webhook.secret, webhook.path, "xyzzy-hook-password"]);

const FULL: RoaChange = {
  ...change([HELD], [OTHER]),
  request: {
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    asn: 64496,
    announces: [{ prefix: "203.0.113.0/24", origin: 64496 }],
    leaseEnd: "2036-09-30",
    removeOn: "2036-10-07",
  },
};

test("a change opens a ticket, whose number is the request's id", async () => {
  expect(await publisher().apply(FULL)).toEqual({ requestId: "NET-1" });
  expect(webhook.tickets.size).toBe(1);
});

test("the document says what is asked for, in data and in words", async () => {
  await publisher().apply(FULL);
  const document = webhookDocumentSchema.parse(JSON.parse([...webhook.tickets.values()][0] ?? ""));
  expect(document).toMatchObject({
    version: 1,
    action: "publish",
    name: "office-2026_203.0.113.0-24",
    lease: { id: "office-2026", end: "2036-09-30" },
    roa: { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24, removeOn: "2036-10-07" },
    add: [{ prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 }],
    remove: [{ prefix: "203.0.113.0/24", asn: 64497, maxLength: 24 }],
    announces: [{ prefix: "203.0.113.0/24", origin: 64496 }],
  });
  expect(document.text).toContain("Please publish a ROA that authorises AS64496 to originate 203.0.113.0/24");
});

test("what is published cannot be asked, which is not the same as nothing", () => {
  expect(publisher().published).toBeUndefined();
});

test("the same change again is the same ticket; another change is another one", async () => {
  await publisher().apply(FULL);
  expect(await publisher().apply(FULL)).toEqual({ requestId: "NET-1" });
  expect(await publisher().apply({ ...FULL, action: "revoke", add: [], remove: [HELD] })).toEqual({
    requestId: "NET-2",
  });
});

test.each(["cut", "half", "silent-done", "lost", "silent"] as const)(
  "a request without a whole answer (%s) is sent again, signed anew, for the same ticket",
  async (fault) => {
    webhook.service.fail(fault);
    expect(await publisher().apply(FULL)).toEqual({ requestId: "NET-1" });
    expect(webhook.tickets.size).toBe(1);
    const keys = webhook.service.seen.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  },
);

test("a kill between request and answer, and another apply, make one ticket", async () => {
  const killed = new AbortController();
  webhook.service.fail("silent-done");
  const first = publisher({}, { ...LIMITS, timeoutMs: 60_000, signal: killed.signal }).apply(FULL);
  while (webhook.tickets.size === 0) await new Promise((next) => setTimeout(next, 5));
  killed.abort();
  expect((await failure(first)).failure).toBe("unavailable");
  expect(await publisher().apply(FULL)).toEqual({ requestId: "NET-1" });
  expect(webhook.tickets.size).toBe(1);
});

test.each([
  ["no body", ""],
  ["a text", "thank you"],
  ["an object without id", "{}"],
  ["an id that is no text", '{"id":{"a":1}}'],
])("an answer with %s is taken, without an id", async (_, body) => {
  webhook.service.fail({ status: 202, body });
  expect(await publisher().apply(FULL)).toEqual({ requestId: undefined });
});

test("an id is cleaned before it is kept", async () => {
  webhook.service.fail({ status: 200, body: JSON.stringify({ id: `NET\u001b[31m-\u202e7${"x".repeat(1000)}` }) });
  const { requestId = "" } = await publisher().apply(FULL);
  expect(requestId).toMatch(/^NET \[31m- 7x+…$/);
  expect(requestId).toHaveLength(200);
});

test("a number is an id too", async () => {
  webhook.service.fail({ status: 200, body: '{"id": 4711}' });
  expect(await publisher().apply(FULL)).toEqual({ requestId: "4711" });
});

test("a signature that the receiver refuses is a credential to correct, and is not sent again", async () => {
  const error = await failureOf(publisher({ webhookSecret: "another-secret-of-32-characters!" }).apply(FULL), [
    "another-secret-of-32-characters!",
    webhook.path,
  ]);
  expect(error.failure).toBe("credentials");
  expect(webhook.service.seen).toHaveLength(1);
});

test.each([
  [400, "refused"],
  [404, "settings"],
  [410, "settings"],
  [422, "refused"],
])("status %i is a refusal (%s), told without the path, and not sent again", async (status, kind) => {
  webhook.service.fail({ status, body: `cannot POST ${webhook.path}` }, { times: 100 });
  const error = await failure(publisher().apply(FULL));
  expect(error.failure).toBe(kind);
  expect(webhook.service.seen).toHaveLength(1);
});

test.each([{ status: 429, headers: { "retry-after": "1" } }, { status: 503 }])("%j passes", async (fault) => {
  webhook.service.fail(fault);
  expect(await publisher().apply(FULL)).toEqual({ requestId: "NET-1" });
});

test.each(["silent", { status: 500, body: "no" }, "binary", "huge"] as const)("%j for ever is told", async (fault) => {
  webhook.service.fail(fault, { times: 100 });
  expect((await failure(publisher({}, { ...LIMITS, timeoutMs: 50 }).apply(FULL))).failure).toBe("unavailable");
});

test("a redirect is not followed, and its target's path is not shown", async () => {
  webhook.service.fail({ status: 302, headers: { location: "https://198.51.100.7/hooks/other-password" } });
  const error = await failureOf(publisher().apply(FULL), [webhook.path, "other-password"]);
  expect(error.message).toContain("redirects (302) to 198.51.100.7");
  expect(webhook.service.seen).toHaveLength(1);
});

test("nothing listens: the origin is shown, the path is not", async () => {
  const stranded = publisher();
  await webhook.service.stop();
  const error = await failure(stranded.apply(FULL));
  expect(error.message).toContain("nothing listens");
});

test("a secret that can be guessed is refused before anything is sent", async () => {
  const error = await failureOf(publisher({ webhookSecret: "short-one" }).apply(FULL), ["short-one"]);
  expect(error.failure).toBe("settings");
  expect(webhook.service.seen).toHaveLength(0);
});

test.each(["webhookUrl", "webhookSecret"])("without %s nothing is opened", async (setting) => {
  const error = await failure(Promise.resolve().then(() => publisher({ [setting]: "" })));
  expect(error.message).toContain(`leasehold:${setting}`);
});
