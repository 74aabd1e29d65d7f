import { type ChildProcess, spawn } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./moto";
import { tool } from "./tools";

/** What a blocklist zone answers for an address or block. */
export interface ZoneEntry {
  /** @default 127.0.0.2 */
  readonly code?: string;
  readonly text?: string;
}

/** Entries that every blocklist holds, of both families (RFC 5782 §5). rbldnsd finds the second by the first too: it is IPv4, mapped. */
const TEST_POINTS = ["127.0.0.2", "::ffff:7f00:2"];

/** A real rbldnsd on loopback, with zones of both families whose entries a test adds and takes away. */
export class Rbldnsd {
  readonly #zones = new Map<string, Map<string, ZoneEntry>>();
  readonly #folder = mkdtempSync(join(tmpdir(), "leasehold-rbldnsd-"));
  #child: ChildProcess | undefined;
  #serial = 1;
  #port = 0;

  private constructor() {}

  /** @param zones names; each holds the test points of RFC 5782 at first */
  static async start(zones: readonly string[]): Promise<Rbldnsd> {
    const server = new Rbldnsd();
    // It drops root's rights before it reads its files.
    chmodSync(server.#folder, 0o755);
    for (const zone of zones) {
      server.#zones.set(zone, new Map(TEST_POINTS.map((point) => [point, {}])));
      server.#write(zone);
    }
    server.#port = await freePort();
    server.#serve();
    await server.#untilServed();
    return server;
  }

  /** As resolvers are named in settings. */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Lists an address or block of either family, and answers once it is served. */
  async list(zone: string, what: string, entry: ZoneEntry = {}): Promise<void> {
    this.#entries(zone).set(what, entry);
    await this.#reload(zone);
  }

  /** Takes an entry away, a test point too. */
  async delist(zone: string, what: string): Promise<void> {
    this.#entries(zone).delete(what);
    await this.#reload(zone);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child !== undefined && child.exitCode === null) {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #serve(): void {
    const data = [...this.#zones.keys()].flatMap((zone) => [`${zone}:ip4set:${zone}.4`, `${zone}:ip6trie:${zone}.6`]);
    const user = process.getuid?.() === 0 ? ["-u", "rbldns"] : [];
    const args = ["-n", "-c", "0", ...user, "-w", this.#folder, "-b", `127.0.0.1/${this.#port}`, ...data];
    this.#child = spawn(tool("rbldnsd"), args, { stdio: "ignore" });
  }

  #entries(zone: string): Map<string, ZoneEntry> {
    const entries = this.#zones.get(zone);
    if (entries === undefined) throw new Error(`rbldnsd serves no zone ${zone}`);
    return entries;
  }

  async #reload(zone: string): Promise<void> {
    this.#serial++;
    for (const one of this.#zones.keys()) this.#write(one);
    this.#child?.kill("SIGHUP");
    await this.#untilServed(zone);
  }

  #write(zone: string): void {
    // A change shows by the file's size or its second: the comment makes each one of another size.
    const head = [
      "#".repeat(this.#serial),
      `$SOA 60 ns.${zone} hostmaster.${zone} ${this.#serial} 60 60 60 60`,
      `$NS 60 ns.${zone}`,
    ];
    const lines = [...this.#entries(zone)].map(([what, { code = "127.0.0.2", text = "" }]) => ({
      family: what.includes(":") ? 6 : 4,
      line: `${what} :${code}:${text}`,
    }));
    for (const family of [4, 6]) {
      const own = lines.filter((one) => one.family === family).map(({ line }) => line);
      writeFileSync(join(this.#folder, `${zone}.${family}`), `${[...head, ...own].join("\n")}\n`);
    }
  }

  /** Until the zone's serial is the one that was written last. */
  async #untilServed(zone = [...this.#zones.keys()][0] as string): Promise<void> {
    const resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([this.address]);
    const deadline = Date.now() + 10_000;
    for (;;) {
      const serial = await resolver.resolveSoa(zone).then(
        (soa) => soa.serial,
        () => undefined,
      );
      if (serial === this.#serial) return;
      if (Date.now() > deadline || this.#child?.exitCode !== null) throw new Error("rbldnsd does not serve its zones");
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}
