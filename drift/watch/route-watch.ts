import { formatPrefix, type Prefix } from "../../lease/prefix";
import type { Fields } from "../compare/compare";
import type { Difference } from "../compare/difference";
import type { Declared } from "../declared";
import { type DriftItem, itemKey } from "../drift-item";
import { originOf, upstreamOf } from "../observers/bgp/as-path";
import type { RisLiveSettings } from "../observers/bgp/bgp-settings";
import type { Sighting } from "../observers/bgp/bgp-view";
import {
  type DeclaredAnnouncements,
  type DeclaredRoute,
  declaredAnnouncements,
  isRoute,
  routeId,
} from "../observers/bgp/declared-announcements";
import { expectedRoute, SEEN } from "../observers/bgp/expected-routes";
import { asTexts, extraRoute, isExtraRoute, type Validation } from "../observers/bgp/extra-route";
import type { RisUpdate } from "./ris-message";

/** What a watch makes of what it hears. */
export interface WatchEvent {
  /** `over`: what was told is no longer so. */
  readonly kind: "drift" | "over";
  readonly difference: Difference;
}

/** More routes at a time than this are a flood: of the rest only the number is kept. */
const MOST_ROUTES = 10_000;
const MOST_PEERS = 5_000;
const VIEW = "risLive";

/** Something that may be told, and when it was. */
interface Told {
  readonly lease: DeclaredAnnouncements;
  /** Milliseconds. */
  toldAt?: number;
  /** It was told, and that it is no longer so was told too. */
  over: boolean;
}

interface Extra extends Told {
  readonly sighting: Sighting;
  /** Those that send it now. */
  readonly peers: Set<string>;
  readonly upstreams: Set<number>;
}

interface Expected extends Told {
  readonly route: DeclaredRoute;
  /** Those that withdrew it, and have not sent it again. */
  readonly gone: Set<string>;
  /** Milliseconds: since so many withdrew it that it counts. */
  goneSince?: number;
  /** Ways that were told. */
  readonly otherWays: Set<number>;
}

/**
 * What the updates of many peers say of the declared routes, kept between them: one event for each thing that happens,
 * however many peers tell of it. Its memory is bounded.
 */
export class RouteWatch {
  /** Routes that were not kept, since there were too many. */
  overflow = 0;
  readonly #byLease: ReadonlyMap<string, DeclaredAnnouncements>;
  readonly #expected = new Map<string, Expected[]>();
  /** By prefix, then by id. */
  readonly #extras = new Map<string, Map<string, Extra>>();
  #extraCount = 0;

  /**
   * @param validation asked for each route that is told
   * @param remembered `upstreams` of routes as the store has them: only what is not among them is another way
   */
  constructor(
    private readonly declared: Declared,
    private readonly settings: RisLiveSettings,
    private readonly validation: () => Validation,
    private readonly remembered: ReadonlyMap<string, Fields> = new Map(),
  ) {
    const all = declaredAnnouncements(declared);
    this.#byLease = new Map(all.map((one) => [one.viewed.lease.id, one]));
    for (const lease of all) {
      for (const route of lease.routes) {
        const key = formatPrefix(route.prefix);
        const one = { lease, route, gone: new Set<string>(), otherWays: new Set<number>(), over: true };
        this.#expected.set(key, [...(this.#expected.get(key) ?? []), one]);
      }
    }
  }

  /** Prefixes to hear about: those of leases that are not given back, and that say something of routing. */
  prefixes(): string[] {
    const watched = [...this.#byLease.values()].filter(
      ({ viewed, undeclared }) => viewed.lease.status !== "released" && !undeclared,
    );
    return [...new Set(watched.map(({ viewed }) => viewed.lease.prefix))];
  }

