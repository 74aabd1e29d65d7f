import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./moto";
import { RsyncServer } from "./rsync-server";
import { tool } from "./tools";

const run = promisify(execFile);

/** What a certificate authority of the testbed may sign for; lists separated by commas, as krillc reads them. */
export interface Holdings {
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly asn?: string;
}

/** A ROA as Krill lists it. */
export interface KrillRoa {
  readonly asn: number;
  readonly prefix: string;
  readonly max_length?: number;
}

/**
 * A real Krill on loopback: a trust anchor of its own (`testbed`), and under it the authorities that a test asks for.
 * Its certificates and ROAs are served by rsync, so that a real validator reads them. Nothing leaves the machine: the
 * daily look at routing tables is off.
 */
export class Krill {
  readonly token = "krill-token-of-the-tests";

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly child: ChildProcess,
    private readonly rsync: RsyncServer,
  ) {}

  static async start(): Promise<Krill> {
    const folder = mkdtempSync(join(tmpdir(), "leasehold-krill-"));
    const [port, rsyncPort] = [await freePort(), await freePort()];
    await writeCertificate(join(folder, "data", "ssl"));
    writeFileSync(join(folder, "krill.conf"), configuration(folder, port, rsyncPort));
    const child = spawn(tool("krill"), ["-c", join(folder, "krill.conf")], {
      // Without it Krill refuses addresses on localhost.
      env: { ...process.env, KRILL_TEST: "1", KRILL_ADMIN_TOKEN: "krill-token-of-the-tests" },
      stdio: "ignore",
    });
    const modules = { repo: join(folder, "data", "repo", "rsync", "current"), ta: join(folder, "ta") };
    mkdirSync(modules.ta);
    const krill = new Krill(folder, port, child, await RsyncServer.start(rsyncPort, modules, folder));
    await krill.untilReady();
    return krill;
  }

  /** Base URL of the REST interface. */
  get url(): string {
    return `https://localhost:${this.port}`;
  }

  /** Certificate that Krill serves https with, for NODE_EXTRA_CA_CERTS. */
  get certificate(): string {
    return join(this.folder, "data", "ssl", "cert.pem");
  }

  /** What the provider's environment needs to publish as one of the authorities. */
  environment(authority: string): Record<string, string> {
    return {
      LEASEHOLD_KRILL_URL: this.url,
      LEASEHOLD_KRILL_CA: authority,
      LEASEHOLD_KRILL_TOKEN: this.token,
      NODE_EXTRA_CA_CERTS: this.certificate,
    };
  }

  /** Where a validator starts: the trust anchor's locator (RFC 8630), by rsync alone. */
  async locator(): Promise<string> {
    const text = await (await this.get("ta/ta.tal")).text();
    return text
      .split("\n")
      .filter((line) => !line.startsWith("https:"))
      .join("\n");
  }

  /** A new authority under the testbed's. Answers once its certificate is there. */
  async addAuthority(name: string, holdings: Holdings): Promise<void> {
    const file = (part: string) => join(this.folder, `${name}-${part}.xml`);
    const keep = async (part: string, args: readonly string[]) => writeFileSync(file(part), await this.krillc(args));
    await this.krillc(["add", "--ca", name]);
    await keep("publisher", ["repo", "request", "--ca", name]);
    await keep("repository", ["pubserver", "publishers", "add", "--request", file("publisher"), "--publisher", name]);
    await this.krillc(["repo", "configure", "--ca", name, "--response", file("repository")]);
    await keep("child", ["parents", "request", "--ca", name]);
    const held = Object.entries(holdings).flatMap(([kind, list]) => [`--${kind}`, list as string]);
    const child = ["children", "add", "--ca", "testbed", "--child", name, "--request", file("child"), ...held];
    await keep("parent", child);
    await this.krillc(["parents", "add", "--ca", name, "--parent", "testbed", "--response", file("parent")]);
    await this.krillc(["bulk", "refresh"]);
    await this.until(async () => (await this.krillc(["show", "--ca", name])).includes("State: active"), name);
  }

  /** The ROAs that an authority publishes, by prefix and AS: Krill lists them in no order. */
  async roas(authority: string): Promise<KrillRoa[]> {
    const text = await this.krillc(["--format", "json", "roas", "list", "--ca", authority]);
    const inWords = ({ prefix, asn }: KrillRoa) => `${prefix} ${asn}`;
    return (JSON.parse(text) as KrillRoa[]).sort((a, b) => inWords(a).localeCompare(inWords(b)));
  }

  /** Changes ROAs behind everybody's back, in krillc's notation: `192.0.2.0/24 => 64496`. */
  async change(authority: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }): Promise<void> {
    const edits = [...add.flatMap((roa) => ["--add", roa]), ...remove.flatMap((roa) => ["--remove", roa])];
    await this.krillc(["roas", "update", "--ca", authority, ...edits]);
  }

  async stop(): Promise<void> {
    await this.rsync.stop();
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    await this.until(async () => {
      if (this.child.exitCode !== null)
        throw new Error("krill ended; run it by hand with the configuration of this file");
      const answer = await this.get("ta/ta.cer").catch(() => undefined);
      if (answer?.ok !== true) return false;
      writeFileSync(join(this.folder, "ta", "ta.cer"), Buffer.from(await answer.arrayBuffer()));
      return true;
    }, "krill");
  }

  private async until(done: () => Promise<boolean>, what: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await done())) {
      if (Date.now() > deadline) throw new Error(`${what} is not ready after a minute`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  /** By curl, which takes a certificate for one request; Node takes them for a whole process. */
  private async get(path: string): Promise<Response> {
    const args = ["--silent", "--fail", "--cacert", this.certificate, `${this.url}/${path}`];
    const { stdout } = await run("curl", args, { encoding: "buffer" });
    return new Response(new Uint8Array(stdout));
  }

  private async krillc(args: readonly string[]): Promise<string> {
    const env = { ...process.env, KRILL_CLI_SERVER: `${this.url}/`, KRILL_CLI_TOKEN: this.token };
    const { stdout } = await run(tool("krillc"), [...args], { env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }
}

/** A certificate for localhost: the one that Krill makes for itself names no host, and a client rightly refuses it. */
async function writeCertificate(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files, ...names]);
}

function configuration(folder: string, port: number, rsyncPort: number): string {
  const [https, rsync] = [`https://localhost:${port}/`, `rsync://localhost:${rsyncPort}/`];
  return `
storage_uri = "${folder}/data"
log_type = "file"
log_file = "${folder}/krill.log"
ip = "127.0.0.1"
port = ${port}
service_uri = "${https}"
https_mode = "existing"
bgp_riswhois_enabled = false
unix_socket_enabled = false

[testbed]
rrdp_base_uri = "${https}rrdp/"
rsync_jail = "${rsync}repo/"
ta_uri = "${https}ta/ta.cer"
ta_aia = "${rsync}ta/ta.cer"
`;
}
