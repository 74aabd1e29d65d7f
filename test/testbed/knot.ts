import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { tool } from "./tools";

const run = promisify(execFile);

/** A zone of the testbed. */
export interface KnotZone {
  readonly name: string;
  /** Lines of a zone file, names relative to the zone: `4 60 PTR out.example.com.` */
  readonly records: readonly string[];
  /** @default ns.example.com. */
  readonly servers?: readonly string[];
}

/** A real Knot DNS, authoritative for the zones that a test gives it, on loopback and a port of its own. */
export class Knot {
  private constructor(
    readonly port: number,
    /** IP address it listens on. */
    readonly host: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param host loopback address to listen on. @default 127.0.0.1 */
  static async start(zones: readonly KnotZone[], host = "127.0.0.1"): Promise<Knot> {
    const folder = mkdtempSync(join(tmpdir(), "leasehold-knot-"));
    const port = await quietPort(host);
    for (const part of ["zones", "db"]) mkdirSync(join(folder, part));
    writeFileSync(join(folder, "knot.conf"), configuration(folder, host, port, zones));
    for (const zone of zones) writeFileSync(zoneFile(folder, zone.name), zoneText(zone));
    const child = spawn(tool("knotd"), ["-c", join(folder, "knot.conf")], { stdio: "ignore" });
    const knot = new Knot(port, host, folder, child);
    await knot.untilReady(zones.map(({ name }) => name));
    return knot;
  }

  /** `127.0.0.1:5300`, as resolvers are named. */
  get address(): string {
    return `${this.host}:${this.port}`;
  }

  /**
   * Replaces the records of one name and type, in one transaction; none removes them.
   * @param owner relative to the zone; `@` is the zone itself.
   */
  async replace(zone: string, owner: string, type: string, data: readonly string[], ttl = 60): Promise<void> {
    await this.control("zone-begin", zone);
    await this.control("zone-unset", zone, owner, type).catch((error: unknown) => {
      if (!saysThatNoneWasThere(error)) throw error;
    });
    for (const one of data) await this.control("zone-set", zone, owner, String(ttl), type, one);
    await this.control("zone-commit", zone);
  }

  /** Runs one command of knotc. */
  async control(...command: string[]): Promise<string> {
    return (await run(tool("knotc"), ["-b", "-s", join(this.folder, "knot.sock"), ...command])).stdout;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill();
      await once(this.child, "exit");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async untilReady(zones: readonly string[]): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const said = await Promise.all(zones.map((zone) => this.control("zone-status", zone, "+serial").catch(() => "")));
      if (said.every((text) => /serial: \d/.test(text))) return;
      if (Date.now() > deadline || this.child.exitCode !== null) {
        await this.stop();
        throw new Error(`knotd does not serve ${zones.join(", ")}: ${said.join(" ")}`);
      }
      await new Promise((next) => setTimeout(next, 50));
    }
  }
}

/** knotc writes its errors to the standard output. Structural: jest's errors are of another realm. */
function saysThatNoneWasThere(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "stdout" in error &&
    /no such (node|record) in zone/.test(String(error.stdout))
  );
}

/**
 * A port that is free for UDP and TCP, below those that the system gives to who asks: Knot shares its port with others that
 * would share (SO_REUSEPORT), and dig would then now and then ask itself.
 */
async function quietPort(host: string): Promise<number> {
  for (let tried = 0; tried < 100; tried++) {
    const port = randomInt(20_000, 30_000);
    if ((await isFreeForTcp(port, host)) && (await isFreeForUdp(port, host))) return port;
  }
  throw new Error("no port to be had");
}

function isFreeForTcp(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => socket.close(() => resolve(false)));
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

function configuration(folder: string, host: string, port: number, zones: readonly KnotZone[]): string {
  return `server:
    rundir: "${folder}"
    listen: ${host}@${port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
control:
    listen: "${join(folder, "knot.sock")}"
log:
  - target: stderr
    any: error
database:
    storage: "${join(folder, "db")}"
template:
  - id: default
    storage: "${join(folder, "zones")}"
    semantic-checks: off
    zonefile-sync: -1
    journal-content: changes
zone:
${zones.map(({ name }) => `  - domain: "${name}"\n    file: "${zoneFile(folder, name)}"`).join("\n")}
`;
}

/** RFC 2317 has zones with a slash in their names. */
function zoneFile(folder: string, zone: string): string {
  return join(folder, "zones", `${zone.replaceAll("/", "_")}.zone`);
}

function zoneText({ name, records, servers = ["ns.example.com."] }: KnotZone): string {
  return `$ORIGIN ${name}.
$TTL 60
@ SOA ns.example.com. hostmaster.example.com. 1 3600 600 86400 60
${servers.map((server) => `@ NS ${server}`).join("\n")}
${records.join("\n")}
`;
}
