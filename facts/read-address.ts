import { type Resource, UNKNOWN, type Value } from "../graph/resource";
import { type Prefix, readPrefix } from "../lease/prefix";
import type { Known } from "./observations";
import { collect, unknownPath } from "./references";

/** Reads text as addresses; what is no address is undetermined, since only canonical addresses may reach a rule. */
export function readAddress(resource: Resource, path: string, properties = resource.inputs): Known<Prefix> {
  const [found] = collect(properties, path);
  return found === undefined ? { unknown: [] } : addressOf(resource, found.path, found.value);
}

/** All addresses at a path with `[]` steps. */
export function readAddresses(resource: Resource, path: string): { prefixes: Prefix[]; unknown: string[] } {
  const prefixes: Prefix[] = [];
  const unknown: string[] = [];
  for (const found of collect(resource.inputs, path)) {
    const address = addressOf(resource, found.path, found.value);
    if (address.value !== undefined) prefixes.push(address.value);
    unknown.push(...address.unknown);
  }
  return { prefixes, unknown };
}

export function addressOf(resource: Resource, path: string, value: Value): Known<Prefix> {
  if (value === "" || value === null) return { unknown: [] };
  const prefix = typeof value === "string" ? readPrefix(value.trim()) : undefined;
  return prefix === undefined || value === UNKNOWN
    ? { unknown: [unknownPath(resource, path)] }
    : { value: prefix, unknown: [] };
}
