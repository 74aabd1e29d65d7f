import { formatPrefix } from "../../../lease/prefix";
import { attribute, type Declared } from "../../declared";
import { declaringResource, undeployedItem } from "../../declaring-resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import { originText } from "./as-path";
import type { BgpView } from "./bgp-view";
import { type DeclaredRoute, declaredAnnouncements } from "./declared-announcements";

/** How a view sees a route that it sees as declared. */
export const SEEN = "announced";

/** The routes that some view must see. @param validates Whether they must be valid by RFC 6811, too */
export function expectedRoutes(declared: Declared, views: readonly BgpView[], validates: boolean): DriftItem[] {
  return declaredAnnouncements(declared).flatMap(({ viewed, routes, hidden }) => [
    ...routes
      .filter((route) => views.some((view) => view.expects(route)))
      .map((route) => expectedRoute(route, viewed.lease.id, declared, fieldsOf(route, views, validates))),
    ...hidden.map(({ resource }) => {
      const name = `the announcement ${resource.name}`;
      return undeployedItem({ observer: "bgp", type: "route", name, lease: viewed.lease.id }, resource);
    }),
  ]);
}

/** A route in words. */
export function routeName({ prefix, origins }: Pick<DeclaredRoute, "prefix" | "origins">): string {
  return `the route ${formatPrefix(prefix)} from ${origins.map(originText).join(" or ")}`;
}

function fieldsOf(route: DeclaredRoute, views: readonly BgpView[], validates: boolean): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const view of views) if (view.expects(route)) fields[view.name] = SEEN;
  if (validates) fields.validity = "valid";
  return fields;
}

/** The item of a declared route. @param fields how each view is to see it */
export function expectedRoute(
  route: DeclaredRoute,
  lease: string,
  declared: Declared,
  fields: Readonly<Record<string, FieldValue>>,
): DriftItem {
  const { resource } = route;
  return {
    observer: "bgp",
    type: "route",
    id: route.id,
    name: routeName(route),
    lease,
    segment: attribute(declared, route.prefix).segment,
    fields,
    ...(resource !== undefined && declaringResource(resource)),
    remediation:
      "Find out whether whoever announces it withdrew it, filters drop it or a ROA is missing; announce it again, or declare that it is not announced.",
  };
}
