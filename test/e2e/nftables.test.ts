import type { CheckedOpening } from "../../components/egress-firewall/break-glass-opening";
import { egressAllowances } from "../../components/egress-firewall/egress-allowances";
import { type NftablesOptions, nftablesRuleset } from "../../components/egress-firewall/nftables-ruleset";
import type { Ports } from "../../components/egress-segment/segment-arguments";
import { parsePrefix } from "../../lease/prefix";
import { BOGONS } from "../../lease/special-purpose";
import { cable, Host, missingForNamespaces } from "../testbed/network-namespaces";

// The ruleset on a real kernel: a workload, a NAT instance and the outside, each a network namespace of its own. No packet
// leaves them.

const WORKLOAD = "10.77.1.10";
const CRAWLER = "10.77.1.20";
const BATCH = "10.77.1.30";
/** On the same wire, but no workload of the segment. */
const FOREIGN = "10.77.9.10";
const NAT_ADDRESSES = ["203.0.113.10", "203.0.113.11"];
const SERVER = "198.51.100.10";
const DENIED = "192.0.2.66";
const SERVER6 = "2001:db8:2::10";
const WORKLOAD6 = "2001:db8:1::10";

const missing = missingForNamespaces();
if (missing !== undefined && process.env.CI === "true") {
  test("network namespaces are there in CI", () => {
    throw new Error(missing);
  });
} else if (missing !== undefined) {
  test.skip(`nftables ruleset: ${missing}`, () => undefined);
} else {
  describe("the nftables ruleset of a NAT instance", nftables);
}

function tcp(port: number, ...destinations: string[]): Ports {
  return { protocol: "tcp", from: port, to: port, destinations };
}

const PORTS: Ports[] = [
  tcp(443, "0.0.0.0/0", "::/0"),
  { protocol: "udp", from: 5000, to: 5010, destinations: ["198.51.100.0/24"] },
];

function ruleset(overrides: Partial<NftablesOptions> = {}, openings: CheckedOpening[] = []): string {
  const segment = { segmentName: "data-collection", status: "active" as const, breakGlass: undefined, ports: PORTS };
  return nftablesRuleset({
    leaseId: "office-2026",
    segmentName: "data-collection",
    workloads: ["10.77.1.0/24", "2001:db8:1::/64"].map(parsePrefix),
    allowances: egressAllowances(segment, openings),
    denied: ["192.0.2.0/24", "2001:db8:bad::/48"].map(parsePrefix),
    rateLimits: [
      { identity: "crawler", sources: [`${CRAWLER}/32`], connectionsPerSecond: 1 },
      { identity: "role/batch", sources: [`${BATCH}/32`], packetsPerSecond: 10 },
    ],
    addresses: NAT_ADDRESSES,
    outside: "outer",
    ...overrides,
  });
}

