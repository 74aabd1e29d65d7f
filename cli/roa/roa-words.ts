import { formatPrefix } from "../../lease/prefix";
import { formatRoa, type RoaPayload } from "../../lease/rpki/roa";
import type { Route } from "../../lease/rpki/route-origin";
import type { VrpSnapshot } from "../../provider/vrp-source";

/** A ROA as `leasehold roa` writes it in JSON. */
export function roaJson({ prefix, asn, maxLength, expires }: RoaPayload) {
  const roa = { prefix: formatPrefix(prefix), asn, maxLength };
  return expires === undefined ? roa : { ...roa, expires: new Date(expires * 1000).toISOString() };
}

/** A route as `leasehold roa` writes it in JSON. */
export function routeJson({ prefix, origin }: Route) {
  return { prefix: formatPrefix(prefix), origin };
}

/** Where the VRPs came from; null where none were looked at. */
export function snapshotJson(snapshot: VrpSnapshot | undefined) {
  if (snapshot === undefined) return null;
  const { source, size, expired, takenAt } = snapshot;
  return { source, size, expired, takenAt: takenAt?.toISOString() ?? null };
}

export function roaText(roa: RoaPayload): string {
  return roa.asn === 0 ? `${formatPrefix(roa.prefix)} for nobody (AS0)` : formatRoa(roa);
}

export function routeText({ prefix, origin }: Route): string {
  return `${formatPrefix(prefix)} from ${origin === null ? "an AS_SET" : `AS${origin}`}`;
}

/** Which ROA stands over a route, in words that end a sentence. */
export function coveringText([nearest]: readonly RoaPayload[]): string {
  return nearest === undefined ? "" : `, under the ROA ${roaText(nearest)}`;
}

export function snapshotText(snapshot: VrpSnapshot | undefined): string {
  if (snapshot === undefined) return "No VRPs were looked at (--vrps): what relying parties see is not known.";
  const { source, size, takenAt } = snapshot;
  return `By ${size} VRPs from ${source}${takenAt ? `, made ${takenAt.toISOString().slice(0, 16)}Z` : ""}.`;
}
