import { readString } from "../graph/read";
import { formatShort, type Prefix, supernet } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import { parseReverseName } from "../lease/reverse-name";
import type { FactContext } from "./context";
import type { ReverseNameFact } from "./fact";
import type { ForwardNames } from "./forward-names";
import { claimOf, distinct } from "./membership";
import type { ReverseName } from "./observations";
import type { Key } from "./references";
import { addressOf, allocations, ReverseConfirmation } from "./reverse-confirmation";
import { CLOUDFLARE_ZONE, ROUTE53_ZONE } from "./types";

const MOST_PATHS = 5;

/** The records in view that name an address, by address and by allocation, and the reverse zones in view. */
export class ReverseNames {
  readonly #view: FactContext["view"];
  readonly #byAddress = new Map<string, ReverseName[]>();
  readonly #byAllocation = new Map<Key, ReverseName[]>();
  /** Paths of records that may be for any address. */
  readonly #stray: string[] = [];
  readonly #zones: PrefixIndex<string>;
  /** Zones in which some record is in view. */
  readonly #withRecords = new Set<string>();

  constructor({ observations, references, view }: FactContext) {
    this.#view = view;
    const allocated = new Map(observations.allocations.map(({ key, address }) => [key, address.value] as const));
    for (const record of observations.reverseNames) {
      if (record.address.value !== undefined) push(this.#byAddress, formatShort(record.address.value), record);
      for (const key of record.allocations.keys) push(this.#byAllocation, key, record);
      if (record.address.value === undefined && record.allocations.keys.length === 0) {
        this.#stray.push(...record.address.unknown);
      }
      for (const address of [record.address.value, ...record.allocations.keys.map((key) => allocated.get(key))]) {
        if (address !== undefined) this.#withRecords.add(this.#zoneOf(address));
      }
    }
    this.#stray.splice(MOST_PATHS);
    const zones = [ROUTE53_ZONE, CLOUDFLARE_ZONE].flatMap((type) => references.ofType(type));
    this.#zones = new PrefixIndex(
      zones.flatMap(({ urn, inputs }) => {
        const name = readString(inputs, "name") ?? readString(inputs, "zone");
        const prefix = name !== undefined && "known" in name ? parseReverseName(name.known) : undefined;
        return prefix === undefined ? [] : [[prefix, urn] as const];
      }),
    );
  }

  /**
   * Names of an address that is allocated by `key`, and the paths that hide more: a record that may be for it, or, where
   * its reverse zone is out of view and no record of that zone is in view either, the zone itself.
   */
  of(key: Key, address: Prefix | undefined): { names: string[]; unknown: string[] } {
    const records = [
      ...(address === undefined ? [] : (this.#byAddress.get(formatShort(address)) ?? [])),
      ...(this.#byAllocation.get(key) ?? []),
    ];
    const names = distinct(records.flatMap((record) => record.names.value ?? []));
    if (names.length > 0) return { names, unknown: [] };
    const unknown = records.flatMap((record) => record.names.unknown);
    if (address !== undefined && !this.#isZoneInView(address)) unknown.push(`${key}#ptrRecord`);
    return { names, unknown: [...unknown, ...this.#stray].slice(0, MOST_PATHS) };
  }

  #isZoneInView(address: Prefix): boolean {
    return this.#zones.covering(address).length > 0 || this.#withRecords.has(this.#zoneOf(address));
  }

  /** The zone in which an address is likely to be named: its /24, or for IPv6 that of its lease. */
  #zoneOf(address: Prefix): string {
    if (address.family === 4) return formatShort(supernet(address, Math.min(address.length, 24)));
    return this.#view.leaseFor(address)?.lease.id ?? formatShort(supernet(address, Math.min(address.length, 48)));
  }
}

/** One fact for every record that names an address of leased space, or that may. */
export function reverseNameFacts(context: FactContext, forward: ForwardNames): ReverseNameFact[] {
  const { observations, view } = context;
  const allocated = allocations(context);
  const confirmation = new ReverseConfirmation(context, forward, allocated);
  return observations.reverseNames.flatMap((record): ReverseNameFact[] => {
    const { address, isAllocated } = addressOf(record, allocated);
    const lease = address.value === undefined ? undefined : view.leaseFor(address.value);
    if (address.value !== undefined && lease === undefined) return [];
    if (address.value === undefined && (address.unknown.length === 0 || view.leases.size === 0)) return [];
    const segments =
      address.value === undefined ? [] : distinct(view.segmentsCovering(address.value).map(({ key }) => key));
    const held =
      address.value !== undefined &&
      (isAllocated || allocated.addresses.has(formatShort(address.value)) || allocated.covers(address.value));
    const unknown: Record<string, readonly string[]> = {};
    if (address.unknown.length > 0) unknown.address = address.unknown;
    if (record.names.unknown.length > 0) unknown.names = record.names.unknown;
    if (!held && segments.length === 0 && lease !== undefined && allocated.unknown.length > 0)
      unknown.allocated = allocated.unknown;
    const confirmed = confirmation.of(record, address.value, segments);
    if (confirmed.unknown.length > 0) unknown.forward = confirmed.unknown;
    const [only] = segments;
    return [
      {
        kind: "reverse-name",
        id: `reverse-name:${record.resource.urn}`,
        resource: record.resource.urn,
        lease: lease?.lease.id ?? null,
        segment: segments.length === 1 && only !== undefined ? claimOf("prefix", only).segment : null,
        unknown,
        address: address.value === undefined ? null : formatShort(address.value),
        names: record.names.value ?? [],
        leaseStatus: lease?.lease.status ?? null,
        allocated: held,
        segments,
        ...confirmed.fields,
      },
    ];
  });
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
