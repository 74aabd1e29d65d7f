import { formatPrefix } from "../../lease/prefix";
import { AnnounceError } from "./announce-error";
import type { AnnouncedPrefix, AnnouncementState, Announcer } from "./announcer";
import type { AnnouncerSettings } from "./announcer-settings";
import { CloudflareApi } from "./cloudflare-api";
import { type CloudflareView, cloudflareState, stepToAdvertise, stepToWithdraw } from "./cloudflare-prefix";
import { type AnnouncerOptions, converge, type NextStep } from "./converge";

/**
 * Prefixes brought to Cloudflare (BYOIP), switched on demand. Withdrawing takes a quarter of an hour: that long Cloudflare
 * needs to take the route out of its network, and only then may a ROA go.
 */
export class CloudflareAnnouncer implements Announcer {
  readonly name = "cloudflare";
  private readonly api: CloudflareApi;

  /** @throws AnnounceError (`settings`) where account or token is missing. */
  constructor(
    private readonly settings: AnnouncerSettings,
    private readonly options: AnnouncerOptions = {},
  ) {
    this.api = new CloudflareApi(settings, options);
  }

  async advertise(route: AnnouncedPrefix, signal: AbortSignal): Promise<void> {
    const what = `advertising ${formatPrefix(route.prefix)} from AS${route.origin} by cloudflare`;
    await this.change(what, route, true, (view) => stepToAdvertise(view, route.origin), signal);
  }

  async withdraw(route: AnnouncedPrefix, signal: AbortSignal): Promise<void> {
    await this.change(`withdrawing ${formatPrefix(route.prefix)} by cloudflare`, route, false, stepToWithdraw, signal);
  }

  async status({ prefix }: AnnouncedPrefix, signal?: AbortSignal): Promise<AnnouncementState> {
    const view = await this.api.view(prefix, signal);
    if (view !== undefined) return cloudflareState(view);
    return { advertised: undefined, state: "not-held", note: this.notHeld(formatPrefix(prefix)) };
  }

  private async change(
    what: string,
    { prefix }: AnnouncedPrefix,
    advertised: boolean,
    step: (view: CloudflareView) => NextStep,
    signal: AbortSignal,
  ): Promise<void> {
    let seen: CloudflareView;
    const look = async () => {
      const view = await this.api.view(prefix, signal);
      if (view === undefined) throw new AnnounceError("not-held", this.notHeld(formatPrefix(prefix)));
      seen = view;
      return step(view);
    };
    const act = async () => {
      const { range, bgp } = seen;
      if (bgp === undefined) await this.api.create(seen, signal);
      else await this.api.advertise(range.id, bgp.id, advertised, signal);
    };
    await converge({ what, look, act }, signal, this.options.pause);
  }

  /** Whether another account announces it, nobody can tell from here: so its absence proves nothing. */
  private notHeld(cidr: string): string {
    return (
      `the Cloudflare account ${this.settings.cloudflareAccount} holds no range with ${cidr}; set leasehold:cloudflareAccount ` +
      "and the token to the account that it was brought to"
    );
  }
}
