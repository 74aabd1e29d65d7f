import { recordName } from "../../../facts/record-name";
import { collect } from "../../../facts/references";
import { CLOUDFLARE_ZONE, ROUTE53_ZONE } from "../../../facts/types";
import { readArray, readBoolean, readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import { formatShort, type Prefix, readPrefix } from "../../../lease/prefix";
import type { Declared } from "../../declared";
import { UNDEPLOYED } from "./declared-names";

/** The addresses that the program gives one name. */
export interface DeclaredAddresses {
  readonly name: string;
  readonly type: "A" | "AAAA";
  /** Sorted; unknown where one is known only after a deployment. */
  readonly addresses: readonly string[] | { readonly unknown: string };
  /** The leased ones among them that are known. */
  readonly leased: readonly Prefix[];
  readonly resource: Resource;
}

const RECORDS: readonly (readonly [type: string, values: readonly string[], zone: string])[] = [
  ["aws:route53/record:Record", ["records[]"], ROUTE53_ZONE],
  ["cloudflare:index/dnsRecord:DnsRecord", ["content", "value"], CLOUDFLARE_ZONE],
  ["cloudflare:index/record:Record", ["content", "value"], CLOUDFLARE_ZONE],
];
/** Of Route 53: which answer is given depends on who asks, or on chance. */
const POLICIES = [
  "setIdentifier",
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "cidrRoutingPolicy",
  "multivalueAnswerRoutingPolicy",
];

/**
 * The A and AAAA records of the graph that name leased addresses, as one set per name. Left out is what nobody can expect to
 * see everywhere: private zones, routing policies, what Cloudflare answers for itself (proxied), wildcards.
 */
export function declaredAddresses(declared: Declared): DeclaredAddresses[] {
  const sets = new Map<
    string,
    { name: string; type: "A" | "AAAA"; values: Set<string>; open: boolean; resource: Resource }
  >();
  const dropped = new Set<string>();
  for (const [type, values, zoneType] of RECORDS) {
    for (const record of declared.context.references.ofType(type)) {
      const kind = readString(record.inputs, "type");
      if (kind === undefined || !("known" in kind) || !isAddressType(kind.known)) continue;
      const [name] = recordName(record, zoneType, declared.context.references).names;
      if (name === undefined || name.includes("*") || name.includes("\\052")) continue;
      const key = `${name} ${kind.known}`;
      if (isSpecial(record, zoneType, declared)) dropped.add(key);
      const set = sets.get(key) ?? { name, type: kind.known, values: new Set(), open: false, resource: record };
      sets.set(key, set);
      const found = values.flatMap((path) => collect(record.inputs, path));
      if (found.length === 0) set.open = true;
      for (const { value } of found) {
        const prefix = typeof value === "string" ? readPrefix(value.trim()) : undefined;
        if (prefix === undefined) set.open = true;
        else set.values.add(formatShort(prefix));
      }
    }
  }
  return [...sets].flatMap(([key, { name, type, values, open, resource }]) => {
    const leased = [...values].flatMap((value) => heldPrefix(value, declared) ?? []);
    if (dropped.has(key) || leased.length === 0) return [];
    return [{ name, type, resource, leased, addresses: open ? UNDEPLOYED : [...values].sort() }];
  });
}

/** The prefix of a text, where it lies in a chosen lease that was not given back. */
export function heldPrefix(text: string, { context: { view }, chosen }: Declared): Prefix | undefined {
  const prefix = readPrefix(text);
  const lease = prefix === undefined ? undefined : view.leaseFor(prefix)?.lease;
  return lease !== undefined && chosen.has(lease.id) && lease.status !== "released" ? prefix : undefined;
}

function isAddressType(type: string): type is "A" | "AAAA" {
  return type === "A" || type === "AAAA";
}

function isSpecial(record: Resource, zoneType: string, { context: { references } }: Declared): boolean {
  if (POLICIES.some((policy) => Object.hasOwn(record.inputs, policy))) return true;
  if (readArray(record.inputs, "aliases") !== undefined) return true;
  const proxied = readBoolean(record.inputs, "proxied");
  if (proxied !== undefined && !("known" in proxied && !proxied.known)) return true;
  const [key] = references.follow(record, "zoneId", [zoneType]).keys;
  const zone = key === undefined ? undefined : references.resource(key);
  return zone !== undefined && readArray(zone.inputs, "vpcs") !== undefined;
}
