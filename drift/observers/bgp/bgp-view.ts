import type { Prefix } from "../../../lease/prefix";
import type { ObserveLimits } from "../../observer";
import type { DeclaredAnnouncements, DeclaredRoute } from "./declared-announcements";

/** A route as one view of the routing table shows it. */
export interface Sighting {
  readonly prefix: Prefix;
  /** null: an AS_SET; undefined: the view's own AS, which it does not name. */
  readonly origin: number | null | undefined;
  /** ASes that hand it on for its origin; absent where the view does not say. */
  readonly upstreams?: readonly number[];
  /** Share of the view's peers that see it, 0 to 1; absent where the view has none. */
  readonly visibility?: number | { readonly unknown: string };
}

/** What a view could not be asked of a lease. */
export interface Blindness {
  readonly lease: string;
  readonly reason: string;
}

export interface Viewed {
  readonly sightings: readonly Sighting[];
  readonly blind: readonly Blindness[];
}

/** One view of the routing table. It never throws for what the other side does: that is `blind`. */
export interface BgpView {
  /** The field of a route that says how this view sees it. */
  readonly name: "gobgp" | "ripestat";
  /** Share of the peers that must see a declared route. */
  readonly leastVisibility: number;
  /** Whether a declared route must show here. */
  expects(route: DeclaredRoute): boolean;
  /** Looks at everything in the leases, declared or not. */
  look(leases: readonly DeclaredAnnouncements[], limits: ObserveLimits): Promise<Viewed>;
}
