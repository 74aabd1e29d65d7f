import { createSocket } from "node:dgram";
import { AUTHORITATIVE_ANSWER, decode, TRUNCATED_RESPONSE } from "dns-packet";
import { DnsClient, type DnsClientOptions } from "../../../drift/dns/dns-client";
import { type DnsHandler, FakeDnsServer, makeResponse } from "../../testbed/dns-server";

const NAME = "4.113.0.203.in-addr.arpa";
const forever = new AbortController().signal;

describe("asking a DNS server", () => {
  const servers: FakeDnsServer[] = [];
  const clients: DnsClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function serve(handler: DnsHandler): Promise<FakeDnsServer> {
    const server = await FakeDnsServer.start(handler);
    servers.push(server);
    return server;
  }

  function client(options: DnsClientOptions): DnsClient {
    const made = new DnsClient({ timeoutMs: 150, tries: 1, ...options });
    clients.push(made);
    return made;
  }

  async function ask(handler: DnsHandler, options: DnsClientOptions = {}) {
    const server = await serve(handler);
    return client({ servers: [server.address], ...options }).query(NAME, "PTR", forever);
  }

  const answers = [{ name: NAME, type: "PTR" as const, ttl: 60, data: "Out.Example.COM" }];
  const found = { kind: "answer", records: [{ name: NAME, type: "PTR", ttl: 60, data: "out.example.com" }] };

  test("records are given in lower case without a trailing dot", async () => {
    expect(await ask(() => ({ answers }))).toEqual(found);
  });

  test("a name that is not there and one without such records are absent", async () => {
    expect(await ask(() => ({ rcode: 3 }))).toEqual({ kind: "absent", reason: "nxdomain" });
    expect(await ask(() => ({}))).toEqual({ kind: "absent", reason: "nodata" });
  });

  test.each([
    ["SERVFAIL", 2],
    ["REFUSED", 5],
    ["NOTAUTH", 9],
    ["response code 11", 11],
  ])("%s is unknown, never absent", async (reason, rcode) => {
    const answer = await ask(() => ({ rcode }));
    expect(answer).toEqual({ kind: "unknown", reason: expect.stringContaining(reason) });
  });

  test("silence is unknown after every try", async () => {
    const server = await serve(() => undefined);
    const answer = await client({ servers: [server.address], timeoutMs: 30, tries: 3 }).query(NAME, "PTR", forever);
    expect(answer).toEqual({ kind: "unknown", reason: `time-out (${server.address})`, silent: true });
    expect(server.asked).toHaveLength(3);
  });

  test("a closed port is unknown, and known at once", async () => {
    const server = await serve(() => undefined);
    await servers.pop()?.stop();
    const options = { servers: [server.address], timeoutMs: 60_000 };
    expect(await client(options).query(NAME, "PTR", forever)).toMatchObject({ kind: "unknown" });
    const overTcp = await client({ ...options, protocol: "tcp" }).query(NAME, "PTR", forever);
    expect(overTcp).toEqual({
      kind: "unknown",
      reason: `connection refused over TCP (${server.address})`,
      silent: true,
    });
  });

  test("messages that answer something else are passed over for the true one", async () => {
    const answer = await ask(({ packet }) => {
      const other = { ...packet, questions: [{ name: "5.113.0.203.in-addr.arpa", type: "PTR" as const }] };
      const forged = [{ name: NAME, type: "PTR" as const, ttl: 60, data: "forged.example" }];
      return [
        makeResponse(packet, { id: ((packet.id ?? 0) + 1) % 0x1_0000, answers: forged }),
        makeResponse(other, { answers: forged }),
        Buffer.from([1]),
        makeResponse(packet, { answers }),
      ];
    });
    expect(answer).toEqual(found);
  });

  test("nothing but another's answer is unknown", async () => {
    const otherId = await ask(({ packet }) => makeResponse(packet, { id: ((packet.id ?? 0) + 1) % 0x1_0000, answers }));
    expect(otherId).toMatchObject({ kind: "unknown", reason: expect.stringContaining("time-out") });
    const otherQuestion = await ask(() => ({ questions: [{ name: NAME, type: "A" }], answers }));
    expect(otherQuestion).toMatchObject({ kind: "unknown", reason: expect.stringContaining("another question") });
  });

  test("a message from another port is not believed", async () => {
    const stranger = createSocket("udp4");
    await new Promise<void>((resolve) => stranger.bind(0, "127.0.0.1", resolve));
    const silent = createSocket("udp4");
    await new Promise<void>((resolve) => silent.bind(0, "127.0.0.1", resolve));
    let sent = 0;
    silent.on("message", (message, { address, port }) => {
      sent++;
      stranger.send(makeResponse(decode(message), { answers }), port, address);
    });
    const address = `127.0.0.1:${silent.address().port}`;
    const answer = await client({ servers: [address] }).query(NAME, "PTR", forever);
    expect(answer).toEqual({ kind: "unknown", reason: `time-out (${address})`, silent: true });
    expect(sent).toBe(1);
    stranger.close();
    silent.close();
  });

  test("garbage after a right header is unknown", async () => {
    const answer = await ask(({ packet }) => {
      const whole = makeResponse(packet, { answers });
      return whole.subarray(0, whole.length - 9);
    });
    expect(answer).toEqual({ kind: "unknown", reason: expect.stringContaining("malformed") });
  });

  test("a datagram larger than was asked for is not believed", async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...answers[0]!, data: `host-${at}.example.com` }));
    const answer = await ask(({ over }) => (over === "udp" ? { answers: many } : undefined));
    expect(answer).toMatchObject({ kind: "unknown", reason: expect.stringContaining("larger than") });
  });

  test("what does not fit into a datagram is asked for over TCP", async () => {
    const many = Array.from({ length: 600 }, (_, at) => ({ ...answers[0]!, data: `host-${at}.example.com` }));
    const server = await serve(({ over }) =>
      over === "udp" ? { flags: TRUNCATED_RESPONSE, answers: many.slice(0, 3) } : { answers: many },
    );
    const answer = await client({ servers: [server.address], timeoutMs: 5000 }).query(NAME, "PTR", forever);
    expect(answer.kind === "answer" && answer.records.map(({ data }) => data)).toEqual(many.map(({ data }) => data));
    expect(server.asked.map(({ over }) => over)).toEqual(["udp", "tcp"]);
  });

  test("what is cut off is unknown where TCP does not answer", async () => {
    const answer = await ask(({ over }) => (over === "udp" ? { flags: TRUNCATED_RESPONSE, answers } : undefined));
    expect(answer).toMatchObject({ kind: "unknown", reason: expect.stringContaining("time-out") });
  });

  test("aliases in the answer are followed, as classless delegation uses them", async () => {
    const alias = "4.0/25.113.0.203.in-addr.arpa";
    const answer = await ask(() => ({
      answers: [
        { name: NAME, type: "CNAME", ttl: 60, data: alias },
        { name: alias, type: "PTR", ttl: 60, data: "out.example.com" },
        { name: "elsewhere.example", type: "PTR", ttl: 60, data: "stray.example.com" },
      ],
    }));
    expect(answer).toEqual({
      kind: "answer",
      records: [{ name: alias, type: "PTR", ttl: 60, data: "out.example.com" }],
    });
  });

  test("an alias whose target is not in the answer is asked for", async () => {
    const alias = "4.0-127.113.0.203.in-addr.arpa";
    const answer = await ask(({ name }) =>
      name === NAME
        ? { answers: [{ name: NAME, type: "CNAME", ttl: 60, data: alias }] }
        : { answers: [{ name, type: "PTR", ttl: 60, data: "out.example.com" }] },
    );
    expect(answer).toMatchObject({ kind: "answer", records: [{ name: alias, data: "out.example.com" }] });
  });

  test("aliases without an end are unknown, and bounded", async () => {
    const circle = await ask(({ name }) => ({ answers: [{ name, type: "CNAME", ttl: 60, data: name }] }));
    expect(circle).toMatchObject({ kind: "unknown", reason: expect.stringContaining("circle") });
    const server = await serve(({ name, count }) => ({
      answers: [{ name, type: "CNAME", ttl: 60, data: `at-${count}.example.com` }],
    }));
    const endless = await client({ servers: [server.address] }).query(NAME, "PTR", forever);
    expect(endless).toEqual({ kind: "unknown", reason: "more than 8 aliases" });
    expect(server.asked).toHaveLength(8);
  });

  test("a referral is not an absence", async () => {
    const answer = await ask(() => ({
      authorities: [{ name: "0.203.in-addr.arpa", type: "NS", ttl: 60, data: "ns.example" }],
    }));
    expect(answer).toMatchObject({ kind: "unknown", reason: expect.stringContaining("referral") });
  });

  test("records beside NXDOMAIN are unknown", async () => {
    expect(await ask(() => ({ rcode: 3, answers }))).toMatchObject({ kind: "unknown" });
  });

  test("a server that is asked as such is believed only with authority", async () => {
    const lame = await ask(() => ({ answers }), { as: "server" });
    expect(lame).toMatchObject({ kind: "unknown", reason: expect.stringContaining("without authority") });
    expect(await ask(() => ({ flags: AUTHORITATIVE_ANSWER, answers }), { as: "server" })).toEqual(found);
  });

  test("a server that does not know EDNS is asked again without it", async () => {
    const server = await serve(({ packet }) => ((packet.additionals ?? []).length > 0 ? { rcode: 1 } : { answers }));
    const asking = client({ servers: [server.address] });
    expect(await asking.query(NAME, "PTR", forever)).toEqual(found);
    expect(await asking.query(NAME, "PTR", forever)).toEqual(found);
    expect(server.asked).toHaveLength(3);
  });

  test("the next server is asked where one does not answer, and then first", async () => {
    const dead = await serve(() => undefined);
    const alive = await serve(() => ({ answers }));
    const asking = client({ servers: [dead.address, alive.address], timeoutMs: 40 });
    expect(await asking.query(NAME, "PTR", forever)).toEqual(found);
    expect(await asking.query(NAME, "PTR", forever)).toEqual(found);
    expect(dead.asked).toHaveLength(1);
    expect(alive.asked).toHaveLength(2);
  });

  test("many questions share few sockets, at most so many at once", async () => {
    const server = await serve(({ name }) => ({ answers: [{ name, type: "PTR", ttl: 60, data: `${name}.example` }] }));
    const asking = client({ servers: [server.address], atOnce: 32, timeoutMs: 5000 });
    const names = Array.from({ length: 500 }, (_, at) => `${at % 256}.${at >> 8}.0.203.in-addr.arpa`);
    const got = await Promise.all(names.map((name) => asking.query(name, "PTR", forever)));
    expect(got.map((one) => one.kind === "answer" && one.records[0]?.data)).toEqual(
      names.map((name) => `${name}.example`),
    );
  });

  test("TCP carries many questions on one connection, answered in any order", async () => {
    const held: (() => void)[] = [];
    const server = await serve(({ packet, name, connection }) => {
      const answer = makeResponse(packet, { answers: [{ name, type: "PTR", ttl: 60, data: `${name}.example` }] });
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length, 0);
      held.push(() => connection?.write(Buffer.concat([length, answer])));
      if (held.length === 20) for (const send of held.reverse()) send();
      return undefined;
    });
    const asking = client({ servers: [server.address], protocol: "tcp", timeoutMs: 5000 });
    const names = Array.from({ length: 20 }, (_, at) => `${at}.113.0.203.in-addr.arpa`);
    const got = await Promise.all(names.map((name) => asking.query(name, "PTR", forever)));
    expect(got.map((one) => one.kind === "answer" && one.records[0]?.data)).toEqual(
      names.map((name) => `${name}.example`),
    );
    expect(server.connections).toBe(1);
    expect(server.asked.every(({ over }) => over === "tcp")).toBe(true);
  });

  test("questions that a closing server leaves are carried on to the next connection", async () => {
    const server = await serve(({ packet, connection, name }) => {
      const answer = makeResponse(packet, { answers: [{ name, type: "PTR", ttl: 60, data: "out.example.com" }] });
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length, 0);
      if (connection?.writable) connection.end(Buffer.concat([length, answer]));
      return undefined;
    });
    const asking = client({ servers: [server.address], protocol: "tcp", timeoutMs: 5000 });
    const names = Array.from({ length: 10 }, (_, at) => `${at}.113.0.203.in-addr.arpa`);
    const got = await Promise.all(names.map((name) => asking.query(name, "PTR", forever)));
    expect(got.map(({ kind }) => kind)).toEqual(names.map(() => "answer"));
    expect(server.connections).toBe(10);
  });

  test("a trickle over TCP ends with the try", async () => {
    const timers: NodeJS.Timeout[] = [];
    const answer = await ask(
      ({ connection }) => {
        const drip = setInterval(() => connection?.write(Buffer.from([0xff])), 5);
        timers.push(drip);
        connection?.on("close", () => clearInterval(drip));
        return undefined;
      },
      { protocol: "tcp" },
    );
    for (const timer of timers) clearInterval(timer);
    expect(answer).toMatchObject({ kind: "unknown", reason: expect.stringContaining("time-out") });
  });

  test("a connection that is cut is unknown", async () => {
    const answer = await ask(
      ({ connection }) => {
        connection?.destroy();
        return undefined;
      },
      { protocol: "tcp" },
    );
    expect(answer).toMatchObject({ kind: "unknown", reason: expect.stringContaining("closed over TCP") });
  });

  test("the signal ends what is open and what waits", async () => {
    const server = await serve(() => undefined);
    const asking = client({ servers: [server.address], timeoutMs: 60_000, atOnce: 2 });
    const stop = new AbortController();
    const open = Promise.all([1, 2, 3, 4].map((at) => asking.query(`${at}.example.com`, "A", stop.signal)));
    setTimeout(() => stop.abort(), 20);
    expect(await open).toEqual([1, 2, 3, 4].map(() => ({ kind: "unknown", reason: "stopped" })));
    expect(server.asked.length).toBeLessThanOrEqual(2);
  });

  test.each([
    `${"a".repeat(64)}.example`,
    "a..example",
    "",
    `${"a.".repeat(127)}aa`,
    "naïve.example",
    "two words.example",
  ])("%j is no name, and nobody is asked", async (name) => {
    const server = await serve(() => ({ answers }));
    expect(await client({ servers: [server.address] }).query(name, "A", forever)).toMatchObject({ kind: "unknown" });
    expect(server.asked).toEqual([]);
  });

  test("what a server makes up is shown as printable text", async () => {
    const answer = await ask(() => ({
      answers: [{ name: NAME, type: "PTR", ttl: 60, data: "\u001b[31mred\nline.example" }],
    }));
    expect(answer).toMatchObject({ records: [{ data: "\\027[31mred\\010line.example" }] });
  });

  test("addresses are canonical, texts joined, a start of authority in its seven fields", async () => {
    const server = await serve(({ name, type }) => {
      if (type === "AAAA") return { answers: [{ name, type, ttl: 60, data: "2001:0db8:0000::0001" }] };
      if (type === "TXT") return { answers: [{ name, type, ttl: 60, data: ["listed: ", "see https://example.com"] }] };
      const data = {
        mname: "NS.example",
        rname: "hostmaster.example",
        serial: 7,
        refresh: 1,
        retry: 2,
        expire: 3,
        minimum: 4,
      };
      return { answers: [{ name, type: "SOA", ttl: 60, data }] };
    });
    const asking = client({ servers: [server.address] });
    const dataOf = async (type: "AAAA" | "TXT" | "SOA") => {
      const answer = await asking.query("example.com", type, forever);
      return answer.kind === "answer" && answer.records.map(({ data }) => data);
    };
    expect(await dataOf("AAAA")).toEqual(["2001:db8::1"]);
    expect(await dataOf("TXT")).toEqual(["listed: see https://example.com"]);
    expect(await dataOf("SOA")).toEqual(["ns.example hostmaster.example 7 1 2 3 4"]);
  });
});
