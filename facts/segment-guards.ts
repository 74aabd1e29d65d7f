import { readArray, readNumber, readString } from "../graph/read";
import { type Properties, type Resource, UNKNOWN, type Value } from "../graph/resource";
import { AddressSet } from "../lease/address-set";
import { type Prefix, readPrefix } from "../lease/prefix";
import { BOGONS } from "../lease/special-purpose";
import type { SegmentGuards } from "./fact";
import { readAddresses } from "./read-address";
import { unknownPath } from "./references";

/** What an `EgressSegment` says about its guards, and by field (`guards.denyLists`) what nobody knows of it yet. */
export interface DeclaredGuards {
  readonly guards: SegmentGuards;
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

/** Limits that a service identity may have; one above 0 is enough. */
const LIMITS = ["packetsPerSecond", "connectionsPerSecond", "bytesPerSecond"] as const;

/** Reads deny lists, rate limits and the way around in an emergency. Entries that nobody could read are no guards. */
export function readGuards(resource: Resource): DeclaredGuards {
  const unknown: Record<string, string[]> = {};
  const hide = (field: string, paths: readonly string[]): void => {
    if (paths.length > 0) {
      unknown[field] = [...(unknown[field] ?? []), ...paths.map((path) => unknownPath(resource, path))];
    }
  };
  const lists = elements(resource, "denyLists", (paths) => hide("guards.denyLists", paths));
  const limits = elements(resource, "rateLimits", (paths) => hide("guards.rateLimits", paths));
  const approvers = elements(resource, "breakGlass.approvers", (paths) => hide("guards.approvers", paths));
  const hours = readNumber(resource.inputs, "breakGlass.hours");
  if (hours !== undefined && "unknown" in hours) hide("guards.hours", hours.unknown);
  const denied = lists.map((list) => denyList(list));
  for (const { unknown: isHidden } of denied) if (isHidden) hide("guards.denyLists", ["denyLists"]);
  return {
    guards: {
      denyLists: denied.flatMap(({ name }) => (name === "" ? [] : [name])),
      deniesBogons: denied.some(({ isBogons }) => isBogons) || listsBogons(denied.flatMap(({ prefixes }) => prefixes)),
      rateLimits: limits.flatMap((limit, index) => {
        const { read, hidden } = rateLimit(limit);
        hide(
          "guards.rateLimits",
          hidden.map((path) => `rateLimits[${index}].${path}`),
        );
        return read === undefined ? [] : [read];
      }),
      approvers: approvers.flatMap((name) => (typeof name === "string" && name.trim() !== "" ? [name.trim()] : [])),
      hours: hours !== undefined && "known" in hours ? hours.known : null,
    },
    unknown,
  };
}

/** Where a quarantined segment may still reach: its break-glass destinations. */
export function breakGlassDestinations(resource: Resource): {
  prefixes: readonly Prefix[];
  unknown: readonly string[];
} {
  return readAddresses(resource, "breakGlass.destinations[]");
}

function elements(resource: Resource, path: string, hide: (paths: readonly string[]) => void): readonly Value[] {
  const read = readArray(resource.inputs, path);
  if (read === undefined) return [];
  if ("unknown" in read) {
    hide(read.unknown);
    return [];
  }
  hide(read.known.flatMap((element, index) => (element === UNKNOWN ? [`${path}[${index}]`] : [])));
  return read.known.filter((element) => element !== UNKNOWN);
}

interface DenyList {
  readonly name: string;
  readonly isBogons: boolean;
  readonly prefixes: readonly Prefix[];
  readonly unknown: boolean;
}

/** `"bogons"`, or a named list with its CIDRs or the file that holds them. A list of nothing is none. */
function denyList(list: Value): DenyList {
  const nothing = { name: "", isBogons: false, prefixes: [], unknown: false };
  if (list === "bogons") return { ...nothing, name: "bogons", isBogons: true };
  if (typeof list !== "object" || list === null || Array.isArray(list)) return nothing;
  const name = readString(list, "name");
  const cidrs = readArray(list, "cidrs");
  const file = readString(list, "file");
  const known = cidrs !== undefined && "known" in cidrs ? cidrs.known : [];
  const hidden = known.includes(UNKNOWN) || [name, cidrs, file].some((read) => read !== undefined && "unknown" in read);
  const prefixes = known.flatMap((cidr) => {
    const prefix = typeof cidr === "string" ? readPrefix(cidr) : undefined;
    return prefix === undefined ? [] : [prefix];
  });
  const isListed = prefixes.length > 0 || file !== undefined || hidden;
  return {
    ...nothing,
    name: isListed && name !== undefined && "known" in name ? name.known : "",
    prefixes,
    unknown: hidden,
  };
}

/** A list of one's own that holds all the bogons of a family stands for them. */
function listsBogons(prefixes: readonly Prefix[]): boolean {
  const set = AddressSet.of(prefixes);
  return ([4, 6] as const).some((family) => {
    const bogons = BOGONS.prefixes().filter((prefix) => prefix.family === family);
    return bogons.every((prefix) => set.containsPrefix(prefix));
  });
}

function rateLimit(limit: Value): { read?: SegmentGuards["rateLimits"][number]; hidden: readonly string[] } {
  if (typeof limit !== "object" || limit === null || Array.isArray(limit)) return { hidden: [] };
  const identity = readString(limit as Properties, "identity");
  const numbers = LIMITS.map((name) => readNumber(limit as Properties, name));
  const limited = numbers.some((number) => number !== undefined && "known" in number && number.known > 0);
  const hidden = [identity, ...(limited ? [] : numbers)].flatMap((read) =>
    read !== undefined && "unknown" in read ? read.unknown : [],
  );
  const name = identity !== undefined && "known" in identity ? identity.known.trim() : "";
  return name === "" ? { hidden } : { read: { identity: name, limited }, hidden };
}
