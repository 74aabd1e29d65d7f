import { formatPrefix } from "../../lease/prefix";
import { AnnounceError } from "./announce-error";
import type { AnnouncedPrefix, AnnouncementState, Announcer } from "./announcer";
import { type AnnouncerOptions, converge, type NextStep, type Pace } from "./converge";
import { GobgpCommand } from "./gobgp-command";

/**
 * The lessee's own announcement: a route in the table of a GoBGP daemon, which tells its neighbours of it by its own
 * policies. Routes that the daemon learned from others are neither touched nor taken for its own.
 */
export class GobgpAnnouncer implements Announcer {
  readonly name = "lessee";
  private readonly gobgp: GobgpCommand;

  /** @param setting See GobgpCommand. */
  constructor(
    setting: string,
    private readonly options: AnnouncerOptions = {},
  ) {
    this.gobgp = new GobgpCommand(setting, options.timeoutMs);
  }

  async advertise({ prefix, origin }: AnnouncedPrefix, signal: AbortSignal): Promise<void> {
    const text = formatPrefix(prefix);
    const look = async (asked: number): Promise<NextStep> => {
      const own = await this.gobgp.ownAsn(signal);
      if (own !== origin) throw otherAsn(text, origin, own);
      const origins = await this.gobgp.ownPaths(prefix, signal);
      return origins.some((found) => found === null || found === origin)
        ? { kind: "done" }
        : step(asked, "not in its table");
    };
    const act = () => this.gobgp.add(prefix, signal);
    await converge(
      { what: `advertising ${text} from AS${origin} by gobgp`, look, act, pace: AT_ONCE },
      signal,
      this.options.pause,
    );
  }

  async withdraw({ prefix }: AnnouncedPrefix, signal: AbortSignal): Promise<void> {
    const text = formatPrefix(prefix);
    const look = async (asked: number): Promise<NextStep> =>
      (await this.gobgp.ownPaths(prefix, signal)).length === 0 ? { kind: "done" } : step(asked, "in its table");
    const act = () => this.gobgp.remove(prefix, signal);
    await converge({ what: `withdrawing ${text} by gobgp`, look, act, pace: AT_ONCE }, signal, this.options.pause);
  }

  async status({ prefix }: AnnouncedPrefix, signal?: AbortSignal): Promise<AnnouncementState> {
    const origins = await this.gobgp.ownPaths(prefix, signal);
    const [first] = origins;
    if (first === undefined) return { advertised: false, state: "not-in-table" };
    const origin = first ?? (await this.gobgp.ownAsn(signal));
    const unheard = (await this.gobgp.sessions(signal)) === 0;
    return {
      advertised: true,
      state: "in-table",
      ...(origin === 0 ? {} : { origin }),
      ...(unheard ? { note: "no BGP session of the daemon is up: nobody hears it now" } : {}),
    };
  }
}

const AT_ONCE: Pace = { looks: [100, 1_000], afterActing: 100 };

/** A daemon changes its table at once; one that does not after being asked twice never will. */
function step(asked: number, state: string): NextStep {
  if (asked < 2) return { kind: "act", state };
  const message = `the GoBGP daemon took the request ${asked} times and the route is still ${state}; look at its log and policies`;
  return { kind: "fail", error: new AnnounceError("refused", message) };
}

function otherAsn(prefix: string, origin: number, own: number): AnnounceError {
  return new AnnounceError(
    "not-ready",
    `the GoBGP daemon speaks for AS${own}, so ${prefix} would come from there and not from AS${origin}; give origin: ${own} ` +
      "with a ROA for it, or set leasehold:gobgp to the daemon of that AS",
  );
}
