import { execFile } from "node:child_process";
import { z } from "zod";
import { formatPrefix, type Prefix } from "../../lease/prefix";
import { cleanText } from "../http/clean-text";
import { parseJson } from "../parse-json";
import { AnnounceError } from "./announce-error";
import { AS_SEQUENCE, type GobgpAttributes, gobgpPath, gobgpTableSchema } from "./gobgp-table";

/** Bytes of output: the paths of one prefix, or the list of neighbours. */
const SIZE_LIMIT = 10_000_000;
const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9][A-Za-z0-9.-]*)):(\d{1,5})$/;

const globalSchema = z.object({ asn: z.int() });

const ESTABLISHED = 6;
const neighborsSchema = z.array(z.object({ state: z.object({ session_state: z.int().optional() }).optional() }));

/** Whether a setting names a daemon, `HOST:PORT`, rather than a file. */
export function isDaemonAddress(setting: string): boolean {
  return ADDRESS.test(setting);
}

/** The command-line client of a GoBGP daemon (3.x), which speaks its gRPC API. */
export class GobgpCommand {
  private readonly file: string;
  private readonly connection: readonly string[];

  /** @param setting `HOST:PORT` of the daemon's API, or the path of a `gobgp` that knows its daemon. */
  constructor(
    setting: string,
    private readonly timeoutMs = 30_000,
  ) {
    const [, v6, host, port] = ADDRESS.exec(setting) ?? [];
    this.file = port === undefined ? setting : "gobgp";
    this.connection = port === undefined ? [] : ["-u", (v6 ?? host) as string, "-p", port];
  }

  /** The daemon's own AS: what it puts at the end of the path of a route of its own. */
  async ownAsn(signal?: AbortSignal): Promise<number> {
    return (await this.read(["global", "-j"], globalSchema, signal)).asn;
  }

  /** Origins of the daemon's own paths for exactly this prefix; null for a path that gets the daemon's AS alone. */
  async ownPaths(prefix: Prefix, signal?: AbortSignal): Promise<(number | null)[]> {
    const table = await this.read(
      ["global", "rib", formatPrefix(prefix), ...family(prefix), "-j"],
      gobgpTableSchema,
      signal,
    );
    const paths = table[formatPrefix(prefix)] ?? [];
    return paths.filter((path) => path["neighbor-ip"] === undefined).map(({ attrs }) => origin(attrs));
  }

  /** How many neighbours have a session with the daemon. */
  async sessions(signal?: AbortSignal): Promise<number> {
    const neighbors = await this.read(["neighbor", "-j"], neighborsSchema, signal);
    return neighbors.filter(({ state }) => state?.session_state === ESTABLISHED).length;
  }

  /** The table's paths for a prefix and all that lies in it, as the command prints them. */
  async pathsWithin(prefix: Prefix, signal?: AbortSignal): Promise<string> {
    return await this.run(["global", "rib", formatPrefix(prefix), "longer-prefixes", ...family(prefix), "-j"], signal);
  }

  async add(prefix: Prefix, signal: AbortSignal): Promise<void> {
    await this.run(["global", "rib", "add", formatPrefix(prefix), ...family(prefix)], signal);
  }

  async remove(prefix: Prefix, signal: AbortSignal): Promise<void> {
    await this.run(["global", "rib", "del", formatPrefix(prefix), ...family(prefix)], signal);
  }

  private async read<T>(args: readonly string[], shape: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
    const parsed = shape.safeParse(parseJson(await this.run(args, signal)));
    if (parsed.success) return parsed.data;
    throw new AnnounceError(
      "unreachable",
      `gobgp ${args.join(" ")} answered with something else than its JSON; leasehold knows GoBGP 3.x: check the command`,
    );
  }

  /** No shell: arguments go as they are, and of the environment only where programs lie. */
  private run(args: readonly string[], signal?: AbortSignal): Promise<string> {
    const options = {
      encoding: "utf8",
      timeout: this.timeoutMs,
      maxBuffer: SIZE_LIMIT,
      killSignal: "SIGKILL",
      env: { PATH: process.env.PATH },
      signal,
    } as const;
    return new Promise((resolve, reject) => {
      execFile(this.file, [...this.connection, ...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(this.failure(args, error, `${stdout} ${stderr}`));
      });
    });
  }

  private failure(args: readonly string[], error: Error & { killed?: boolean; code?: unknown }, said: string) {
    const call = `gobgp ${args.join(" ")}`;
    if (error.code === "ENOENT" || error.code === "EACCES")
      return new AnnounceError(
        "settings",
        `${this.file} cannot be run; install gobgp, or set leasehold:gobgp to its path`,
      );
    const why = error.killed || error.code === "ABORT_ERR" ? "was stopped without an answer" : "failed";
    const fix = "nothing is known of the route now; check leasehold:gobgp and whether the daemon runs";
    const words = cleanText(said, 200);
    return new AnnounceError("unreachable", `${call} ${why}${words === "" ? "" : ` (${words})`}; ${fix}`);
  }
}

function family({ family: version }: Prefix): string[] {
  return ["-a", version === 4 ? "ipv4" : "ipv6"];
}

/**
 * The AS at the end of the path; null where the path is empty, so that the daemon's own will be; 0 where it ends in a
 * set, which is no origin (RFC 6811 §2).
 */
function origin(attrs: GobgpAttributes): number | null {
  const segments = gobgpPath(attrs);
  if (segments === undefined) return 0;
  const last = segments.at(-1);
  if (last === undefined) return null;
  return last.segment_type === AS_SEQUENCE ? (last.asns?.at(-1) ?? null) : 0;
}
