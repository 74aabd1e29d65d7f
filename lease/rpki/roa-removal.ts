import { contains } from "../prefix";
import { type RoaPayload, sameRoa } from "./roa";
import { type Route, type RouteValidity, VrpIndex, validateRoute } from "./route-origin";

/** What a change of ROAs does to one route. */
export interface RouteEffect {
  readonly route: Route;
  readonly before: RouteValidity;
  readonly after: RouteValidity;
}

/** A change of what is published, and the routes it may touch. */
export interface SimulatedChange {
  /** Every payload that is known to cover one of the routes, whoever published it; repeats are free. */
  readonly vrps: Iterable<RoaPayload>;
  /** Removals go first: what is both removed and added stays. */
  readonly change: { readonly add: Iterable<RoaPayload>; readonly remove: Iterable<RoaPayload> };
  readonly routes: Iterable<Route>;
}

/**
 * Validates every route (RFC 6811 §2) as the payloads are and as the change leaves them. A removal takes away every payload
 * that says the same: whether somebody else publishes an equal ROA cannot be told from payloads, and relying on it would
 * be a guess.
 *
 * @returns One effect for each route, in order.
 */
export function simulateChange({ vrps, change, routes }: SimulatedChange): RouteEffect[] {
  const now = [...vrps];
  const removed = [...change.remove];
  const left = now.filter((vrp) => !removed.some((gone) => sameRoa(gone, vrp)));
  const before = new VrpIndex(now);
  const after = new VrpIndex([...left, ...change.add]);
  return Array.from(routes, (route) => ({
    route,
    before: validateRoute(route, before),
    after: validateRoute(route, after),
  }));
}

/**
 * Whether a change harms a route: it turns Invalid (RFC 6907 §7.2.2, where somebody's covering ROA stays), or loses its
 * last match. A route that is Invalid already is not the change's doing.
 */
export function isHarmed({ before, after }: RouteEffect): boolean {
  return before.state !== "invalid" && after.state !== before.state && after.state !== "valid";
}

/** The routes that a ROA says something about: those inside its prefix. No other verdict depends on it. */
export function routesUnder<T extends Route>(roa: RoaPayload, routes: Iterable<T>): T[] {
  return [...routes].filter(({ prefix }) => contains(roa.prefix, prefix));
}
