import { AddressError } from "../../../lease/address-error";
import type { Prefix } from "../../../lease/prefix";
import { parseRoute } from "../../../lease/rpki/route-prefix";
import { isAsn } from "../../../lease/rpki/vrp";
import {
  AS_SEQUENCE,
  AS_SET,
  type GobgpAttributes,
  gobgpPath,
  gobgpTableSchema,
} from "../../../provider/announcers/gobgp-table";
import { parseJson } from "../../../provider/parse-json";
import type { AsPath } from "./as-path";

/** A path of a GoBGP table. */
export interface RibPath {
  readonly prefix: Prefix;
  /** Empty for a route of the daemon's own. */
  readonly path: AsPath;
}

/** Reads what `gobgp global rib -j` printed. @returns undefined where any of it is something else: a part may be missing */
export function readGobgpRib(text: string): RibPath[] | undefined {
  const table = gobgpTableSchema.safeParse(parseJson(text));
  if (!table.success) return undefined;
  const paths: RibPath[] = [];
  for (const [key, routes] of Object.entries(table.data)) {
    const prefix = readRoute(key);
    if (prefix === undefined) return undefined;
    for (const { attrs } of routes) {
      const path = asPath(attrs);
      if (path === undefined) return undefined;
      paths.push({ prefix, path });
    }
  }
  return paths;
}

function readRoute(text: string): Prefix | undefined {
  try {
    return parseRoute(text).prefix;
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

/** Segments of a confederation are left out: they name no AS of the internet (RFC 5065). */
function asPath(attrs: GobgpAttributes): AsPath | undefined {
  const path: (number | number[])[] = [];
  for (const { segment_type: type, asns } of gobgpPath(attrs) ?? [BROKEN]) {
    if (type < AS_SET || !asns?.every(isAsn)) return undefined;
    if (type === AS_SEQUENCE) path.push(...asns);
    else if (type === AS_SET) path.push([...asns]);
  }
  return path;
}

const BROKEN = { segment_type: 0, asns: null };
