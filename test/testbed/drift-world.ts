import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import type { Report } from "../../reports/report";
import { Gobgp } from "./announcers/gobgp";
import { Engine } from "./engine";
import { Knot } from "./knot";
import { Krill } from "./krill";
import { Moto } from "./moto";
import { Rbldnsd } from "./rbldnsd";
import { RelyingParty, type SeenVrp } from "./relying-party";
import { TOOLS } from "./tools";

const ROOT = resolve(__dirname, "../..");
const PROGRAM = join(ROOT, "test/programs/drift");
const COMMAND = join(ROOT, "dist/cli/main.js");

export const PREFIX = "203.0.113.0/24";
export const REVERSE = "113.0.203.in-addr.arpa";
export const BLOCKLIST = "zen.spamhaus.org";

/** Every part of the testbed that a drift run looks at. */
export const DRIFT_PARTS = [
  "pulumi",
  "moto_server",
  "knotd",
  "knotc",
  "rbldnsd",
  "krill",
  "krillc",
  "rsync",
  "rpki-client",
  "gobgpd",
  "gobgp",
] as const;

interface Part {
  stop(): Promise<void>;
}

interface DeployedResource {
  readonly type: string;
  readonly id: string;
  readonly urn: string;
}

/** What a drift run said. */
export interface DriftAnswer {
  readonly code: number;
  readonly report: Report;
  readonly stderr: string;
}

/**
 * The program of test/programs/drift, deployed by the real engine onto the real parts: addresses and gateways on moto, its
 * ROA at Krill as rpki-client sees it, its route in gobgpd, its names in Knot, and a blocklist in rbldnsd. Tests tamper
 * with each through its own interface.
 */
export class DriftWorld {
  private constructor(
    readonly moto: Moto,
    readonly krill: Krill,
    readonly relyingParty: RelyingParty,
    readonly gobgp: Gobgp,
    readonly knot: Knot,
    readonly blocklists: Rbldnsd,
    /** What `pulumi stack export` wrote. */
    private state: readonly DeployedResource[],
    private readonly folder: string,
    private readonly started: readonly Part[],
  ) {}

  static async start(): Promise<DriftWorld> {
    const started: Part[] = [];
    const begun = async <T extends Part>(part: Promise<T>): Promise<T> => {
      started.unshift(await part);
      return part;
    };
    try {
      const moto = await begun(Moto.start());
      const gobgp = await begun(Gobgp.start(64496));
      const krill = await begun(Krill.start());
      await krill.addAuthority("lessee", { ipv4: PREFIX });
      // Somebody else's: without any payloads a validator counts as one that did not run.
      await krill.addAuthority("other", { ipv4: "198.51.100.0/24" });
      await krill.change("other", { add: ["198.51.100.0/24 => 64498"] });
      const relyingParty = await begun(krill.locator().then((locator) => new RelyingParty(locator)));
      await relyingParty.validate();
      relyingParty.watch();
      const folder = mkdtempSync(join(tmpdir(), "leasehold-drift-"));
      started.push({ stop: async () => rmSync(folder, { recursive: true, force: true }) });
      const knot = await begun(
        Knot.start([
          { name: REVERSE, records: ["1 PTR web.example.com.", "64 PTR email.example.com."] },
          { name: "example.com", records: ["ns A 127.0.0.1", "web A 203.0.113.1", "email A 203.0.113.64"] },
        ]),
      );
      const blocklists = await begun(Rbldnsd.start([BLOCKLIST]));
      const state = await deploy({
        ...moto.environment,
        ...krill.environment("lessee"),
        LEASEHOLD_VRPS: relyingParty.file,
        LEASEHOLD_GOBGP: gobgp.address,
      });
      writeFileSync(join(folder, "state.json"), JSON.stringify(state.exported));
      const world = new DriftWorld(
        moto,
        krill,
        relyingParty,
        gobgp,
        knot,
        blocklists,
        state.resources,
        folder,
        started,
      );
      world.writeSettings();
      return world;
    } catch (error) {
      for (const part of started) await part.stop();
      throw error;
    }
  }

