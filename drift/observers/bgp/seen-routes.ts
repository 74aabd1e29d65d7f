import { AddressSet } from "../../../lease/address-set";
import type { Route } from "../../../lease/rpki/route-origin";
import { attribute, type Declared } from "../../declared";
import type { DriftItem, FieldValue, UnknownValue } from "../../drift-item";
import type { Unseen } from "../../observer";
import type { BgpView, Sighting, Viewed } from "./bgp-view";
import {
  type DeclaredAnnouncements,
  type DeclaredRoute,
  declaredAnnouncements,
  isPart,
  isRoute,
  routeId,
} from "./declared-announcements";
import { routeName, SEEN } from "./expected-routes";
import { asTexts, extraRoute, isExtraRoute, type Validation, validityOf } from "./extra-route";

/** What one view showed. */
export interface ViewedBy extends Viewed {
  readonly view: BgpView;
}

/** Compares nothing: says of each route of the leases how it is seen, and of each that nothing declares that it is there. */
export function seenRoutes(
  declared: Declared,
  views: readonly ViewedBy[],
  validation: Validation,
): { items: DriftItem[]; unseen: Unseen[] } {
  const byLease = sightingsByLease(declared, views);
  const items = declaredAnnouncements(declared).flatMap((one) => {
    const sightings = byLease.get(one.viewed.lease.id) ?? [];
    const own = new LeaseRoutes(one, declared, views, sightings, validation);
    return [...own.expected(), ...own.extras()];
  });
  const unseen = views.flatMap(({ blind }) => blind.map(({ lease, reason }) => ({ reason, covers: { lease } })));
  return { items, unseen };
}

type SeenBy = Sighting & { readonly view: BgpView };

/** Space that several leases hold is the affair of the longest live one. */
function sightingsByLease({ context }: Declared, views: readonly ViewedBy[]): Map<string, SeenBy[]> {
  const byLease = new Map<string, SeenBy[]>();
  for (const { view, sightings } of views) {
    for (const sighting of sightings) {
      const lease = context.view.leaseFor(sighting.prefix)?.lease.id;
      if (lease === undefined) continue;
      const list = byLease.get(lease) ?? [];
      if (list.length === 0) byLease.set(lease, list);
      list.push({ ...sighting, view });
    }
  }
  return byLease;
}

class LeaseRoutes {
  constructor(
    private readonly of: DeclaredAnnouncements,
    private readonly declared: Declared,
    private readonly views: readonly ViewedBy[],
    private readonly sightings: readonly SeenBy[],
    private readonly validation: Validation,
  ) {}

  /** The declared routes, as far as a view sees them or could not look. */
  expected(): DriftItem[] {
    return this.of.routes.flatMap((route) => {
      const looking = this.views.filter(({ view }) => view.expects(route));
      const fields: Record<string, FieldValue> = {};
      for (const one of looking) fields[one.view.name] = this.seenBy(one, route);
      const values = Object.values(fields);
      const isSeen = looking.length > 0 && this.sightings.some(({ prefix, origin }) => isRoute(route, prefix, origin));
      // Seen by none, and all looked: it is gone. Where none could look, what is unseen covers it.
      const isTold = values.every((value) => value === NOT_SEEN) || looking.every((one) => this.isBlind(one));
      if (!isSeen && isTold) return [];
      const validity = this.validity({ prefix: route.prefix, origin: this.originOf(route) });
      if (validity !== undefined) fields.validity = validity;
      const { lease } = this.of.viewed;
      const { segment } = attribute(this.declared, route.prefix);
      const remembered = this.remembered(route);
      return [{ ...NAMES, id: route.id, name: routeName(route), lease: lease.id, segment, fields, ...remembered }];
    });
  }

  /** What nothing declares. */
  extras(): DriftItem[] {
    const found = new Map<string, { sighting: Sighting; views: string[] }>();
    for (const sighting of this.sightings) {
      const { prefix, origin, view } = sighting;
      if (!isExtraRoute(sighting, this.of)) continue;
      const id = routeId(prefix, [origin]);
      const entry = found.get(id) ?? { sighting, views: [] };
      if (!entry.views.includes(view.name)) entry.views.push(view.name);
      found.set(id, entry);
    }
    return [...found.values()].map(({ sighting, views }) => this.extra(sighting, views));
  }

  private extra(sighting: Sighting, views: readonly string[]): DriftItem {
    return extraRoute(sighting, views, this.of, this.declared, this.validation);
  }

  private seenBy({ view, blind }: ViewedBy, route: DeclaredRoute): FieldValue {
    const { lease } = this.of.viewed;
    const own = this.sightings.filter((one) => one.view === view);
    const exact = own.filter(({ prefix, origin }) => isRoute(route, prefix, origin));
    if (exact.length === 0) {
      const parts = own.filter(({ prefix, origin }) => isPart(route, prefix, origin)).map(({ prefix }) => prefix);
      if (AddressSet.of(parts).containsPrefix(route.prefix)) return SEEN;
      const failed = blind.find((one) => one.lease === lease.id);
      return failed === undefined ? NOT_SEEN : { unknown: failed.reason };
    }
    if (exact.every(({ origin }) => origin === undefined)) return OWN_UNKNOWN;
    const visibilities = exact.map(({ visibility = 1 }) => visibility);
    const shares = visibilities.filter((visibility) => typeof visibility === "number");
    if (shares.length === 0) return visibilities.find((visibility) => typeof visibility === "object") ?? SEEN;
    const widest = Math.max(...shares);
    return widest >= view.leastVisibility ? SEEN : `announced, and seen by ${Math.floor(widest * 100)} % of the peers`;
  }

  private isBlind({ blind }: ViewedBy): boolean {
    return blind.some(({ lease }) => lease === this.of.viewed.lease.id);
  }

  private originOf(route: DeclaredRoute): number | null {
    const seen = this.sightings.find(({ prefix, origin }) => origin !== undefined && isRoute(route, prefix, origin));
    return seen?.origin ?? route.origins[0] ?? null;
  }

  private remembered(route: DeclaredRoute): Pick<DriftItem, "remembered"> {
    const exact = this.sightings.filter(({ prefix, origin }) => isRoute(route, prefix, origin));
    const upstreams = exact.flatMap((one) => one.upstreams ?? []);
    const origins = exact.flatMap(({ origin }) => (typeof origin === "number" ? [origin] : []));
    const remembered = {
      ...(exact.some((one) => one.upstreams !== undefined) && { upstreams: asTexts(upstreams) }),
      ...(route.origins.length > 1 && origins.length > 0 && { origins: asTexts(origins) }),
    };
    return Object.keys(remembered).length > 0 ? { remembered } : {};
  }

  private validity(route: Route): FieldValue | undefined {
    return validityOf(route, this.validation);
  }
}

const NAMES = { observer: "bgp", type: "route" } as const;
const NOT_SEEN = "not announced";
const OWN_UNKNOWN: UnknownValue = {
  unknown: "its origin is the daemon's own AS, which a file does not say: set drift.bgp.gobgp.asn",
};
