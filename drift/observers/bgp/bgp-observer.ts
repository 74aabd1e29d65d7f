import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer } from "../../observer";
import type { NamedVrps } from "../rpki/named-vrps";
import type { BgpSettings } from "./bgp-settings";
import type { BgpView } from "./bgp-view";
import { declaredAnnouncements } from "./declared-announcements";
import { expectedRoutes } from "./expected-routes";
import { loadValidation } from "./route-validation";
import { seenRoutes } from "./seen-routes";

/** How announcements are validated (RFC 6811). */
export interface RouteValidation {
  /** Where validated payloads are; absent: nothing is validated. */
  readonly vrps?: NamedVrps;
  /** Whether declared routes must be valid, too; not where the rpki observer looks at their ROAs anyway. */
  readonly ofDeclared: boolean;
}

/**
 * Looks at the routes of leases in the views that the settings name: a declared one withdrawn, seen by few or invalid; a
 * strange origin, a more specific, an AS_SET; and what is still announced after its lease.
 */
export function createBgpObserver(
  settings: BgpSettings,
  validation: RouteValidation = { ofDeclared: false },
): Observer {
  return new BgpObserver(viewsOf(settings), validation);
}

function viewsOf({ gobgp, ripestat }: BgpSettings): BgpView[] {
  const views: BgpView[] = [];
  if (gobgp !== undefined) {
    const { GobgpView } = require("./gobgp-view") as typeof import("./gobgp-view");
    views.push(new GobgpView(gobgp));
  }
  if (ripestat !== undefined) {
    const { RipestatView } = require("./ripestat-view") as typeof import("./ripestat-view");
    views.push(new RipestatView(ripestat));
  }
  return views;
}

class BgpObserver implements Observer {
  readonly name = "bgp";
  readonly extra = "added";

  constructor(
    private readonly views: readonly BgpView[],
    private readonly validation: RouteValidation,
  ) {}

  expect(declared: Declared): readonly DriftItem[] {
    const { vrps, ofDeclared } = this.validation;
    return expectedRoutes(declared, this.views, ofDeclared && vrps !== undefined);
  }

  async observe(declared: Declared, limits: ObserveLimits): Promise<Observation> {
    const { views } = this;
    if (views.length === 0) {
      const reason =
        "no view of the routing table is named: give --gobgp FILE or HOST:PORT, or set drift.bgp.ripestat.sourceapp";
      return { items: [], unseen: [{ reason }], notObserved: [] };
    }
    const leases = declaredAnnouncements(declared);
    if (leases.length === 0) return { items: [], unseen: [], notObserved: [] };
    const validation = await loadValidation(this.validation.vrps, limits);
    const viewed = await Promise.all(views.map(async (view) => ({ view, ...(await view.look(leases, limits)) })));
    const { items, unseen } = seenRoutes(declared, viewed, validation);
    return { items, unseen, notObserved: leases.flatMap((one) => this.notJudged(one)) };
  }

  private notJudged({ viewed, routes, undeclared }: ReturnType<typeof declaredAnnouncements>[number]): string[] {
    const { id } = viewed.lease;
    if (undeclared) return [`bgp: ${id} declares no routing, so what is seen of it is not judged`];
    return routes
      .filter((route) => !this.views.some((view) => view.expects(route)))
      .map(
        (route) =>
          `bgp: ${route.id} is announced by ${route.by ?? "somebody"}, which a daemon's own table need not show`,
      );
  }
}
