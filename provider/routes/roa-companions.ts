import { formatRoa, sameRoa } from "../../lease/rpki/roa";
import { simulateChange } from "../../lease/rpki/roa-removal";
import { VrpIndex, validateRoute } from "../../lease/rpki/route-origin";
import type { Vrp } from "../../lease/rpki/vrp";
import type { Operation } from "../resource-handler";
import { claimedRoutes, type RouteClaims, stillAnnounced } from "./route-guard";
import { type LeaseRoute, routeName } from "./route-ledger";

/** How often, and how many times, to look whether another request of the same run asks for what is missing; milliseconds. */
const PAUSE = 100;
const LOOKS = 20;

/**
 * What has to be published in one step with a ROA. A first ROA makes every route under it Invalid that has none of its own
 * yet, so that two origins of one prefix, or a longer prefix of another origin, have no safe order one by one: their ROAs are
 * published at once, where this run asks for them too. The engine asks for independent resources side by side, so a moment's
 * wait is enough; without harm there is none. What nobody asks for is told, and does not stop the step: a request names
 * all origins of its lease, and whether they announce already is often known to nobody.
 *
 * @param published What the registry publishes now; undefined where a person is asked, with a request for each ROA.
 * @param asked What this run asks the same registry for, this ROA included.
 * @returns The ROA first, then its companions.
 */
export async function publishTogether(
  request: RouteClaims & { readonly roa: Vrp },
  published: readonly Vrp[] | undefined,
  asked: ReadonlySet<Vrp>,
  operation: Operation,
): Promise<Vrp[]> {
  const { services, log } = operation;
  const { roa } = request;
  if (published === undefined || published.some((other) => sameRoa(other, roa))) return [roa];
  const seen = await services.seen();
  const claimed = claimedRoutes(request, operation);
  const covering = claimed.flatMap(({ prefix }) => seen.vrps?.index.covering(prefix) ?? []);
  const vrps = [...published, ...covering];
  if (turnedInvalid(vrps, [roa], claimed).length === 0) return [roa];
  const routes = await stillAnnounced(claimed, request, operation);
  let step = withCompanions(vrps, roa, asked, routes);
  for (let look = 1; look < LOOKS && step.harmed.length > 0; look += 1) {
    await services.outside.wait(PAUSE, services.cancelled);
    step = withCompanions(vrps, roa, asked, routes);
  }
  const [, ...companions] = step.add;
  if (companions.length > 0) {
    const names = companions.map(formatRoa).join(" and ");
    log(
      "info",
      `${formatRoa(roa)} is published in one step with ${names}: alone it would make announced routes Invalid`,
    );
  }
  if (step.harmed.length > 0) log("warning", describe(roa, step.harmed));
  return step.add;
}

/** The ROA with every asked one that a route needs which would turn Invalid, and the routes that turn Invalid in any case. */
function withCompanions(vrps: readonly Vrp[], roa: Vrp, asked: ReadonlySet<Vrp>, routes: readonly LeaseRoute[]) {
  const add = [roa];
  for (;;) {
    const harmed = turnedInvalid(vrps, add, routes);
    const needed = [...asked].find((one) => !add.some((other) => sameRoa(one, other)) && harmed.some(isValidBy(one)));
    if (needed === undefined) return { add, harmed };
    add.push(needed);
  }
}

function isValidBy(roa: Vrp): (route: LeaseRoute) => boolean {
  const index = new VrpIndex([roa]);
  return (route) => validateRoute(route, index).state === "valid";
}

function turnedInvalid(vrps: readonly Vrp[], add: readonly Vrp[], routes: readonly LeaseRoute[]): LeaseRoute[] {
  const effects = simulateChange({ vrps, change: { add, remove: [] }, routes });
  return routes.filter((_, at) => effects[at]?.before.state === "not-found" && effects[at].after.state === "invalid");
}

function describe(roa: Vrp, harmed: readonly LeaseRoute[]): string {
  const names = harmed.map(routeName).join(" and ");
  return (
    `${formatRoa(roa)} makes ${names} Invalid where it is announced already, since it has no ROA of its own (RFC 6811, ` +
    "section 2): publish one for it too, in the same deployment"
  );
}
