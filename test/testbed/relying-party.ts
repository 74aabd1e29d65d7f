import { execFile, execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { tool } from "./tools";

/** A payload as rpki-client writes it. */
export interface SeenVrp {
  readonly asn: number;
  readonly prefix: string;
  readonly maxLength: number;
}

/** A real RPKI validator, rpki-client, under one trust anchor: what everybody else on the internet would see. */
export class RelyingParty {
  private readonly folder = mkdtempSync(join(tmpdir(), "leasehold-relying-party-"));
  private readonly locator = join(this.folder, "test.tal");
  private readonly cache = join(this.folder, "cache");
  private readonly out = join(this.folder, "out");
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(locator: string) {
    for (const folder of [this.cache, this.out]) mkdirSync(folder);
    writeFileSync(this.locator, locator);
    if (process.getuid?.() === 0) this.giveAway();
  }

  /** The file that the last run wrote. */
  get file(): string {
    return join(this.out, "json");
  }

  /** Fetches and validates everything anew, by rsync. @returns the payloads, sorted as the validator does */
  async validate(): Promise<SeenVrp[]> {
    await promisify(execFile)(tool("rpki-client"), ["-R", "-j", "-t", this.locator, "-d", this.cache, this.out]);
    return this.seen();
  }

  /**
   * Validates until that many payloads are seen, or for half a minute: a CA writes its repository a moment after it answers,
   * and rsync takes a file that was changed twice in one second for the same. @returns what was seen last
   */
  async validateUntil(count: number): Promise<SeenVrp[]> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const seen = await this.validate();
      if (seen.length === count || Date.now() > deadline) return seen;
      await new Promise((next) => setTimeout(next, 500));
    }
  }

  /** What the last run saw. */
  seen(): SeenVrp[] {
    return (JSON.parse(readFileSync(this.file, "utf8")) as { roas: SeenVrp[] }).roas;
  }

  /** Validates again and again, as a validator in service does, until `stop`. */
  watch(): void {
    this.running ??= (async () => {
      while (!this.stopped) {
        await this.validate();
        await new Promise((next) => setTimeout(next, 500));
      }
    })();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Started by root, rpki-client works as a user of its own, who must be able to write. */
  private giveAway(): void {
    const uid = Number(execFileSync("id", ["-u", "_rpki-client"], { encoding: "utf8" }));
    chownSync(this.folder, uid, -1);
    for (const folder of [this.cache, this.out]) chownSync(folder, uid, -1);
  }
}
