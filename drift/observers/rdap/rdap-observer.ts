import type { ViewedLease } from "../../../facts/lease-view";
import { formatPrefix } from "../../../lease/prefix";
import { reverseZones } from "../../../lease/reverse-name";
import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer, Unseen } from "../../observer";
import { paced } from "../../paced";
import { readNameServers, readNetwork } from "./rdap-answer";
import { RdapBootstrap } from "./rdap-bootstrap";
import { askRdap, RdapError } from "./rdap-client";
import { type RdapSettings, RIR_URLS } from "./rdap-settings";
import { expectedRegistration, holdsLease, seenRegistration } from "./registration";

/** Looks at how live leases are registered: holder and abuse contact as declared; status and delegation against the run before. */
export function createRdapObserver(settings: RdapSettings): Observer {
  return new RdapObserver(settings);
}

class RdapObserver implements Observer {
  readonly name = "rdap";
  readonly extra = "added";

  constructor(private readonly settings: RdapSettings) {}

  expect(declared: Declared): readonly DriftItem[] {
    return liveLeases(declared).map(expectedRegistration);
  }

  async observe(declared: Declared, { signal, progress }: ObserveLimits): Promise<Observation> {
    const { atOnce, perSecond, bootstrap } = this.settings;
    const leases = liveLeases(declared);
    const items: DriftItem[] = [];
    const unseen = new Map(leases.map((viewed) => [viewed.lease.id, "the run ended before its registry was asked"]));
    const blindZones: Unseen[] = [];
    const lookUp = new LookUp(this.settings, new RdapBootstrap(bootstrap, signal), signal);
    await paced(leases, { atOnce, perSecond, signal }, async (viewed) => {
      try {
        const seen = await lookUp.registration(viewed);
        items.push(seen.item);
        blindZones.push(...seen.unseen);
        unseen.delete(viewed.lease.id);
      } catch (error) {
        if (!(error instanceof RdapError)) throw error;
        unseen.set(viewed.lease.id, error.message);
      }
      progress?.(leases.length - unseen.size, leases.length);
    });
    return {
      items,
      unseen: [...[...unseen].map(([lease, reason]): Unseen => ({ reason, covers: { lease } })), ...blindZones],
      notObserved: leases.flatMap((viewed) => this.leftOut(viewed)),
    };
  }

  private leftOut({ lease, prefix }: ViewedLease): string[] {
    const rest = reverseZones(prefix).length - this.settings.reverseZones;
    return rest > 0 ? [`rdap: ${rest} reverse zones of ${lease.id} (drift.rdap.reverseZones)`] : [];
  }
}

/** Of a lease that is over the registration is somebody else's affair. */
function liveLeases({ leases }: Declared): ViewedLease[] {
  return leases.filter(({ live }) => live);
}

class LookUp {
  constructor(
    private readonly settings: RdapSettings,
    private readonly bootstrap: RdapBootstrap,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws RdapError */
  async registration(viewed: ViewedLease): Promise<{ item: DriftItem; unseen: Unseen[] }> {
    const base = await this.serviceOf(viewed);
    const prefix = formatPrefix(viewed.prefix);
    const answer = await this.ask(base, `ip/${prefix}`);
    if (answer === undefined) throw new RdapError(`${new URL(base).host} knows no network ${prefix}`);
    const network = readNetwork(answer);
    if (network === undefined || !holdsLease(network, viewed)) {
      throw new RdapError(`${new URL(base).host} answered with something else than the network of ${prefix}`);
    }
    const delegation: Record<string, readonly string[]> = {};
    const unseen: Unseen[] = [];
    for (const zone of reverseZones(viewed.prefix).slice(0, this.settings.reverseZones)) {
      const servers = await this.delegation(base, zone);
      if (typeof servers === "string") unseen.push({ reason: servers, covers: { type: "delegation", id: zone } });
      else delegation[zone] = servers;
    }
    return { item: seenRegistration(viewed, network, delegation), unseen };
  }

  /** A zone that the registry does not know is delegated to nobody. @returns a text that says why it is not known */
  private async delegation(base: string, zone: string): Promise<readonly string[] | string> {
    try {
      const answer = await this.ask(base, `domain/${zone}`);
      if (answer === undefined) return [];
      return readNameServers(answer, zone) ?? `${new URL(base).host} answered with something else than ${zone}`;
    } catch (error) {
      if (error instanceof RdapError) return error.message;
      throw error;
    }
  }

  private async serviceOf({ lease, prefix }: ViewedLease): Promise<string> {
    const { url } = this.settings;
    const rir = lease.lessor?.rir;
    const service = url ?? (rir === undefined ? await this.bootstrap.serviceOf(prefix) : RIR_URLS[rir]);
    if (!URL.canParse(service)) throw new RdapError("drift.rdap.url is no URL; write it as https://host/path/");
    return service.endsWith("/") ? service : `${service}/`;
  }

  private ask(base: string, path: string): Promise<string | undefined> {
    return askRdap(new URL(path, base).href, this.signal);
  }
}
