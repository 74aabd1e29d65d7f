import { inspect } from "node:util";
import {
  type HttpAnswer,
  HttpError,
  type HttpLimits,
  type HttpRequest,
  sendRequest,
} from "../../../provider/http/http-client";
import { FakeService, type Fault } from "../../testbed/registries/fake-service";

const SECRET = "s3cr3t-token-c0ffee";
let service: FakeService;
let waits: number[];

beforeEach(async () => {
  waits = [];
  service = await FakeService.start(({ body, path }) => ({
    status: 200,
    headers: { "x-path": path },
    body: `got ${body}`,
  }));
});
afterEach(() => service.stop());

function send(over: Partial<HttpRequest> = {}, limits: HttpLimits = {}): Promise<HttpAnswer> {
  const headers = { authorization: `Bearer ${SECRET}` };
  const request = {
    method: "POST" as const,
    url: `${service.url}/roas?key=${SECRET}`,
    headers,
    body: SECRET,
    idempotent: true,
  };
  const quick = { timeoutMs: 300, maxBytes: 5000, random: () => 0.5, wait: async (ms: number) => void waits.push(ms) };
  return sendRequest({ ...request, ...over }, { ...quick, ...limits });
}

async function failure(work: Promise<unknown>): Promise<HttpError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
  if (!(error instanceof HttpError)) throw error ?? new Error("nothing was thrown");
  return error;
}

test("answers with status, headers and text, whatever the status", async () => {
  expect(await send()).toMatchObject({
    status: 200,
    text: `got ${SECRET}`,
    headers: { "x-path": `/roas?key=${SECRET}` },
  });
  service.fail({ status: 418, body: "teapot" });
  expect(await send()).toMatchObject({ status: 418, text: "teapot" });
  expect(waits).toEqual([]);
});

describe("what is tried again", () => {
  const passing: [string, Fault][] = [
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["a lost connection", "lost"],
    ["half an answer", "half"],
    ["silence", "silent"],
  ];
  test.each(passing)("an idempotent request, after %s", async (_, fault) => {
    service.fail(fault);
    expect((await send()).status).toBe(200);
    expect(service.seen).toHaveLength(2);
    expect(waits).toEqual([250]);
  });

  test.each(passing)("never a request that is not idempotent, after %s", async (_, fault) => {
    service.fail(fault);
    await send({ idempotent: false }).catch((error) => expect(error).toMatchObject({ sent: true }));
    expect(service.seen).toHaveLength(1);
  });

  test("any request, after 429, since nothing was done", async () => {
    service.fail({ status: 429, headers: { "retry-after": "2" } });
    expect((await send({ idempotent: false })).status).toBe(200);
    expect(waits).toEqual([2250]);
  });

  test("any request, after a connection that was never made", async () => {
    const stranded = service.url;
    await service.stop();
    const error = await failure(send({ url: `${stranded}/roas`, idempotent: false }));
    expect(error).toMatchObject({ kind: "network", sent: false });
    expect(waits).toEqual([250, 500, 1000]);
  });

  test("no more often than is said, with the last answer", async () => {
    service.fail({ status: 503, body: "still" }, { times: 100 });
    expect(await send({}, { tries: 3 })).toMatchObject({ status: 503, text: "still" });
    expect(service.seen).toHaveLength(3);
  });

  test.each([400, 401, 403, 404, 409, 422])("nothing after %i", async (status) => {
    service.fail({ status }, { times: 100 });
    expect((await send()).status).toBe(status);
    expect(service.seen).toHaveLength(1);
  });

  test("nothing where the service wants to be left alone for longer than a minute", async () => {
    service.fail({ status: 503, headers: { "retry-after": "61" } });
    expect((await send()).status).toBe(503);
    expect(waits).toEqual([]);
  });

  test("nothing once the caller has given up", async () => {
    const caller = new AbortController();
    service.fail("lost", { times: 100 });
    await failure(send({}, { signal: caller.signal, wait: async () => caller.abort() }));
    expect(service.seen).toHaveLength(1);
  });

  test("headers are made anew for each try", async () => {
    let tries = 0;
    service.fail({ status: 500 });
    await send({ headers: () => ({ "x-try": String(++tries) }) });
    expect(service.seen.map(({ headers }) => headers["x-try"])).toEqual(["1", "2"]);
  });
});

describe("what is refused", () => {
  test.each([
    ["huge", "too-large"],
    ["binary", "not-text"],
    ["silent", "timeout"],
    ["half", "network"],
  ] as const)("an answer that is %s: %s", async (fault, kind) => {
    service.fail(fault, { times: 100 });
    expect(await failure(send({}, { tries: 1 }))).toMatchObject({ kind, sent: true });
  });

  test("a length that is announced and too much is not waited for", async () => {
    service.fail({ status: 200, headers: { "content-length": "5001" }, body: " ".repeat(5001) });
    expect((await failure(send())).kind).toBe("too-large");
  });

  test.each([301, 302, 303, 307, 308])("a redirect (%i): it names the host and is not followed", async (status) => {
    service.fail({ status, headers: { location: `https://elsewhere.example/${SECRET}` } });
    const error = await failure(send());
    expect(error).toMatchObject({ kind: "status", status });
    expect(error.message).toContain("elsewhere.example");
    expect(service.seen).toHaveLength(1);
  });

  test.each([
    ["http to another host", "http://198.51.100.1/"],
    ["http to a name that only looks like this machine", "http://localhost.example.com/"],
    ["another scheme", "file:///etc/passwd"],
    ["user and password", `https://user:${SECRET}@registry.example/`],
    ["no URL", `not a url ${SECRET}`],
  ])("%s", async (_, url) => {
    expect(await failure(send({ url }))).toMatchObject({ kind: "malformed", sent: false });
  });

  test.each([`${SECRET}\nx: y`, `${SECRET}\u0000`, `${SECRET}ü`])(
    "a credential that is no header value: %j",
    async (token) => {
      const error = await failure(send({ headers: { authorization: token } }));
      expect(error).toMatchObject({ kind: "malformed", sent: false });
      expect(error.message).toContain("line breaks");
      expect(service.seen).toHaveLength(0);
    },
  );

  test("a credential with a line break at its end is sent without it", async () => {
    await send({ headers: { authorization: `${SECRET}\n` } });
    expect(service.seen[0]?.headers.authorization).toBe(SECRET);
  });

  test("https to a service that speaks http: no other try", async () => {
    const error = await failure(send({ url: service.url.replace("http:", "https:") }));
    expect(error).toMatchObject({ kind: "network", sent: false, retriable: false });
    expect(waits).toEqual([]);
  });
});

test("a place that is given is shown instead of the path", async () => {
  service.fail("lost", { times: 100 });
  const error = await failure(send({ url: `${service.url}/hooks/${SECRET}`, place: "the webhook" }));
  expect(error.message).toMatch(/^the webhook: /);
});
