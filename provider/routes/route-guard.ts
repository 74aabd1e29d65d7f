import { formatRoa, sameRoa } from "../../lease/rpki/roa";
import { isHarmed, type RouteEffect, routesUnder, simulateChange } from "../../lease/rpki/roa-removal";
import type { Vrp } from "../../lease/rpki/vrp";
import type { AnnouncerName } from "../announcers/announcer";
import type { Operation } from "../resource-handler";
import { settingPlace } from "../settings";
import { type LeaseRoute, routeName } from "./route-ledger";
import { withdrawnRoutes } from "./withdrawn-routes";

/** What is said of the routes of a lease. */
export interface RouteClaims {
  readonly leaseId: string;
  /** Routes that the request says are announced. */
  readonly announces: readonly LeaseRoute[];
  /** Who announces them, where the request says so: it may be asked. */
  readonly announcedBy: AnnouncerName | undefined;
}

/** A ROA that is to go, and what is known of the routes that may need it. */
export interface Removal extends RouteClaims {
  readonly roa: Vrp;
  /** What takes its place in the same step. @default nothing */
  readonly add?: readonly Vrp[];
  /** What the publisher publishes now; undefined where it cannot be asked. */
  readonly published: readonly Vrp[] | undefined;
}

/** A removal that would harm a route that is still announced. Nothing was removed. */
export class RouteGuardError extends Error {
  override readonly name = "RouteGuardError";
}

/**
 * Stands before every removal of a ROA: validates each route under it that is still announced, or may be, with and without
 * the ROA, by the payloads that relying parties see and by what the publisher itself publishes. Who is asked to revoke
 * by hand is only warned, unless the payloads prove that a route would turn Invalid.
 *
 * @throws RouteGuardError naming each route, and the ROA that stays and makes it Invalid.
 */
export async function guardRemoval(removal: Removal, operation: Operation): Promise<void> {
  const { roa, published } = removal;
  if (published !== undefined && !published.some((other) => sameRoa(other, roa))) return;
  const routes = await stillAnnounced(routesUnder(roa, claimedRoutes(removal, operation)), removal, operation);
  if (routes.length === 0) return;
  const seen = await operation.services.seen();
  const covering = seen.vrps === undefined ? [] : routes.flatMap(({ prefix }) => seen.vrps.index.covering(prefix));
  const vrps = [...(published ?? [roa]), ...covering];
  const harmed = simulateChange({ vrps, change: { add: removal.add ?? [], remove: [roa] }, routes }).filter(isHarmed);
  if (harmed.length === 0) return;
  const message = describe(roa, harmed, seen.vrps === undefined ? seen.reason : undefined);
  if (published === undefined && !harmed.some(({ after }) => after.state === "invalid")) {
    operation.log("warning", message);
    return;
  }
  throw new RouteGuardError(`${message} Nothing was revoked. ${WAY_OUT}`);
}

const WAY_OUT =
  "Withdraw the route first: delete its Advertisement, or set advertised: false on it, or publish another ROA that allows " +
  `it. If nobody announces it any more, take it out of announces and run pulumi up, or name it in ${settingPlace("withdrawn")}, ` +
  'such as "203.0.113.0/24 AS64496".';

/** Every route that the request or this run says is announced, once each. */
export function claimedRoutes({ announces, leaseId }: RouteClaims, { ledger }: Operation): LeaseRoute[] {
  const named = new Map([...announces, ...ledger.announcedOf(leaseId)].map((route) => [routeName(route), route]));
  return [...named.values()];
}

/** The routes without those that are known to be withdrawn. Where nobody can tell, a route counts as announced. */
export async function stillAnnounced(
  routes: readonly LeaseRoute[],
  claims: RouteClaims,
  operation: Operation,
): Promise<LeaseRoute[]> {
  const { ledger, services } = operation;
  const declared = new Set(withdrawnRoutes(services.settings.withdrawn).map(routeName));
  const left = routes.filter((route) => !ledger.isWithdrawn(route) && !declared.has(routeName(route)));
  const answers = await Promise.all(left.map(async (route) => await isWithdrawnByAnnouncer(route, claims, operation)));
  return left.filter((_, at) => !answers[at]);
}

async function isWithdrawnByAnnouncer(
  { prefix, origin }: LeaseRoute,
  { announcedBy, leaseId }: RouteClaims,
  { services, log }: Operation,
): Promise<boolean> {
  if (announcedBy === undefined) return false;
  try {
    const { advertised } = await services.announcer(announcedBy).status({ leaseId, prefix, origin });
    return advertised === false;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log("info", `whether ${routeName({ prefix, origin })} is still announced is unknown: ${error.message}`);
    return false;
  }
}

function describe(roa: Vrp, harmed: readonly RouteEffect[], unseen: string | undefined): string {
  const effects = harmed.map(({ route, after }) => {
    const name = routeName({ prefix: route.prefix, origin: route.origin ?? 0 });
    if (after.state === "not-found") return `${name} would be left without any ROA`;
    return `${name} would turn Invalid, since ${after.covering.map(formatRoa).join(" and ")} stays`;
  });
  const rest = unseen === undefined ? "" : ` What else relying parties see is unknown: ${unseen}.`;
  return `The ROA ${formatRoa(roa)} is still needed: ${effects.join("; ")} (RFC 6907, section 7.2.2).${rest}`;
}
