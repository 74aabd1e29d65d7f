import { formatShort, type Prefix, readPrefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import type { FactContext } from "./context";
import type { ReverseNameFact, SegmentKey } from "./fact";
import type { ForwardNames } from "./forward-names";
import { SetMap } from "./key-map";
import { distinct, strongest } from "./membership";
import type { Known, ReverseName } from "./observations";
import type { Key } from "./references";

const MOST_PATHS = 5;

/** What a reverse record's names come to when they are looked up forwards. */
type Confirmed = Pick<ReverseNameFact, "astray" | "forwardOutOfView" | "otherNames" | "namesOfSegments">;

/** Forward-confirmed reverse DNS: PTR, to its name, to A or AAAA records, back to the address. */
export class ReverseConfirmation {
  readonly #context: FactContext;
  readonly #forward: ForwardNames;
  /** Names by address or allocation. */
  readonly #namesOf = new SetMap<string, string>();
  /** Segments whose addresses bear a name. */
  readonly #segmentsOf = new SetMap<string, SegmentKey>();

  constructor(context: FactContext, forward: ForwardNames, allocated: Allocations) {
    this.#context = context;
    this.#forward = forward;
    for (const record of context.observations.reverseNames) {
      const { value } = addressOf(record, allocated).address;
      const segments = this.#segments(record, value);
      for (const name of record.names.value ?? []) {
        for (const subject of subjects(record, value)) this.#namesOf.add(subject, name);
        for (const segment of segments) this.#segmentsOf.add(name, segment);
      }
    }
  }

  of(
    record: ReverseName,
    address: Prefix | undefined,
    inPrefixes: readonly SegmentKey[],
  ): { fields: Confirmed; unknown: readonly string[] } {
    const own = new Set(inPrefixes.length > 0 ? inPrefixes : this.#segments(record, address));
    const names = record.names.value ?? [];
    const bearer = subjects(record, address);
    const astray: string[] = [];
    const outOfView: string[] = [];
    const unknown = new Set<string>();
    const foreign = new Set<SegmentKey>();
    for (const name of names) {
      const forward = this.#forward.of(name);
      for (const segment of this.#segmentsOf.get(name)) foreign.add(segment);
      for (const found of forward.addresses) for (const segment of this.#segmentsOfAddress(found)) foreign.add(segment);
      if (bearer.some((subject) => forward.addresses.has(subject))) continue;
      // Allocations whose address is still to be known may turn out to be the one.
      const pending = [...forward.addresses].filter((found) => readPrefix(found) === undefined);
      for (const path of [...forward.unknown, ...pending.map((urn) => `${urn}#publicIp`)]) unknown.add(path);
      if (address === undefined) for (const path of record.address.unknown) unknown.add(path);
      if (forward.outOfView && forward.addresses.size === 0) outOfView.push(name);
      else if (forward.unknown.length === 0 && pending.length === 0) astray.push(name);
    }
    const all = bearer.flatMap((subject) => [...this.#namesOf.get(subject)]);
    return {
      fields: {
        astray,
        forwardOutOfView: outOfView,
        otherNames: distinct(all.filter((name) => !names.includes(name))),
        namesOfSegments: own.size === 0 ? [] : [...foreign].filter((segment) => !own.has(segment)).sort(),
      },
      unknown: [...unknown].slice(0, MOST_PATHS),
    };
  }

  #segments(record: ReverseName, address: Prefix | undefined): readonly SegmentKey[] {
    const { view, references, membership } = this.#context;
    if (address !== undefined) {
      const covering = view.segmentsCovering(address).map(({ key }) => key);
      if (covering.length > 0) return distinct(covering);
    }
    return record.allocations.keys.flatMap((key) => {
      const resource = references.resource(key);
      const { claims } = resource === undefined ? { claims: [] } : membership.of(resource);
      const bound = claims.filter((claim) => claim.lease !== "");
      return bound.length === 0 ? [] : strongest(bound);
    });
  }

  #segmentsOfAddress(text: string): readonly SegmentKey[] {
    const prefix = readPrefix(text);
    return prefix === undefined ? [] : this.#context.view.segmentsCovering(prefix).map(({ key }) => key);
  }
}

/** What a forward record has to name: the address as text, or the allocation where nobody knows its address yet. */
function subjects(record: ReverseName, address: Prefix | undefined): string[] {
  return [...(address === undefined ? [] : [formatShort(address)]), ...record.allocations.keys];
}

export interface Allocations {
  readonly byKey: ReadonlyMap<Key, Known<Prefix>>;
  readonly addresses: ReadonlySet<string>;
  readonly covers: (address: Prefix) => boolean;
  /** Paths of addresses from pools that nobody knows yet: any of them may be the one a record names. */
  readonly unknown: readonly string[];
}

export function allocations({ observations }: FactContext): Allocations {
  const byKey = new Map<Key, Known<Prefix>>();
  const addresses = new Set<string>();
  const unknown: string[] = [];
  for (const { key, address, source } of observations.allocations) {
    byKey.set(key, address);
    if (address.value !== undefined) addresses.add(formatShort(address.value));
    else if (source !== "cloud" && unknown.length < MOST_PATHS) unknown.push(...address.unknown);
  }
  const subnets = new PrefixIndex(
    observations.subnets.flatMap(({ prefixes, resource }) => prefixes.map((prefix) => [prefix, resource.urn] as const)),
  );
  return { byKey, addresses, covers: (address) => subnets.covering(address).length > 0, unknown };
}

export function addressOf(
  record: ReverseName,
  allocated: Allocations,
): { address: Known<Prefix>; isAllocated: boolean } {
  const [key] = record.allocations.keys;
  if (key === undefined) return { address: record.address, isAllocated: false };
  return {
    address: allocated.byKey.get(key) ?? { unknown: [`${record.resource.urn}#allocationId`] },
    isAllocated: true,
  };
}
