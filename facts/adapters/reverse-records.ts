import { readString } from "../../graph/read";
import type { Resource } from "../../graph/resource";
import { fullLength, type Prefix } from "../../lease/prefix";
import { parseReverseName } from "../../lease/reverse-name";
import type { Known, Observations } from "../observations";
import { collect, NO_TARGETS, type References, unknownPath } from "../references";

/**
 * Reads a PTR record. `names` is the path of what it points to; the owner's name may be relative to the zone, whose name is
 * looked up by `zoneId`. A record of another type says nothing here, one whose type is unknown may be a PTR.
 */
export function observePtr(
  resource: Resource,
  names: readonly string[],
  zoneTypes: readonly string[],
  references: References,
  into: Observations,
): void {
  const type = readString(resource.inputs, "type");
  if (type !== undefined && "known" in type && type.known.toUpperCase() !== "PTR") return;
  const owner = ownerName(resource, zoneTypes, references);
  const address = addressOfName(owner, unknownPath(resource, "name"));
  // A PTR outside the reverse tree (service discovery) names no address.
  if (address === undefined) return;
  if (type !== undefined && "unknown" in type && address.value === undefined) return;
  const found = names.flatMap((path) => collect(resource.inputs, path));
  const known = found.flatMap(({ value }) => (typeof value === "string" && value !== "" ? [hostName(value)] : []));
  const unknown = found.filter(({ value }) => typeof value !== "string").map(({ path }) => unknownPath(resource, path));
  into.reverseNames.push({
    resource,
    address,
    allocations: NO_TARGETS,
    names: { value: known, unknown },
  });
}

/** Lower case, without the trailing dot. */
export function hostName(text: string): string {
  const name = text.trim().toLowerCase();
  return name.endsWith(".") ? name.slice(0, -1) : name;
}

function ownerName(resource: Resource, zoneTypes: readonly string[], references: References): Known<string> {
  const name = readString(resource.inputs, "name");
  if (name === undefined || "unknown" in name) return { unknown: [unknownPath(resource, "name")] };
  const host = hostName(name.known);
  if (host.endsWith(".arpa")) return { value: host, unknown: [] };
  const zones = references.follow(resource, "zoneId", zoneTypes);
  const [key] = zones.keys;
  const declared = key === undefined ? undefined : references.resource(key);
  // Older Cloudflare programs call a zone's name `zone`.
  const origin =
    declared === undefined ? undefined : (readString(declared.inputs, "name") ?? readString(declared.inputs, "zone"));
  if (origin !== undefined && "known" in origin) return { value: `${host}.${hostName(origin.known)}`, unknown: [] };
  // With its zone out of view a relative name may belong to any tree.
  return { unknown: [unknownPath(resource, "zoneId")] };
}

function addressOfName(owner: Known<string>, path: string): Known<Prefix> | undefined {
  if (owner.value === undefined) return { unknown: owner.unknown };
  const prefix = parseReverseName(owner.value);
  if (prefix === undefined) return owner.value.endsWith(".arpa") ? { unknown: [path] } : undefined;
  return prefix.length === fullLength(prefix.family) ? { value: prefix, unknown: [] } : undefined;
}
