import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../moto";
import { tool } from "../tools";

/** A real GoBGP daemon whose API listens on a loopback port of its own; it opens no BGP port and has no neighbour. */
export class Gobgp {
  private constructor(
    private readonly daemon: ChildProcess,
    private readonly folder: string,
    /** `HOST:PORT` of the API. */
    readonly address: string,
  ) {}

  static async start(asn: number): Promise<Gobgp> {
    const folder = mkdtempSync(join(tmpdir(), "leasehold-gobgpd-"));
    const config = { global: { config: { as: asn, "router-id": "192.0.2.1", port: -1 } } };
    writeFileSync(join(folder, "gobgpd.json"), JSON.stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    const options = ["-f", join(folder, "gobgpd.json"), "-t", "json", "--api-hosts", address, "--pprof-disable"];
    const daemon = spawn(tool("gobgpd"), options, { stdio: "ignore" });
    const gobgp = new Gobgp(daemon, folder, address);
    await gobgp.ready();
    return gobgp;
  }

  /** What the daemon's own command prints. */
  async command(...args: string[]): Promise<string> {
    const [host, port] = this.address.split(":") as [string, string];
    return (await promisify(execFile)(tool("gobgp"), ["-u", host, "-p", port, ...args])).stdout;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.daemon.once("exit", resolve));
    this.daemon.kill();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        if ((await this.command("global", "-j")).includes('"asn"')) return;
      } catch (error) {
        if (tries === 50) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
