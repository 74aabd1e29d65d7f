import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadOptions, loadRegister, readRegisterFile } from "../../register/load";
import { RegisterError } from "../../register/register-error";

const EMPTY = '{"version": 1, "leases": []}';
const folder = mkdtempSync(join(tmpdir(), "leasehold-register-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function messageOf(load: () => unknown): Promise<string> {
  try {
    await load();
  } catch (error) {
    if (error instanceof RegisterError) return error.message;
    throw error;
  }
  throw new Error("it was loaded");
}

describe("from a file", () => {
  test("a register is read, at once or not", async () => {
    const path = file("leases.json", EMPTY);
    expect(readRegisterFile(path)).toEqual({ version: 1, leases: [] });
    expect(await loadRegister(path)).toEqual({ version: 1, leases: [] });
  });

  test("a file that is not there says what to write", async () => {
    const path = join(folder, "missing.json");
    const message = await messageOf(() => loadRegister(path));
    expect(message).toBe(
      `register ${path}: does not exist; give the path of leases.json, or create it with {"version": 1, "leases": []}`,
    );
  });

  test("a folder, a device, too much text and text that is not UTF-8 are refused", async () => {
    mkdirSync(join(folder, "sub"));
    expect(await messageOf(() => readRegisterFile(join(folder, "sub")))).toMatch(
      /is a folder; give the path of a file/,
    );
    expect(await messageOf(() => readRegisterFile("/dev/zero"))).toMatch(/is no regular file/);
    const large = file("large.json", EMPTY.padEnd(101));
    expect(await messageOf(() => readRegisterFile(large, { maxBytes: 100 }))).toMatch(
      /has 101 bytes; at most 100 are read/,
    );
    const latin = file("latin.json", Uint8Array.of(0x22, 0xe9, 0x22));
    expect(await messageOf(() => readRegisterFile(latin))).toMatch(/is not UTF-8 text/);
  });

  test.each(["http://register.example/leases.json", "ftp://register.example/x", "file:///etc/x", "https://"])(
    "%s is neither a path nor https",
    async (source) => {
      expect(await messageOf(() => loadRegister(source))).toMatch(
        /is neither a path nor an https URL; give one of these/,
      );
    },
  );
});

describe("over https", () => {
  let server: Server;
  let origin: string;
  let answer: RequestListener;
  const asked: { url: string; authorization: string | undefined }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  /** Node's own client against a local server in place of TLS: whatever host is asked, the path arrives there. */
  const client: typeof fetch = (input, init) => {
    const url = new URL(String(input));
    expect(url.protocol).toBe("https:");
    asked.push({ url: url.href, authorization: new Headers(init?.headers).get("authorization") ?? undefined });
    return fetch(origin + url.pathname + url.search, init);
  };
  const load = (source: string, options: LoadOptions = {}) => loadRegister(source, { fetch: client, ...options });
  const redirectTo =
    (location: string): RequestListener =>
    (_, response) =>
      void response.writeHead(302, { location }).end("x".repeat(1000));

  test("a register is loaded", async () => {
    answer = (_, response) => void response.end(EMPTY);
    expect(await load("https://register.example/leases.json")).toEqual({ version: 1, leases: [] });
  });

  test("a redirect is followed to https, and the user's name and password go to the first origin only", async () => {
    answer = (request, response) => {
      if (request.url === "/a") response.writeHead(307, { location: "/b" }).end();
      else if (request.url === "/b") response.writeHead(301, { location: "https://elsewhere.example/c" }).end();
      else response.end(EMPTY);
    };
    await load("https://ann:p%40ss@register.example/a");
    const basic = `Basic ${Buffer.from("ann:p@ss").toString("base64")}`;
    expect(asked).toEqual([
      { url: "https://register.example/a", authorization: basic },
      { url: "https://register.example/b", authorization: basic },
      { url: "https://elsewhere.example/c", authorization: undefined },
    ]);
  });

  test("a redirect to plain http, to another scheme or in a circle is refused", async () => {
    answer = redirectTo("http://register.example/leases.json?token=hunter2");
    expect(await messageOf(() => load("https://register.example/"))).toMatch(
      /redirects to http:\/\/register\.example, not to https; give the https URL itself$/,
    );
    answer = redirectTo("file:///etc/passwd");
    expect(await messageOf(() => load("https://register.example/"))).toMatch(/redirects to file:/);
    answer = redirectTo("/again");
    expect(await messageOf(() => load("https://register.example/"))).toMatch(/redirects more than 5 times/);
    answer = redirectTo("https://[");
    expect(await messageOf(() => load("https://register.example/"))).toMatch(/redirect is no URL/);
  });

  test("a server that says no is named with its status, and without the URL's secrets", async () => {
    answer = (_, response) => void response.writeHead(403).end("hunter2");
    const message = await messageOf(() => load("https://hunter2:hunter2@register.example/leases.json?key=hunter2"));
    expect(message).toBe(
      "register https://register.example/leases.json: the server answered 403; check the URL and access",
    );
  });

  test("the size that is allowed is the last that is read", async () => {
    answer = (_, response) => void response.end(EMPTY.padEnd(100));
    expect(await load("https://register.example/", { maxBytes: 100 })).toEqual({ version: 1, leases: [] });
    expect(await messageOf(() => load("https://register.example/", { maxBytes: 99 }))).toMatch(/more than 99 bytes/);
  });

  test("text without end is cut off at the size, whatever length the server states", async () => {
    let closed = false;
    answer = (request, response) => {
      request.on("close", () => {
        closed = true;
      });
      const send = (): void => {
        if (!response.destroyed) response.write(" ".repeat(10_000), () => setImmediate(send));
      };
      send();
    };
    const message = await messageOf(() => load("https://register.example/", { maxBytes: 100_000 }));
    expect(message).toMatch(/has more than 100000 bytes/);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closed).toBe(true);
  });

  test("a server that never answers, or stops in the middle, is given up after the time", async () => {
    for (const start of ["", '{"version": 1,']) {
      answer = (_, response) => void (start === "" || response.write(start));
      const message = await messageOf(() => load("https://register.example/", { timeoutMs: 100 }));
      expect(message).toMatch(/did not arrive within 100 ms; check the server, or allow more time/);
    }
  });

  test("a network error is told by its code alone", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const refused: typeof fetch = () => fetch(`http://127.0.0.1:${port}/?key=hunter2`);
    const message = await messageOf(() => load("https://register.example/?key=hunter2", { fetch: refused }));
    expect(message).toBe(
      "register https://register.example/: cannot be fetched (ECONNREFUSED); check the URL and the network",
    );
    expect(message).not.toMatch(/hunter2/);
  });

  test("bytes that are not UTF-8 are refused, also where a character is split over two packets", async () => {
    answer = (_, response) => void response.end(Uint8Array.of(0x22, 0xe9, 0x22));
    expect(await messageOf(() => load("https://register.example/"))).toMatch(/is not UTF-8 text/);
    const text = Buffer.from('{"version": 1, "leases": [], "é": 1}');
    const split = text.indexOf(0xc3) + 1;
    answer = (_, response) => {
      response.write(text.subarray(0, split));
      setTimeout(() => response.end(text.subarray(split)), 50);
    };
    expect(await messageOf(() => load("https://register.example/"))).toMatch(/unknown key "é"/);
  });
});