  /** Where the lists of networks are that a test changes. */
  get dropList(): string {
    return join(this.folder, "drop.json");
  }

  /** The physical id of a resource, by type and the end of its URN. */
  id(type: string, name: string): string {
    const found = this.state.find((one) => one.type === type && one.urn.endsWith(`::${name}`));
    if (found === undefined) throw new Error(`the stack has no ${type} ${name}`);
    return found.id;
  }

  /** What was made anew has a new id. */
  replaceId(old: string, id: string): void {
    this.state = this.state.map((one) => (one.id === old ? { ...one, id } : one));
    const file = join(this.folder, "state.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(old, id));
  }

  /** Until the validator, which looks again and again, sees the payloads as a test wants them. */
  async untilSeen(wanted: (seen: readonly SeenVrp[]) => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!wanted(this.relyingParty.seen())) {
      if (Date.now() > deadline) throw new Error("the validator does not see the change after half a minute");
      await new Promise((next) => setTimeout(next, 200));
    }
  }

  /** `leasehold drift` as a person or a schedule runs it. */
  drift(...further: string[]): Promise<DriftAnswer> {
    const args = ["drift", "state.json", "--as-of", "2026-11-20", "--base", "none", "--store", "drift.db"];
    const env = {
      PATH: `${join(TOOLS, "bin")}:${process.env.PATH}`,
      HOME: this.folder,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      ...this.moto.environment,
    };
    return new Promise((done, failed) => {
      const options = { cwd: this.folder, env, maxBuffer: 50_000_000, timeout: 120_000 };
      const command = [COMMAND, ...args, "--format", "json", ...further];
      execFile(process.execPath, command, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code !== "number" || !stdout.startsWith("{")) failed(new Error(`drift said: ${stdout}${stderr}`));
        else done({ code, report: JSON.parse(stdout) as Report, stderr });
      });
    });
  }

  async stop(): Promise<void> {
    for (const part of this.started) await part.stop();
  }

  private writeSettings(): void {
    writeDropList(this.dropList, []);
    const drift = {
      // moto answers none of the other services.
      aws: { services: ["ec2", "events", "iam"] },
      dns: { resolvers: [this.knot.address], nameServerPort: this.knot.port, perSecond: 10_000 },
      rpki: { vrps: this.relyingParty.file },
      bgp: { gobgp: { source: this.gobgp.address } },
      reputation: {
        engines: ["spamhaus-zen", "spamhaus-drop"],
        resolvers: [this.blocklists.address],
        files: { "spamhaus-drop": this.dropList },
        perSecond: 10_000,
      },
    };
    writeFileSync(join(this.folder, "leasehold.yaml"), stringify({ drift }));
  }
}

/** What a list holds besides: one with hardly an entry counts as broken. */
const OTHERS = Array.from({ length: 200 }, (_, at) => `198.51.100.${at}/32`);

/** A list of hijacked networks as Spamhaus writes DROP: a line for each, and one about the list at the end. */
export function writeDropList(file: string, further: readonly string[]): void {
  const networks = [...OTHERS, ...further];
  const lines: object[] = networks.map((cidr) => ({ cidr, sblid: "SBL1", rir: "ripencc" }));
  lines.push({ type: "metadata", timestamp: Math.floor(Date.now() / 1000), size: 1, records: networks.length });
  writeFileSync(file, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
}

/** `pulumi up`, and what the stack's export holds then. */
async function deploy(environment: Readonly<Record<string, string>>) {
  const engine = new Engine();
  try {
    const project = engine.project(PROGRAM, { env: environment });
    const run = await project.up();
    if (run.code !== 0) throw new Error(run.output);
    const exported = await project.exportState();
    return { exported, resources: (exported.deployment.resources ?? []) as DeployedResource[] };
  } finally {
    engine.dispose();
  }
}
