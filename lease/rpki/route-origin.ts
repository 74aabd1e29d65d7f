import type { Prefix } from "../prefix";
import { FAMILY_6 } from "./prefix-scanner";
import { parseRoutePrefix } from "./route-prefix";
import { readRouteText, UNFORESEEN } from "./route-text";
import { requireSound, type Vrp } from "./vrp";
import { columnsFor, emptyRows, type VrpRows } from "./vrp-columns";
import { type RouteState, VrpTable } from "./vrp-table";

export { parseAsn, type Vrp } from "./vrp";
export type { RouteState } from "./vrp-table";

/** A route as announced. */
export interface Route {
  readonly prefix: Prefix;
  /** The AS at the end of the path; null where that is an AS_SET, whose origin is NONE and never matches (RFC 6811 §2). */
  readonly origin: number | null;
}

/** Verdict on a route, and the payloads that led to it, the longest prefix first. */
export interface RouteValidity {
  readonly state: RouteState;
  /**
   * Only where invalid. `length`: a covering payload has the route's origin and allows only shorter prefixes (as Krill
   * says it; Routinator says `as` where one of another AS would allow the length). `as`: none has that origin.
   */
  readonly reason?: "as" | "length";
  readonly covering: Vrp[];
  readonly matched: Vrp[];
}

/**
 * All validated payloads, for many look-ups. They are kept in typed arrays, about 30 bytes each: the whole RPKI, some
 * 700,000 payloads, fits in 25 MB, and a look-up allocates only its answer.
 */
export class VrpIndex {
  readonly size: number;
  private readonly v4: VrpTable;
  private readonly v6: VrpTable;
  /** The address of the route that is read; kept to save an allocation. */
  private readonly read = new Uint32Array(4);

  /** @throws AddressError for a payload whose AS number or max-length is none; for others order and repeats are free. */
  constructor(vrps: Iterable<Vrp> | VrpRows) {
    const rows = Symbol.iterator in vrps ? rowsOf(vrps) : vrps;
    this.size = rows.v4.count + rows.v6.count;
    this.v4 = new VrpTable(rows.v4);
    this.v6 = new VrpTable(rows.v6);
  }

  /** The verdict of `validateRoute` alone, without allocating anything. */
  state({ prefix, origin }: Route): RouteState {
    return this.table(prefix).state(prefix, origin);
  }

  /**
   * As `state`, from the route's text: the quickest way to judge a table of routes.
   * @param prefix As `parseRoutePrefix` takes it: without host bits.
   * @throws AddressError that names the value and the fix
   */
  stateOfText(prefix: string, origin: number | null): RouteState {
    const length = readRouteText(prefix, this.read);
    if (length === UNFORESEEN) return this.state({ prefix: parseRoutePrefix(prefix), origin });
    if (length < FAMILY_6) return this.v4.stateOfWords(this.read, length, origin);
    return this.v6.stateOfWords(this.read, length - FAMILY_6, origin);
  }

  /** The payloads whose prefix contains all of `prefix`, itself included, the longest first. */
  covering(prefix: Prefix): Vrp[] {
    return this.table(prefix).covering(prefix);
  }

  /** The payloads whose prefix lies in `prefix`, itself included, in order of address, the larger first. */
  within(prefix: Prefix): Vrp[] {
    return this.table(prefix).within(prefix);
  }

  /** The payloads that share an address with `prefix`: first those that contain it, longest first, then those inside it. */
  overlapping(prefix: Prefix): Vrp[] {
    const larger = this.covering(prefix).filter((vrp) => vrp.prefix.length < prefix.length);
    return [...larger, ...this.within(prefix)];
  }

  private table(prefix: Prefix): VrpTable {
    return prefix.family === 4 ? this.v4 : this.v6;
  }
}

function rowsOf(vrps: Iterable<Vrp>): VrpRows {
  const rows = emptyRows();
  for (const vrp of vrps) {
    requireSound(vrp);
    columnsFor(rows, vrp.prefix).add(vrp);
  }
  return rows;
}

/**
 * Route origin validation (RFC 6811 §2): not found where no payload covers the route; valid where one that covers it has
 * its origin and allows its length; otherwise invalid. AS0 payloads cover but never match.
 */
export function validateRoute(route: Route, index: VrpIndex): RouteValidity {
  const covering = index.covering(route.prefix);
  if (covering.length === 0) return { state: "not-found", covering, matched: [] };
  const { origin, prefix } = route;
  const matched: Vrp[] = [];
  let reason: "as" | "length" = "as";
  for (const vrp of covering) {
    if (vrp.asn !== origin || origin === 0) continue;
    if (prefix.length <= vrp.maxLength) matched.push(vrp);
    else reason = "length";
  }
  return matched.length > 0 ? { state: "valid", covering, matched } : { state: "invalid", reason, covering, matched };
}
