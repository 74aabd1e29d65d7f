import { formatPrefix } from "../../../lease/prefix";
import { SHARED_ORIGINS } from "../../../lease/rpki/lease-origins";
import { declaredOrigins } from "../../../lease/rpki/roa-status";
import type { Route, VrpIndex } from "../../../lease/rpki/route-origin";
import { attribute, type Declared } from "../../declared";
import type { DriftItem, FieldValue, UnknownValue } from "../../drift-item";
import { originText } from "./as-path";
import type { Sighting } from "./bgp-view";
import { type DeclaredAnnouncements, isDeclared, routeId } from "./declared-announcements";

/** What announcements are validated with; why not, where they cannot be; undefined where nobody asked for it. */
export type Validation = VrpIndex | UnknownValue | undefined;

/** Whether nothing declares a route that was seen in a lease. */
export function isExtraRoute({ prefix, origin }: Sighting, of: DeclaredAnnouncements): boolean {
  const { viewed, routes, undeclared } = of;
  if (undeclared) return false;
  if (viewed.live) return !isDeclared(routes, prefix, origin);
  // Of a lease that is over only what its lessee still announces: others are the next lessee.
  const shared = viewed.lease.status === "released" ? SHARED_ORIGINS : [];
  const own = declaredOrigins({ lease: viewed.lease }).filter((one) => !shared.includes(one));
  return typeof origin === "number" && own.includes(origin);
}

/** A route that nothing declares. @param seenBy names of the views that show it */
export function extraRoute(
  sighting: Sighting,
  seenBy: readonly string[],
  of: DeclaredAnnouncements,
  declared: Declared,
  validation: Validation,
): DriftItem {
  const { prefix, origin, upstreams } = sighting;
  const validity = origin === undefined ? undefined : validityOf({ prefix, origin }, validation);
  const fields: Record<string, FieldValue> = {
    kind: kindOf(sighting, of),
    origin: originText(origin),
    seenBy: [...seenBy].sort(),
    ...(validity !== undefined && { validity }),
    ...(upstreams !== undefined && { upstreams: asTexts(upstreams) }),
  };
  return {
    observer: "bgp",
    type: "route",
    id: routeId(prefix, [origin]),
    name: `the route ${formatPrefix(prefix)} from ${originText(origin)}`,
    lease: of.viewed.lease.id,
    segment: attribute(declared, prefix).segment,
    fields,
    remediation: of.viewed.live
      ? "If nobody of yours announces it, treat it as a hijack: tell the announcing AS and its upstreams, and the lessor; if somebody does, declare it."
      : "Have it withdrawn, and confirm with the lessor that the space is given back.",
  };
}

/** What route origin validation says of a route (RFC 6811). */
export function validityOf(route: Route, validation: Validation): FieldValue | undefined {
  return validation === undefined || "unknown" in validation ? validation : validation.state(route);
}

/** `AS64496`, each once, in order. */
export function asTexts(asns: readonly number[]): string[] {
  return [...new Set(asns)].sort((a, b) => a - b).map((asn) => `AS${asn}`);
}

/** What is wrong with it. */
function kindOf({ prefix }: Sighting, { viewed, routes }: DeclaredAnnouncements): string {
  if (!viewed.live) return "after the lease";
  if (routes.length === 0) return "of a lease that nobody is to announce";
  const isDeclaredPrefix = routes.some((one) => formatPrefix(one.prefix) === formatPrefix(prefix));
  return isDeclaredPrefix ? "strange origin" : "more specific";
}
