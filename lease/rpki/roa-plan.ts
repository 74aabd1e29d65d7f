import { groupBy } from "../group-by";
import type { Lease } from "../lease";
import { contains, formatPrefix, fullLength, type Prefix } from "../prefix";
import { originsOf } from "./lease-origins";
import { diffRoas, type RoaPayload, sameRoa } from "./roa";
import { isHarmed, type RouteEffect, simulateChange } from "./roa-removal";
import type { Route, RouteState } from "./route-origin";

/** A lease and what is known of its routes and ROAs. */
export interface RoaSituation {
  readonly lease: Lease;
  readonly prefix: Prefix;
  /** Neither released nor past its term: what is not live needs no ROA. */
  readonly live: boolean;
  /** What is announced of it or to be, each prefix with each origin. An origin that the lease does not declare gets no ROA. */
  readonly routes: readonly Route[];
  /** Whether the routes are known one by one; otherwise they are the lease as a whole, which may be announced in parts. */
  readonly routesKnown: boolean;
  /** Every payload that shares an address with the lease, whoever published it; absent where nobody could look. */
  readonly published?: readonly RoaPayload[];
}

/** What the plan does to one route. */
export interface PlannedRoute {
  readonly route: Route;
  /** Absent where it is not known what is published. */
  readonly before?: RouteState;
  readonly after: RouteState;
}

/** One step; the next is due when this one is done and seen by relying parties. The ROAs of a step belong together. */
export type RoaStep =
  | { readonly action: "publish" | "revoke"; readonly roas: readonly RoaPayload[] }
  | { readonly action: "announce" | "withdraw"; readonly route: Route };

/** A change that must not be made: it would make some announced route invalid, or take away its only match. */
export interface RefusedChange {
  readonly action: "publish" | "revoke";
  readonly roa: RoaPayload;
  readonly effects: readonly RouteEffect[];
}

export interface RoaPlan {
  /** The fewest ROAs that make all routes valid and allow nothing else (RFC 9319 §5). */
  readonly wanted: readonly RoaPayload[];
  readonly publish: readonly RoaPayload[];
  readonly revoke: readonly RoaPayload[];
  readonly refused: readonly RefusedChange[];
  readonly routes: readonly PlannedRoute[];
  /** In order: publish, the longest prefixes first, before announce; withdraw before revoke. */
  readonly steps: readonly RoaStep[];
}

/**
 * The ROAs that a lease needs: for each announced prefix and origin one that allows this prefix alone; AS0 where nobody
 * announces it (RFC 6483 §4); none where the lease is over. Where the routes are not known one by one, the lease's own
 * prefix down to the longest that is announced.
 */
export function wantedRoas({ lease, prefix, live, routes, routesKnown }: RoaSituation): RoaPayload[] {
  const { routing } = lease;
  if (!live || routing === undefined) return [];
  if (routing.announcedBy === "none") return [{ prefix, asn: 0, maxLength: prefix.length }];
  const origins = originsOf(lease, true);
  const longest = routesKnown ? 0 : Math.min(routing.longestAnnounced ?? 0, fullLength(prefix.family));
  const all = routes.flatMap(({ prefix: announced, origin }): RoaPayload[] =>
    origin === null || origin === 0 || !origins.includes(origin)
      ? []
      : [{ prefix: announced, asn: origin, maxLength: Math.max(announced.length, longest) }],
  );
  return diffRoas([], all).add;
}

/**
 * Plans the way from what is published to what is wanted. Only what lies in the lease is revoked: a ROA for a larger prefix
 * is its lessor's. A ROA is never revoked while a route that stays announced needs it (RFC 6907 §7.2.2: under somebody's
 * covering ROA it would turn invalid, not merely not found); routes of a lease that is over are withdrawn first.
 */
export function planRoas(situation: RoaSituation): RoaPlan {
  const { prefix, published, routes } = situation;
  const wanted = wantedRoas(situation);
  const own = (published ?? []).filter((roa) => contains(prefix, roa.prefix));
  const { add, remove } = published === undefined ? { add: wanted, remove: [] } : diffRoas(own, wanted);
  const vrps = published ?? [];
  // Of a lease that is over nothing is to stay announced.
  const refused = refusedChanges(vrps, { add, remove }, situation.live ? routes : []);
  const isRefused = new Set(refused.map(({ roa }) => roa));
  const publish = add.filter((roa) => !isRefused.has(roa));
  const revoke = remove.filter((roa) => !isRefused.has(roa));
  const effects = simulateChange({ vrps, change: { add: publish, remove: revoke }, routes });
  const planned = effects.map(({ route, before, after }): PlannedRoute => {
    const known = published === undefined ? {} : { before: before.state };
    return { route, ...known, after: after.state };
  });
  return { wanted, publish, revoke, refused, routes: planned, steps: stepsOf(publish, revoke, planned, situation) };
}

interface Change {
  readonly add: readonly RoaPayload[];
  readonly remove: readonly RoaPayload[];
}

function refusedChanges(vrps: readonly RoaPayload[], change: Change, routes: readonly Route[]): RefusedChange[] {
  const harmed = simulateChange({ vrps, change, routes }).filter(isHarmed);
  const because = (action: RefusedChange["action"], roas: readonly RoaPayload[], needs: Needs): RefusedChange[] =>
    roas.flatMap((roa) => {
      const effects = harmed.filter((effect) => needs(effect, roa));
      return effects.length === 0 ? [] : [{ action, roa, effects }];
    });
  return [
    // Nothing covered the route before: what covers it now made it invalid.
    ...because("publish", change.add, ({ route, before }, { prefix }) => {
      return before.state === "not-found" && contains(prefix, route.prefix);
    }),
    ...because("revoke", change.remove, ({ before }, roa) => before.matched.some((match) => sameRoa(match, roa))),
  ];
}

type Needs = (effect: RouteEffect, roa: RoaPayload) => boolean;

function stepsOf(
  publish: readonly RoaPayload[],
  revoke: readonly RoaPayload[],
  routes: readonly PlannedRoute[],
  { live }: RoaSituation,
): RoaStep[] {
  const going = live ? [] : routes.filter(({ before }) => before === "valid");
  const coming = live ? routes.filter(({ before, after }) => before !== "valid" && after === "valid") : [];
  return [
    ...inOrder(publish).map((roas) => ({ action: "publish", roas }) as const),
    ...coming.map(({ route }) => ({ action: "announce", route }) as const),
    ...going.map(({ route }) => ({ action: "withdraw", route }) as const),
    ...(revoke.length > 0 ? [{ action: "revoke", roas: revoke } as const] : []),
  ];
}

/**
 * ROAs as they are to be published. Those of longer prefixes come first, since a ROA covers every route below it and makes
 * those invalid that have none yet; for the same reason those of one prefix go together.
 */
function inOrder(publish: readonly RoaPayload[]): RoaPayload[][] {
  const longestFirst = [...publish].sort((a, b) => b.prefix.length - a.prefix.length);
  return [...groupBy(longestFirst, ({ prefix }) => formatPrefix(prefix)).values()];
}
