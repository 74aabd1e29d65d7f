import { readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import { hostName } from "./adapters/reverse-records";
import { type References, unknownPath } from "./references";

/** The full name of a DNS record, as far as anybody knows. */
export interface RecordName {
  /** One name, or none where it is not known. */
  readonly names: string[];
  /** What hides the rest of a name that starts so, and the path that would tell; an empty start: all of it is hidden. */
  readonly strays: { readonly start: string; readonly path: string }[];
}

/** A record's name, completed by that of its zone; where a relative one's zone is out of view, the name as it stands. */
export function recordName(record: Resource, zoneType: string, references: References): RecordName {
  const name = readString(record.inputs, "name");
  if (name === undefined || !("known" in name)) {
    return { names: [], strays: name === undefined ? [] : [{ start: "", path: unknownPath(record, "name") }] };
  }
  const host = hostName(name.known);
  const zones = references.follow(record, "zoneId", [zoneType]);
  const [key] = zones.keys;
  const strays = (key === undefined ? zones.unknown : []).map((path) => ({ start: host, path }));
  const zone = key === undefined ? undefined : references.resource(key);
  const origin = zone === undefined ? undefined : zoneName(zone);
  if (origin === undefined || host === origin || host.endsWith(`.${origin}`)) return { names: [host], strays };
  return { names: [host === "@" || host === "" ? origin : `${host}.${origin}`], strays };
}

/** Name of a zone's resource, lower case, without a trailing dot. Older Cloudflare programs call it `zone`. */
export function zoneName(zone: Resource): string | undefined {
  const name = readString(zone.inputs, "name") ?? readString(zone.inputs, "zone");
  return name !== undefined && "known" in name ? hostName(name.known) : undefined;
}
