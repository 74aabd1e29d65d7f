import type { Resource } from "../graph/resource";
import { contains, formatPrefix, type Prefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import { originsOf } from "../lease/rpki/lease-origins";
import { type Vrp, VrpIndex, validateRoute } from "../lease/rpki/route-origin";
import type { FactContext } from "./context";
import type { RevocationFact } from "./fact";
import { isAnnounced } from "./lease-view";
import type { Plan } from "./plan";
import { unknownPath } from "./references";
import { type Advertisement, payloadsOf, type RoaRequest, Routes } from "./routes";
import { ROA_REQUEST } from "./types";

const MOST_ROUTES = 8;

/** One fact for every ROA that a step deletes, or replaces or updates with one that allows less. */
export function revocationFacts(plan: Plan, after: FactContext, before: FactContext): RevocationFact[] {
  const routes = new Routes(before);
  const now = new Map(new Routes(after).requests.map((request) => [request.resource.urn, request]));
  const was = [...plan.before.values()].filter(({ type }) => type === ROA_REQUEST);
  if (was.length === 0) return [];
  const earlier = new Routes({ ...before, resources: [...was, ...keep(before.resources, was)] });
  const sources = {
    plan,
    context: before,
    was: indexRequests(earlier.requests),
    is: indexRequests(routes.requests),
    seen: new PrefixIndex((before.vrps ?? []).map((vrp) => [vrp.prefix, vrp] as const)),
    advertised: new PrefixIndex(
      routes.advertisements.flatMap((one) =>
        one.prefix.value === undefined ? [] : [[one.prefix.value, one] as const],
      ),
    ),
    hidden: routes.advertisements.filter(({ prefix }) => prefix.value === undefined),
    leases: new Set(routes.advertisements.map(({ lease }) => lease)),
  };
  return earlier.requests
    .filter(({ resource }) => plan.before.has(resource.urn))
    .flatMap((request): RevocationFact[] => {
      const [payload] = payloadsOf(request);
      const kept = now.get(request.resource.urn);
      if (payload === undefined || (kept !== undefined && allowsAsMuch(payload, kept))) return [];
      const here = before.references.resource(request.resource.urn) ?? request.resource;
      return [factOf(here, request, payload, kept, sources)];
    });
}

function indexRequests(requests: readonly RoaRequest[]): PrefixIndex<RoaRequest> {
  return new PrefixIndex(
    requests.flatMap((request) =>
      request.prefix.value === undefined ? [] : [[request.prefix.value, request] as const],
    ),
  );
}

interface Sources {
  readonly plan: Plan;
  readonly context: FactContext;
  /** ROAs as they were. */
  readonly was: PrefixIndex<RoaRequest>;
  /** ROAs as they are to be, with those that the plan deletes. */
  readonly is: PrefixIndex<RoaRequest>;
  readonly seen: PrefixIndex<Vrp>;
  readonly advertised: PrefixIndex<Advertisement>;
  /** Advertisements of a prefix that nobody knows yet. */
  readonly hidden: readonly Advertisement[];
  /** Leases with advertisements in view. */
  readonly leases: ReadonlySet<string | null>;
}

function factOf(
  step: Resource,
  request: RoaRequest,
  payload: Vrp,
  kept: RoaRequest | undefined,
  sources: Sources,
): RevocationFact {
  const { plan, was, is, seen } = sources;
  const observed = seen.overlapping(payload.prefix).map(([, vrp]) => vrp);
  const before = new VrpIndex([...was.overlapping(payload.prefix).flatMap(([, one]) => payloadsOf(one)), ...observed]);
  const left = is
    .overlapping(payload.prefix)
    .map(([, one]) => one)
    .filter(({ resource }) => resource.urn !== request.resource.urn && plan.isThereAfter(step, resource));
  const after = new VrpIndex([
    ...[...left, ...(kept === undefined ? [] : [kept])].flatMap(payloadsOf),
    ...observed.filter((vrp) => !isSame(vrp, payload)),
  ]);
  const announced = announcedAfter(step, request, payload.prefix, sources);
  const broken = announced.routes.filter(({ prefix, origin }) => {
    const state = validateRoute({ prefix, origin }, before).state;
    return state !== "invalid" && validateRoute({ prefix, origin }, after).state !== state;
  });
  return {
    kind: "revocation",
    id: `revocation:${step.urn}`,
    resource: step.urn,
    lease: request.lease,
    segment: null,
    unknown: announced.unknown.length > 0 && broken.length === 0 ? { routes: announced.unknown } : {},
    prefix: formatPrefix(payload.prefix),
    asn: payload.asn,
    action: kept === undefined ? "deleted" : "narrowed",
    broken: broken.slice(0, MOST_ROUTES).map(({ prefix, origin }) => `${formatPrefix(prefix)} from AS${origin}`),
  };
}

/** Routes under the ROA that are announced once the step is taken: what withdraws them comes later, or never. */
function announcedAfter(
  step: Resource,
  { lease }: RoaRequest,
  roa: Prefix,
  { plan, context, advertised, hidden, leases }: Sources,
): { routes: { prefix: Prefix; origin: number }[]; unknown: string[] } {
  const viewed = lease === null ? undefined : context.view.leases.get(lease);
  const under = advertised.within(roa).map(([, one]) => one);
  const isSpoken = (one: Advertisement): boolean =>
    one.advertised.value !== false && plan.isThereAfter(step, one.resource);
  const spoken = under.filter(isSpoken);
  const pending = hidden.filter((one) => one.lease === lease && isSpoken(one)).flatMap((one) => one.prefix.unknown);
  const unknown = [...pending, ...spoken.flatMap((one) => [...one.origin.unknown, ...one.advertised.unknown])];
  const announced = spoken.flatMap(({ prefix: at, origin }) =>
    at.value !== undefined && origin.value !== undefined ? [{ prefix: at.value, origin: origin.value }] : [],
  );
  if (under.length > 0 || leases.has(lease)) return { routes: announced, unknown };
  // Nothing says what is announced of a lease that is out of view.
  if (viewed === undefined) return { routes: [], unknown: [unknownPath(step, "announces")] };
  const origins = originsOf(viewed.lease, isAnnounced(viewed));
  const whole = contains(roa, viewed.prefix) ? origins.map((origin) => ({ prefix: viewed.prefix, origin })) : [];
  return { routes: whole, unknown: [...(viewed.unknown["declaration.routing"] ?? [])] };
}

function allowsAsMuch(payload: Vrp, kept: RoaRequest): boolean {
  const [now] = payloadsOf(kept);
  // What nobody knows yet may allow less.
  return (
    now !== undefined &&
    now.asn === payload.asn &&
    now.maxLength >= payload.maxLength &&
    contains(now.prefix, payload.prefix)
  );
}

function isSame(a: Vrp, b: Vrp): boolean {
  return a.asn === b.asn && a.maxLength === b.maxLength && formatPrefix(a.prefix) === formatPrefix(b.prefix);
}

function keep(resources: readonly Resource[], others: readonly Resource[]): Resource[] {
  const urns = new Set(others.map(({ urn }) => urn));
  return resources.filter(({ urn }) => !urns.has(urn));
}
