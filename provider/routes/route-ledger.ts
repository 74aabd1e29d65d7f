import { formatPrefix, type Prefix } from "../../lease/prefix";

/** A route that a lease announces: always with one origin. */
export interface LeaseRoute {
  readonly prefix: Prefix;
  readonly origin: number;
}

/**
 * What became of routes in this run of the plugin, which lives as long as one operation of the engine. It is how a
 * withdrawal is known where no announcer can be asked, and how announcements that a ROA request does not name are.
 */
export class RouteLedger {
  readonly #announced = new Map<string, { readonly leaseId: string; readonly route: LeaseRoute }>();
  readonly #withdrawn = new Set<string>();

  /** A route is announced, or about to be. */
  announce(leaseId: string, route: LeaseRoute): void {
    this.#announced.set(routeName(route), { leaseId, route });
    this.#withdrawn.delete(routeName(route));
  }

  /** A route was withdrawn, and nobody has announced it since. */
  withdraw(route: LeaseRoute): void {
    this.#announced.delete(routeName(route));
    this.#withdrawn.add(routeName(route));
  }

  isWithdrawn(route: LeaseRoute): boolean {
    return this.#withdrawn.has(routeName(route));
  }

  /** Routes of a lease that this run knows to be announced. */
  announcedOf(leaseId: string): LeaseRoute[] {
    return [...this.#announced.values()].filter((one) => one.leaseId === leaseId).map(({ route }) => route);
  }
}

/** A route in words: `203.0.113.0/24 from AS64496`. Two routes share it only if they are the same. */
export function routeName({ prefix, origin }: LeaseRoute): string {
  return `${formatPrefix(prefix)} from AS${origin}`;
}