  /** @param now Milliseconds. */
  heard({ peer, announced, withdrawn }: RisUpdate, now: number): WatchEvent[] {
    return [
      ...withdrawn.flatMap((prefix) => this.#withdrawn(peer, prefix, undefined, now)),
      ...announced.flatMap(({ prefix, path }) => {
        const origin = originOf(path);
        if (origin === undefined) return [];
        const upstream = upstreamOf(path);
        const upstreams = typeof upstream === "number" ? [upstream] : [];
        // A peer has one path for a prefix: another origin takes the place of the one before.
        const replaced = this.#withdrawn(peer, prefix, origin, now);
        return [...replaced, ...this.#announced(peer, { prefix, origin, upstreams }, now)];
      }),
    ];
  }

  /** What has stood long enough to be told. To be called every second or so. */
  due(now: number): WatchEvent[] {
    const events: WatchEvent[] = [];
    const settled = now - this.settings.settleSeconds * 1000;
    for (const one of [...this.#expected.values()].flat()) {
      if (one.goneSince !== undefined && one.goneSince <= settled)
        events.push(...this.#tell(one, now, () => this.#removedOf(one)));
    }
    for (const [prefix, extras] of this.#extras) {
      for (const [id, extra] of extras) {
        if (extra.peers.size === 0 && this.#mayTell(extra, now)) this.#drop(prefix, id);
        else events.push(...this.#told(extra, now));
      }
    }
    return events;
  }

  /** After a gap nobody knows who sends what. */
  forget(): void {
    for (const extra of [...this.#extras.values()].flatMap((extras) => [...extras.values()])) {
      extra.peers.clear();
      // Whether it is over was not heard; it may be told again.
      extra.over = true;
    }
    for (const one of [...this.#expected.values()].flat()) {
      one.gone.clear();
      one.goneSince = undefined;
    }
  }

  #announced(peer: string, sighting: Sighting, now: number): WatchEvent[] {
    const lease = this.declared.context.view.leaseFor(sighting.prefix)?.lease.id;
    const of = lease === undefined ? undefined : this.#byLease.get(lease);
    if (of === undefined) return [];
    if (isExtraRoute(sighting, of)) return this.#extra(peer, sighting, of, now);
    return (this.#expected.get(formatPrefix(sighting.prefix)) ?? [])
      .filter(({ route }) => isRoute(route, sighting.prefix, sighting.origin))
      .flatMap((one) => [...this.#returned(one, peer), ...this.#otherWays(one, sighting)]);
  }

  #extra(peer: string, sighting: Sighting, lease: DeclaredAnnouncements, now: number): WatchEvent[] {
    const prefix = formatPrefix(sighting.prefix);
    const id = routeId(sighting.prefix, [sighting.origin]);
    const extras = this.#extras.get(prefix) ?? new Map<string, Extra>();
    let extra = extras.get(id);
    if (extra === undefined) {
      if (this.#extraCount >= MOST_ROUTES) {
        this.overflow++;
        return [];
      }
      extra = { lease, sighting, peers: new Set(), upstreams: new Set(), over: true };
      this.#extraCount++;
      this.#extras.set(prefix, extras.set(id, extra));
    }
    if (extra.peers.size < MOST_PEERS) extra.peers.add(peer);
    for (const upstream of sighting.upstreams ?? []) extra.upstreams.add(upstream);
    return this.#told(extra, now);
  }

  #told(extra: Extra, now: number): WatchEvent[] {
    return extra.peers.size < this.settings.leastPeers ? [] : this.#tell(extra, now, () => this.#added(extra));
  }

  /** A peer has the prefix no more, or from another origin. */
  #withdrawn(peer: string, prefix: Prefix, origin: number | null | undefined, now: number): WatchEvent[] {
    const key = formatPrefix(prefix);
    for (const one of this.#expected.get(key) ?? []) {
      if (origin !== undefined && isRoute(one.route, prefix, origin)) continue;
      if (one.gone.size < MOST_PEERS) one.gone.add(peer);
      if (one.gone.size >= this.settings.withdrawnPeers) one.goneSince ??= now;
    }
    const events: WatchEvent[] = [];
    for (const [id, extra] of this.#extras.get(key) ?? []) {
      const isSame = origin !== undefined && id === routeId(prefix, [origin]);
      if (isSame || !extra.peers.delete(peer) || extra.peers.size > 0) continue;
      if (extra.toldAt === undefined) this.#drop(key, id);
      else events.push(...this.#end(extra, () => this.#added(extra)));
    }
    return events;
  }

  #returned(one: Expected, peer: string): WatchEvent[] {
    one.gone.delete(peer);
    if (one.gone.size < this.settings.withdrawnPeers) one.goneSince = undefined;
    // Half of those that it took: what stands at the limit is neither told nor taken back at every update.
    return one.gone.size * 2 > this.settings.withdrawnPeers ? [] : this.#end(one, () => this.#removedOf(one));
  }

  #otherWays(one: Expected, { upstreams = [] }: Sighting): WatchEvent[] {
    const key = itemKey({ observer: "bgp", type: "route", id: one.route.id });
    const before = this.remembered.get(key)?.upstreams;
    if (!Array.isArray(before)) return [];
    const fresh = upstreams.filter((asn) => !before.includes(`AS${asn}`) && !one.otherWays.has(asn));
    if (fresh.length === 0) return [];
    for (const asn of fresh) one.otherWays.add(asn);
    const change = { field: "upstreams", old: before, new: [...before, ...asTexts(fresh)], remembered: true } as const;
    const item = this.#itemOf(one);
    return [{ kind: "drift", difference: { change: "changed", status: "violation", item, changes: [change] } }];
  }

  #tell(one: Told, now: number, difference: () => Difference): WatchEvent[] {
    if (!this.#mayTell(one, now)) return [];
    one.toldAt = now;
    one.over = false;
    return [{ kind: "drift", difference: difference() }];
  }

  #end(one: Told, difference: () => Difference): WatchEvent[] {
    if (one.over) return [];
    one.over = true;
    return [{ kind: "over", difference: difference() }];
  }

  /** What comes and goes is told once in so many minutes. */
  #mayTell({ toldAt, over }: Told, now: number): boolean {
    return toldAt === undefined || (over && now - toldAt >= this.settings.againMinutes * 60_000);
  }

  #added({ sighting, upstreams, lease }: Extra): Difference {
    const seen = { ...sighting, upstreams: [...upstreams] };
    const item = extraRoute(seen, [VIEW], lease, this.declared, this.validation());
    const changes = Object.entries(item.fields).map(([field, value]) => ({ field, old: null, new: value }));
    return { change: "added", status: "violation", item, changes };
  }

  #removedOf(one: Expected): Difference {
    const changes = [{ field: VIEW, old: SEEN, new: null }];
    return { change: "removed", status: "violation", item: this.#itemOf(one), changes };
  }

  #itemOf({ route, lease }: Expected): DriftItem {
    return expectedRoute(route, lease.viewed.lease.id, this.declared, { [VIEW]: SEEN });
  }

  #drop(prefix: string, id: string): void {
    const extras = this.#extras.get(prefix);
    if (!extras?.delete(id)) return;
    this.#extraCount--;
    if (extras.size === 0) this.#extras.delete(prefix);
  }
}