function nftables() {
  let inside: Host;
  let nat: Host;
  let outside: Host;

  beforeAll(async () => {
    inside = new Host("in");
    nat = new Host("nat");
    outside = new Host("out");
    cable(inside, "wire", nat, "inner");
    cable(nat, "outer", outside, "wire");
    for (const host of [inside, nat, outside])
      host.run("sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0");
    inside.addresses(
      "wire",
      ...[WORKLOAD, CRAWLER, BATCH, FOREIGN].map((address) => `${address}/16`),
      `${WORKLOAD6}/64`,
    );
    nat.addresses("inner", "10.77.0.1/16", "2001:db8:1::1/64");
    nat.addresses("outer", ...NAT_ADDRESSES.map((address) => `${address}/24`), "2001:db8:2::1/64");
    outside.addresses("wire", "203.0.113.1/24", `${SERVER}/32`, `${DENIED}/32`, `${SERVER6}/64`);
    inside.run("ip", "route", "add", "default", "via", "10.77.0.1");
    inside.run("ip", "-6", "route", "add", "default", "via", "2001:db8:1::1");
    nat.run("ip", "route", "add", "default", "via", "203.0.113.1");
    // The outside knows a way to the workloads, so that only the ruleset keeps it out.
    outside.run("ip", "route", "add", "10.77.0.0/16", "via", "203.0.113.10");
    outside.run("ip", "-6", "route", "add", "default", "via", "2001:db8:2::1");
    nat.run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    await outside.serve(`
      const net = require("node:net"), udp = require("node:dgram").createSocket("udp4");
      let datagrams = 0;
      udp.on("message", (text, from) => {
        if (String(text) === "count") udp.send(String(datagrams), from.port, from.address);
        else datagrams += 1;
      });
      const answer = (socket) => { socket.on("error", () => {}); socket.on("data", () => socket.end(socket.remoteAddress)); };
      net.createServer(answer).listen(443, () => net.createServer(answer).listen(8443, () => udp.bind(5005, "${SERVER}", () => console.log("ready"))));
    `);
    await inside.serve(`
      require("node:net").createServer((socket) => socket.end("inside")).listen(443, () => console.log("ready"));
    `);
  }, 30_000);

  afterAll(async () => {
    for (const host of [inside, nat, outside]) await host?.remove();
  }, 30_000);

  beforeEach(() => load(ruleset()));

  function load(text: string): void {
    nat.feed(text, "nft", "-f", "-");
  }

  /** The address that the server saw, or null where no connection came about. */
  function connect(from: string, to: string, port: number, host = inside): Promise<string | null> {
    return host.script(`
      const socket = require("node:net").connect({ host: "${to}", port: ${port}, localAddress: "${from}" });
      const done = (seen) => { console.log(JSON.stringify(seen)); process.exit(); };
      setTimeout(() => done(null), 700);
      socket.on("error", () => done(null));
      socket.on("connect", () => socket.write("who"));
      socket.on("data", (text) => done(String(text).replace("::ffff:", "")));
    `);
  }

  /** Packets that a counter of the ruleset saw. */
  function counted(counter: string): number {
    const text = nat.run("nft", "-j", "list", "counter", "inet", "leasehold_data_collection", counter);
    const objects = (JSON.parse(text) as { nftables: { counter?: { packets: number } }[] }).nftables;
    return objects.find((object) => object.counter)?.counter?.packets ?? Number.NaN;
  }

  test("lets an allowed port through, from one of the chosen addresses and always the same for a source", async () => {
    const seen = await connect(WORKLOAD, SERVER, 443);
    expect(NAT_ADDRESSES).toContain(seen);
    expect(await connect(WORKLOAD, SERVER, 443)).toBe(seen);
    expect(counted("allowed")).toBeGreaterThan(0);
    expect(counted("replies")).toBeGreaterThan(0);
  });

  test("sends from the one address where only one is chosen", async () => {
    load(ruleset({ addresses: ["203.0.113.11"] }));
    expect(await connect(WORKLOAD, SERVER, 443)).toBe("203.0.113.11");
  });

  test("drops a port that the segment does not allow", async () => {
    expect(await connect(WORKLOAD, SERVER, 8443)).toBeNull();
    expect(counted("not_allowed")).toBeGreaterThan(0);
    expect(counted("allowed")).toBe(0);
  });

  test("drops a source that is no workload of the segment, on an allowed port too", async () => {
    expect(await connect(FOREIGN, SERVER, 443)).toBeNull();
    expect(counted("foreign_source")).toBeGreaterThan(0);
  });

  test("drops a destination on a deny list, on an allowed port too", async () => {
    expect(await connect(WORKLOAD, DENIED, 443)).toBeNull();
    expect(counted("denied_destination")).toBeGreaterThan(0);
  });

  test("opens a denied destination while break-glass is open, on its port alone", async () => {
    const opening: CheckedOpening = {
      opening: { name: "inc-7", from: "", until: "", approvedBy: [], destinations: [], fromPort: 8443 },
      state: "open",
      ports: tcp(8443, `${DENIED}/32`),
      description: "",
    };
    load(ruleset({}, [opening]));
    expect(NAT_ADDRESSES).toContain(await connect(WORKLOAD, DENIED, 8443));
    expect(await connect(WORKLOAD, DENIED, 443)).toBeNull();
    load(ruleset({}, [{ ...opening, state: "over" }]));
    expect(await connect(WORKLOAD, DENIED, 8443)).toBeNull();
  });

  test("lets nobody in from outside who was not asked", async () => {
    expect(await connect("203.0.113.1", WORKLOAD, 443, outside)).toBeNull();
    expect(counted("foreign_source")).toBeGreaterThan(0);
  });

  test("drops new connections of an identity above its limit, and not those of others", async () => {
    const many = (from: string) =>
      inside.script<number>(`
        const net = require("node:net");
        let made = 0;
        for (let i = 0; i < 20; i++) {
          const socket = net.connect({ host: "${SERVER}", port: 443, localAddress: "${from}" });
          socket.on("error", () => {});
          socket.on("connect", () => { made += 1; });
        }
        setTimeout(() => { console.log(made); process.exit(); }, 600);
      `);
    // Five at once is the burst, and one a second the rate.
    const made = await many(CRAWLER);
    expect(made).toBeGreaterThanOrEqual(5);
    expect(made).toBeLessThanOrEqual(7);
    expect(counted("over_crawler_0")).toBeGreaterThanOrEqual(13);
    expect(await many(WORKLOAD)).toBe(20);
  });

  test("drops packets of an identity above its limit", async () => {
    const arrived = await inside.script<number>(`
      const socket = require("node:dgram").createSocket("udp4");
      const ask = () => new Promise((resolve) => {
        const asking = require("node:dgram").createSocket("udp4");
        asking.bind(0, "${WORKLOAD}", () => asking.send("count", 5005, "${SERVER}"));
        asking.on("message", (text) => { asking.close(); resolve(Number(text)); });
      });
      socket.bind(0, "${BATCH}", async () => {
        for (let i = 0; i < 200; i++) await new Promise((sent) => socket.send("x", 5005, "${SERVER}", sent));
        setTimeout(async () => { console.log(await ask()); process.exit(); }, 200);
      });
    `);
    expect(arrived).toBeGreaterThanOrEqual(10);
    expect(arrived).toBeLessThanOrEqual(40);
    expect(counted("over_role_batch_1")).toBe(200 - arrived);
  });

  test("forwards IPv6 with the workload's own address, and drops other sources", async () => {
    expect(await connect(WORKLOAD6, SERVER6, 443)).toBe(WORKLOAD6);
    load(ruleset({ workloads: [parsePrefix("10.77.1.0/24")] }));
    expect(await connect(WORKLOAD6, SERVER6, 443)).toBeNull();
    expect(counted("foreign_source")).toBeGreaterThan(0);
  });

  test("cuts an established connection when a tighter ruleset is loaded", async () => {
    const asking = inside.script<string | null>(`
      const socket = require("node:net").connect({ host: "${SERVER}", port: 443, localAddress: "${WORKLOAD}" });
      const done = (seen) => { console.log(JSON.stringify(seen)); process.exit(); };
      socket.on("connect", () => setTimeout(() => socket.write("who"), 1500));
      socket.on("data", (text) => done(String(text)));
      setTimeout(() => done(null), 2500);
    `);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(counted("replies")).toBeGreaterThan(0);
    load(ruleset({ allowances: [] }));
    expect(await asking).toBeNull();
    expect(counted("not_allowed")).toBeGreaterThan(0);
  });

  test("loads whatever a segment may ask for: every protocol and limit, odd rates, long deny lists", () => {
    const any = (protocol: Ports["protocol"], to: string): Ports => ({ protocol, from: 0, to: 0, destinations: [to] });
    const ports = [
      any("icmp", "0.0.0.0/0"),
      any("icmpv6", "::/0"),
      any("all", "2001:db8:7::/48"),
      tcp(0, "192.0.2.7/32"),
    ];
    const segment = { segmentName: "data-collection", status: "active" as const, breakGlass: undefined, ports };
    const every = { packetsPerSecond: 1.33, connectionsPerSecond: 0.001, bytesPerSecond: 2.5e9 };
    const denied = Array.from({ length: 5000 }, (_, i) => parsePrefix(`45.${i >> 8}.${i & 255}.0/25`));
    load(
      ruleset({
        allowances: egressAllowances(segment, []),
        denied: [...BOGONS.prefixes(), ...denied],
        rateLimits: [
          { identity: "arn:aws:iam::111122223333:role/x y", sources: ["10.77.1.0/26", "2001:db8:1::/64"], ...every },
          { identity: "everybody", ...every },
        ],
      }),
    );
    expect(nat.run("nft", "list", "set", "inet", "leasehold_data_collection", "denied4")).toContain("45.19.135.0/25");
    expect(nat.run("nft", "list", "limits", "inet")).toContain("everybody_1_bytes");
  });

  test("replaces what it loaded before and leaves other tables alone", () => {
    nat.run("nft", "add", "table", "inet", "of_somebody_else");
    load(ruleset());
    load(ruleset());
    const tables = nat.run("nft", "list", "tables").trim().split("\n").sort();
    expect(tables).toEqual(["table inet leasehold_data_collection", "table inet of_somebody_else"]);
  });
}
