import { readFile, stat } from "node:fs/promises";
import { formatPrefix, type Prefix } from "../../../lease/prefix";
import { PrefixIndex } from "../../../lease/prefix-index";
import { AnnounceError } from "../../../provider/announcers/announce-error";
import { GobgpCommand, isDaemonAddress } from "../../../provider/announcers/gobgp-command";
import { errorCode } from "../../../register/error-code";
import type { ObserveLimits } from "../../observer";
import { paced } from "../../paced";
import { originOf, upstreamOf } from "./as-path";
import type { GobgpSettings } from "./bgp-settings";
import type { BgpView, Blindness, Sighting, Viewed } from "./bgp-view";
import type { DeclaredAnnouncements, DeclaredRoute } from "./declared-announcements";
import { type RibPath, readGobgpRib } from "./gobgp-rib";

const AT_ONCE = 4;
const COMMAND_MS = 20_000;
/** Bytes: a whole table of the internet, printed. */
const LARGEST_FILE = 512 * 1024 * 1024;
/** How far the clock of who wrote a file may be ahead. */
const CLOCKS_APART_MS = 300_000;

/** The table of a GoBGP daemon: what it announces itself, and what its neighbours send it. */
export class GobgpView implements BgpView {
  readonly name = "gobgp";
  /** A table has a route or has it not. */
  readonly leastVisibility = 0;

  constructor(private readonly settings: GobgpSettings) {}

  expects({ by }: DeclaredRoute): boolean {
    return this.settings.fullTable || by === "lessee";
  }

  async look(leases: readonly DeclaredAnnouncements[], limits: ObserveLimits): Promise<Viewed> {
    const { source } = this.settings;
    return isDaemonAddress(source) ? await this.ask(source, leases, limits) : await this.read(source, leases, limits);
  }

  private async ask(source: string, leases: readonly DeclaredAnnouncements[], limits: ObserveLimits): Promise<Viewed> {
    const { signal, progress } = limits;
    const command = new GobgpCommand(source, COMMAND_MS);
    const sightings: Sighting[] = [];
    const blind = new Map(leases.map(({ viewed }) => [viewed.lease.id, "GoBGP was not asked before the run ended"]));
    try {
      const asn = await command.ownAsn(signal);
      await paced(leases, { atOnce: AT_ONCE, signal }, async ({ viewed: { lease, prefix } }) => {
        const outcome = await pathsWithin(command, prefix, signal);
        if (typeof outcome === "string") blind.set(lease.id, outcome);
        else {
          blind.delete(lease.id);
          sightings.push(...sightingsOf(outcome, asn));
        }
        progress?.(leases.length - blind.size, leases.length);
      });
    } catch (error) {
      if (!(error instanceof AnnounceError)) throw error;
      for (const id of blind.keys()) blind.set(id, error.message);
    }
    return { sightings, blind: [...blind].map(([lease, reason]) => ({ lease, reason })) };
  }

  private async read(path: string, leases: readonly DeclaredAnnouncements[], { now }: ObserveLimits): Promise<Viewed> {
    const paths = await readRibFile(path, now, this.settings.maxAgeMinutes);
    if (typeof paths === "string") return { sightings: [], blind: blindness(leases, `GoBGP's table ${path} ${paths}`) };
    const blocks = new PrefixIndex(leases.map(({ viewed }) => [viewed.prefix, viewed] as const));
    const within = paths.filter(({ prefix }) => blocks.covering(prefix).length > 0);
    return { sightings: sightingsOf(within, this.settings.asn), blind: withoutFamily(leases, paths, path) };
  }
}

async function pathsWithin(command: GobgpCommand, prefix: Prefix, signal: AbortSignal): Promise<RibPath[] | string> {
  try {
    const paths = readGobgpRib(await command.pathsWithin(prefix, signal));
    if (paths !== undefined) return paths;
    return `gobgp answered with something else than its table for ${formatPrefix(prefix)}; leasehold knows GoBGP 3.x`;
  } catch (error) {
    if (error instanceof AnnounceError) return error.message;
    throw error;
  }
}

/** @returns why not, in words that follow the file's name */
async function readRibFile(path: string, now: Date, maxAgeMinutes: number): Promise<RibPath[] | string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return "is no file";
    if (found.size > LARGEST_FILE) return `has ${found.size} bytes; at most ${LARGEST_FILE} are read`;
    if (found.mtimeMs - now.getTime() > CLOCKS_APART_MS)
      return `was written at ${found.mtime.toISOString().slice(0, 16)}Z, which is still to come: nobody can tell how old it is`;
    if (now.getTime() - found.mtimeMs > maxAgeMinutes * 60_000)
      return `was written at ${found.mtime.toISOString().slice(0, 16)}Z, more than ${maxAgeMinutes} minutes ago: print it again`;
    return (
      readGobgpRib(await readFile(path, "utf8")) ??
      "is not what `gobgp global rib -j` of GoBGP 3.x prints, or not whole"
    );
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return code === "ENOENT" ? "does not exist; check the path" : `cannot be read (${code})`;
  }
}

function blindness(leases: readonly DeclaredAnnouncements[], reason: string): Blindness[] {
  return leases.map(({ viewed }) => ({ lease: viewed.lease.id, reason }));
}

/** One table is of one family, and an empty one of none: it says nothing of leases in another. */
function withoutFamily(leases: readonly DeclaredAnnouncements[], paths: readonly RibPath[], path: string): Blindness[] {
  const families = new Set(paths.map(({ prefix }) => prefix.family));
  return leases
    .filter(({ viewed }) => !families.has(viewed.prefix.family))
    .map(({ viewed: { lease, prefix } }) => {
      const family = `ipv${prefix.family}`;
      const reason = `GoBGP's table ${path} holds no IPv${prefix.family} route at all: print it by gobgp global rib -a ${family} -j, or name the daemon`;
      return { lease: lease.id, reason };
    });
}

/** @param own The daemon's AS; undefined where nobody says it. */
function sightingsOf(paths: readonly RibPath[], own: number | undefined): Sighting[] {
  return paths.map(({ prefix, path }) => {
    const upstream = upstreamOf(path);
    const origin = path.length === 0 ? own : originOf(path);
    return { prefix, origin, upstreams: typeof upstream === "number" ? [upstream] : [] };
  });
}
