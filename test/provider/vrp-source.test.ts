import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePrefix } from "../../lease/prefix";
import { validateRoute } from "../../lease/rpki/route-origin";
import { loadVrps, VrpSourceError, type VrpSourceOptions } from "../../provider/vrp-source";

const NOW = new Date("2026-11-22T03:00:00Z");
const seconds = NOW.getTime() / 1000;
const minutesAgo = (minutes: number) => seconds - minutes * 60;
const ENTRY = { asn: "AS64496", prefix: "203.0.113.0/24", maxLength: 24, ta: "test" };
const document = (generated?: number, roas: unknown[] = [ENTRY]) =>
  JSON.stringify({ metadata: generated === undefined ? {} : { generated }, roas });

const folder = mkdtempSync(join(tmpdir(), "leasehold-vrps-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string, made?: Date): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  if (made !== undefined) utimesSync(path, made, made);
  return path;
}

const load = (source: string, options: VrpSourceOptions = {}) => loadVrps(source, { now: NOW, ...options });

async function problem(source: string, options: VrpSourceOptions = {}): Promise<string> {
  const error: unknown = await load(source, options).then(
    () => new Error("it was loaded"),
    (caught: unknown) => caught,
  );
  if (error instanceof VrpSourceError) return error.message;
  throw error;
}

describe("from a file", () => {
  test("payloads are indexed, with when they were made", async () => {
    const path = file("fresh.json", document(minutesAgo(30)));
    const { index, ...rest } = await load(path);
    expect(rest).toEqual({ size: 1, expired: 0, source: path, takenAt: new Date("2026-11-22T02:30:00Z") });
    expect(validateRoute({ prefix: parsePrefix("203.0.113.0/24"), origin: 64496 }, index).state).toBe("valid");
  });

  test("the metadata's time counts before the file's, which stands in for it", async () => {
    const old = new Date(minutesAgo(121) * 1000);
    expect((await load(file("touched.json", document(minutesAgo(5)), old))).size).toBe(1);
    expect(await problem(file("copied.json", document(minutesAgo(121)), NOW))).toMatch(/more than 120 minutes ago/);
    expect(await problem(file("bare.json", JSON.stringify([ENTRY]), old))).toMatch(
      /was made at 2026-11-22T00:59Z, more than 120 minutes ago; what relying parties see now is unknown/,
    );
    expect((await load(file("bare-fresh.json", JSON.stringify([ENTRY]), NOW))).takenAt).toEqual(NOW);
  });

  test("another age may be asked for, or none", async () => {
    const path = file("old.json", document(minutesAgo(600)));
    expect(await problem(path, { maxAgeMinutes: 599 })).toMatch(/more than 599 minutes ago/);
    expect((await load(path, { maxAgeMinutes: 600 })).size).toBe(1);
    expect((await load(path, { asMade: true })).size).toBe(1);
  });

  test("data from the future is refused, but a clock that is a little fast is not", async () => {
    expect((await load(file("fast.json", document(minutesAgo(-5))))).size).toBe(1);
    expect(await problem(file("future.json", document(minutesAgo(-60))))).toMatch(/still to come; set the clocks/);
  });

  test("an empty list is unknown, not the absence of ROAs; so is one whose payloads have all lapsed", async () => {
    const path = file("empty.json", document(minutesAgo(1), []));
    expect(await problem(path)).toMatch(/holds no payloads; a relying party that knows nothing says nothing/);
    expect((await load(path, { asMade: true })).size).toBe(0);
    const lapsed = file("lapsed.json", document(minutesAgo(1), [{ ...ENTRY, expires: minutesAgo(0.5) }]));
    expect(await problem(lapsed)).toMatch(/holds only payloads that have lapsed \(1\)/);
    expect(await load(lapsed, { asMade: true })).toMatchObject({ size: 1, expired: 0 });
    expect(await load(lapsed, { asMade: true, now: new Date(0) })).toMatchObject({ size: 1, expired: 0 });
    const before = file("before.json", document(minutesAgo(1), [{ ...ENTRY, expires: minutesAgo(2) }, ENTRY]));
    expect(await load(before, { asMade: true })).toMatchObject({ size: 1, expired: 1 });
  });

  test("what is missing, no file, too large or wrong is refused by name", async () => {
    const missing = join(folder, "missing.json");
    expect(await problem(missing)).toBe(`VRPs from ${missing}: does not exist; check the path`);
    mkdirSync(join(folder, "sub"));
    expect(await problem(join(folder, "sub"))).toMatch(/is no file/);
    expect(await problem("/dev/zero")).toMatch(/is no file/);
    const path = file("large.json", document(minutesAgo(1)).padEnd(2000));
    expect(await problem(path, { maxBytes: 1999 })).toMatch(/has 2000 bytes; at most 1999 are read/);
    const wrong = file("wrong.json", document(minutesAgo(1), [ENTRY, { ...ENTRY, prefix: "203.0.113.1/24" }]));
    expect(await problem(wrong)).toMatch(/wrong\.json: roas\[1\]: "203\.0\.113\.1\/24" has host bits set/);
    expect(await problem(file("cut.json", document(minutesAgo(1)).slice(0, -3)))).toMatch(/is no JSON, or was cut off/);
  });
});

describe("from a URL", () => {
  let server: Server;
  let origin: string;
  let answer: RequestListener;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("payloads are loaded from this machine over http, with user and password", async () => {
    let authorization: string | undefined;
    answer = (request, response) => {
      authorization = request.headers.authorization;
      response.end(document(minutesAgo(1)));
    };
    const { size, source } = await load(`${origin.replace("//", "//ann:secret@")}/json?key=secret`);
    expect(size).toBe(1);
    expect(source).toBe(`${origin}/json`);
    expect(authorization).toBe(`Basic ${Buffer.from("ann:secret").toString("base64")}`);
  });

  test("without metadata the server's Last-Modified is the age, and without that it is unknown", async () => {
    const headers: Record<string, string> = {};
    answer = (_, response) => void response.writeHead(200, headers).end(JSON.stringify([ENTRY]));
    expect(await problem(`${origin}/`)).toMatch(/does not say when it was made/);
    headers["last-modified"] = new Date(minutesAgo(10) * 1000).toUTCString();
    expect((await load(`${origin}/`)).takenAt).toEqual(new Date("2026-11-22T02:50:00Z"));
    headers["last-modified"] = new Date(minutesAgo(130) * 1000).toUTCString();
    expect(await problem(`${origin}/`)).toMatch(/more than 120 minutes ago/);
  });

  test.each<[name: string, listener: RequestListener, message: RegExp]>([
    ["a refusal", (_, response) => void response.writeHead(503).end("initial validation"), /the server answered 503/],
    [
      "a cut-off answer",
      (_, response) => void response.writeHead(200, { "content-length": 999 }).write("["),
      /did not arrive|cannot be fetched/,
    ],
    [
      "a redirect to plain http elsewhere",
      (_, response) => void response.writeHead(302, { location: "http://rp.example/" }).end(),
      /redirects to http:\/\/rp\.example, not to https/,
    ],
    ["an answer that never comes", () => undefined, /did not arrive within 300 ms/],
    ["too much", (_, response) => void response.end(" ".repeat(3000)), /has more than 2000 bytes/],
    ["a page", (_, response) => void response.end("<html>"), /is no JSON/],
  ])("%s is an error, which shows no secret", async (_, listener, message) => {
    answer = listener;
    const text = await problem(`${origin.replace("//", "//ann:secret@")}/json?key=secret`, {
      timeoutMs: 300,
      maxBytes: 2000,
    });
    expect(text).toMatch(message);
    expect(text).not.toMatch(/secret/);
    expect(text).toContain(`VRPs from ${origin}/json: `);
  });

  test.each(["http://rp.example/json", "ftp://127.0.0.1/json", "http://127.0.0.1.example/", "https://"])(
    "%s is not asked",
    async (source) => {
      expect(await problem(source)).toMatch(/neither a path, an https URL nor an http URL of this machine/);
    },
  );
});
