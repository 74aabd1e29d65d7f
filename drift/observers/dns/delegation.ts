import { formatPrefix, type Prefix } from "../../../lease/prefix";
import { parseReverseName, reverseZones } from "../../../lease/reverse-name";
import { attribute, type Declared } from "../../declared";
import { declaringResource } from "../../declaring-resource";
import type { Attribution, DriftItem, FieldValue } from "../../drift-item";
import type { Unseen } from "../../observer";
import { paced } from "../../paced";
import { type DeclaredZone, declaredZones } from "./declared-zones";
import type { Failure } from "./failures";
import type { NameServers } from "./name-servers";
import { TIME_OVER, type Voices } from "./voices";

export const DELEGATION = "delegation";
/** Zones of one lease: a /10 has that many. */
const MOST_ZONES = 64;

/** A reverse zone whose delegation is looked at. */
export interface DelegatedZone {
  readonly name: string;
  readonly of: Attribution;
  readonly declared: DeclaredZone | undefined;
}

/** The reverse zones of leases that are held, and those that the program declares for parts of them (RFC 2317). */
export function delegatedZones(declared: Declared): {
  zones: readonly DelegatedZone[];
  notObserved: readonly string[];
} {
  const found = new Map<string, DelegatedZone>();
  const notObserved: string[] = [];
  const held = declared.leases.filter(({ lease }) => lease.status !== "released");
  const own = declaredZones(declared).filter(({ block }) => block !== undefined);
  for (const { lease, prefix } of held) {
    const names = reverseZones(prefix);
    if (names.length > MOST_ZONES)
      notObserved.push(
        `the delegation of ${names.length - MOST_ZONES} of ${names.length} zones of ${formatPrefix(prefix)}`,
      );
    for (const name of names.slice(0, MOST_ZONES)) {
      const of = { lease: lease.id, segment: null };
      if (!found.has(name)) found.set(name, { name, of, declared: undefined });
    }
  }
  for (const zone of own) {
    const of = found.get(zone.name)?.of ?? attribute(declared, zone.block as Prefix);
    if (of.lease !== null && held.some(({ lease }) => lease.id === of.lease))
      found.set(zone.name, { name: zone.name, of, declared: zone });
  }
  return { zones: [...found.values()], notObserved };
}

/** A declared zone is delegated to its servers, and they answer for it; of another, whatever is so, as long as it stays. */
export function expectedDelegation(zone: DelegatedZone): DriftItem {
  if (zone.declared === undefined) return delegation(zone, {});
  const { servers } = zone.declared;
  return delegation(zone, { ...(servers !== undefined && { servers }), lame: [] });
}

/** @param nameServers undefined where they are not asked themselves */
export async function observeDelegations(
  zones: readonly DelegatedZone[],
  voices: Voices,
  nameServers: NameServers | undefined,
  pace: { readonly atOnce: number; readonly signal: AbortSignal },
): Promise<{ items: DriftItem[]; failures: Failure[]; unseen: Unseen[] }> {
  const items: DriftItem[] = [];
  const unseen: Unseen[] = [];
  const failed = new Map<string, string>(zones.map(({ name }) => [name, TIME_OVER]));
  await paced(zones, pace, async (zone) => {
    const answer = await voices.ask(zone.name, "NS");
    if (answer.kind === "unknown") {
      failed.set(zone.name, answer.reason);
      return;
    }
    failed.delete(zone.name);
    // Records of another owner are those of an alias: the zone itself is not delegated.
    const own = answer.kind === "answer" ? answer.records.filter(({ name }) => name === zone.name) : [];
    const servers = [...new Set(own.map(({ data }) => data))].sort();
    const lame = await nameServers?.lame(zone.name, servers);
    const isOpen = lame !== undefined && "unknown" in lame;
    // Of a declared zone the field tells that it is unknown; what nobody declares has no such field to be missed.
    const isTold = zone.declared === undefined && isOpen;
    if (isTold) unseen.push(silent(zone.name, lame.unknown));
    items.push(seenDelegation(zone, { servers, ...(lame !== undefined && !isTold && { lame }) }));
  });
  const failures = [...failed].map(([name, reason]) => ({ type: DELEGATION, id: name, scope: name, reason }));
  return { items, failures, unseen };
}

function silent(zone: string, reason: string): Unseen {
  return {
    reason: `whether the name servers of ${zone} answer for it: ${reason}; where port 53 is closed outwards, set drift.dns.nameServers to false`,
    covers: { type: DELEGATION, id: zone },
  };
}

function seenDelegation(zone: DelegatedZone, fields: Readonly<Record<string, FieldValue>>): DriftItem {
  const declared = expectedDelegation(zone).fields;
  const remembered = Object.fromEntries(Object.entries(fields).filter(([field]) => !(field in declared)));
  return delegation(zone, fields, remembered);
}

function delegation(
  { name, of, declared }: DelegatedZone,
  fields: Readonly<Record<string, FieldValue>>,
  remembered: Readonly<Record<string, FieldValue>> = {},
): DriftItem {
  const block = parseReverseName(name);
  return {
    observer: "dns",
    type: DELEGATION,
    id: name,
    name: `the delegation of ${name}${block === undefined ? "" : ` (${formatPrefix(block)})`}`,
    ...of,
    fields,
    ...(Object.keys(remembered).length > 0 && { remembered }),
    // Whoever holds the zone holds every reverse name in it: as grave where only the store knows how it was.
    ...(declared !== undefined && declaringResource(declared.resource)),
    scope: name,
    remediation:
      declared === undefined
        ? "Ask whoever delegates the zone, mostly the lessor at its registry, what was changed and why."
        : "Have the zone delegated to the servers that hold it, at the registry or by the lessor, and see that each of them serves it.",
  };
}
