import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { listenToRis, type RisListener, RisUrlError } from "../../../drift/watch/ris-stream";
import { FakeRisLive, risMessage } from "../../testbed/fake-ris-live";

/** What a listener hears, in words; `until` waits for one of them. */
class Heard implements RisListener {
  readonly all: string[] = [];
  private waiting: (() => void)[] = [];

  watching = () => this.add("watching");
  lost = (reason: string) => this.add(`lost: ${reason}`);
  trouble = (reason: string) => this.add(`trouble: ${reason}`);
  update: RisListener["update"] = ({ peer }) => this.add(`update of ${peer}`);

  async until(pattern: RegExp, times = 1): Promise<void> {
    while (this.all.filter((one) => pattern.test(one)).length < times) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private add(what: string): void {
    this.all.push(what);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

let ris: FakeRisLive;
let heard: Heard;
let stop: AbortController;
let listening: Promise<void>;
beforeEach(() => {
  heard = new Heard();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await listening;
  await ris?.stop();
});

function listen(url: string, more: { keepAliveMs?: number } = {}) {
  const prefixes = ["203.0.113.0/24", "2001:db8::/32"];
  const options = { url, client: "example", prefixes, signal: stop.signal, retryMs: 10, random: () => 0, ...more };
  listening = listenToRis(options, heard);
}

test("each prefix is subscribed to with what is inside, and watched once all are confirmed", async () => {
  ris = await FakeRisLive.start();
  listen(ris.url);
  await heard.until(/watching/);
  expect(ris.queries).toEqual(["/v1/ws/?client=example"]);
  expect(ris.subscriptions).toMatchObject([
    { prefix: "203.0.113.0/24", moreSpecific: true, lessSpecific: false, type: "UPDATE" },
    { prefix: "2001:db8::/32", moreSpecific: true },
  ]);
  ris.announce("192.0.2.9", ["203.0.113.0/24"], [64500, 64496]);
  await heard.until(/update/);
  expect(heard.all).toEqual(["watching", "update of 192.0.2.9"]);
});

test("garbage is trouble, and what comes after it is heard", async () => {
  ris = await FakeRisLive.start();
  listen(ris.url);
  await heard.until(/watching/);
  ris.send("{");
  ris.send(Buffer.from([0xff, 0x00]));
  ris.send(risMessage({ path: "64500 64496" }));
  ris.send('{"type":"ris_error","data":{"message":"slow down"}}');
  ris.announce("a", ["203.0.113.0/24"], [64500, [64496, 64497]]);
  await heard.until(/update/);
  const unread = "trouble: a message cannot be read";
  expect(heard.all.slice(1)).toEqual([unread, unread, unread, "trouble: it says: slow down", "update of a"]);
});

test("a connection that is lost is made again, with all subscriptions", async () => {
  ris = await FakeRisLive.start();
  listen(ris.url);
  await heard.until(/watching/);
  ris.cut();
  await heard.until(/watching/, 2);
  expect(heard.all.map((one) => one.split(":")[0])).toEqual(["watching", "lost", "watching"]);
  expect(ris.subscriptions).toHaveLength(4);
});

test("a message that is too long ends the connection, not the watch", async () => {
  ris = await FakeRisLive.start();
  listen(ris.url);
  await heard.until(/watching/);
  ris.send(" ".repeat(3_000_000));
  await heard.until(/watching/, 2);
  expect(heard.all).toContain("lost: it sent a message that is too long");
});

test("silence without an answer to a ping is a loss", async () => {
  ris = await FakeRisLive.start({ autoPong: false });
  listen(ris.url, { keepAliveMs: 30 });
  await heard.until(/lost/);
  expect(heard.all.slice(0, 2)).toEqual(["watching", "lost: it gave no sign of life"]);
});

test("subscriptions that are not confirmed are not watched", async () => {
  ris = await FakeRisLive.start();
  ris.confirms = false;
  listen(ris.url, { keepAliveMs: 30 });
  await heard.until(/lost/);
  expect(heard.all[0]).toBe("lost: it did not confirm what was subscribed to");
  expect(heard.all).not.toContain("watching");
});

test("nobody there is a loss at every try, until somebody is", async () => {
  ris = await FakeRisLive.start();
  const { port, url } = ris;
  await ris.stop();
  listen(url);
  await heard.until(/lost: the connection failed \(ECONNREFUSED\)/, 2);
  ris = await FakeRisLive.start({ port });
  await heard.until(/watching/);
});

test.each([
  [429, "lost: it answered with status 429, too many connections"],
  [403, "lost: it answered with status 403"],
  [503, "lost: it answered with status 503"],
])("a handshake that is refused with %i is a loss, never a watch, and is tried again", async (status, words) => {
  const refusing = createServer().on("upgrade", (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const { port } = refusing.address() as AddressInfo;
  listen(`ws://127.0.0.1:${port}/v1/ws/`);
  await heard.until(/lost/, 3);
  stop.abort();
  await listening;
  await new Promise((resolve) => refusing.close(resolve));
  expect([...new Set(heard.all)]).toEqual([words]);
});

test("a burst of 10,000 messages is heard to the last", async () => {
  ris = await FakeRisLive.start();
  listen(ris.url);
  await heard.until(/watching/);
  for (let at = 0; at < 10_000; at++) ris.announce(`p${at}`, ["203.0.113.0/24"], [64500, 64496]);
  await heard.until(/update of p9999$/);
  expect(heard.all).toHaveLength(10_001);
});

test.each(["http://127.0.0.1/", "ws://ris-live.ripe.net/v1/ws/", "ris-live.ripe.net", "file:///etc/passwd"])(
  "%s is refused",
  async (url) => {
    listening = Promise.resolve();
    const options = { url, client: "example", prefixes: [], signal: stop.signal };
    await expect(listenToRis(options, heard)).rejects.toThrow(RisUrlError);
  },
);
