import {
  formatPrefix,
  formatShort,
  fullLength,
  lastAddress,
  type Prefix,
  prefixSize,
  supernet,
} from "../../../lease/prefix";
import { reverseName, reverseZones } from "../../../lease/reverse-name";
import { attribute, type Declared } from "../../declared";
import type { Attribution } from "../../drift-item";
import { type DeclaredName, declaredNames } from "./declared-names";
import { declaredZones, reverseZoneIndex } from "./declared-zones";

/** An address whose PTR is looked up. */
export interface ReverseTarget {
  /** Canonical text of the address. */
  readonly id: string;
  readonly address: Prefix;
  /** Its name in the reverse tree. */
  readonly question: string;
  /** The zone that is to hold it: its /24's, or the nibble zone of its lease. Failures are told by it. */
  readonly zone: string;
  readonly of: Attribution;
  readonly declared: DeclaredName | undefined;
  /** It lies in a zone that the program declares: a PTR that is not declared is nobody's. */
  readonly isExclusive: boolean;
  /** A block smaller than /24, whose names are aliases into a zone of its own (RFC 2317). */
  readonly isClassless: boolean;
}

export interface ReversePlan {
  readonly targets: readonly ReverseTarget[];
  readonly notObserved: readonly string[];
}

/**
 * Which addresses are looked up: all that have declared names, then, of IPv4, those of segments and the rest of the blocks,
 * up to a limit. A released block is somebody else's, and left alone.
 */
export function reversePlan(declared: Declared, maxAddresses: number): ReversePlan {
  const plan = new Plan(declared, maxAddresses);
  return plan.make();
}

class Plan {
  readonly #targets = new Map<string, ReverseTarget>();
  readonly #names;
  readonly #zones;

  constructor(
    private readonly declared: Declared,
    private readonly most: number,
  ) {
    this.#names = declaredNames(declared.context);
    this.#zones = reverseZoneIndex(declaredZones(declared));
  }

  make(): ReversePlan {
    const { context, leases } = this.declared;
    const held = leases.filter(({ lease }) => lease.status !== "released");
    const ids = new Set(held.map(({ lease }) => lease.id));
    for (const { address } of this.#names.byAddress.values()) {
      const { lease } = attribute(this.declared, address);
      if (lease !== null && ids.has(lease)) this.#add(address);
    }
    const v4 = held.filter(({ prefix }) => prefix.family === 4);
    const segments = v4.flatMap(({ lease }) => context.view.segmentsOf(lease.id));
    for (const prefix of segments.flatMap(({ prefixes }) => prefixes)) this.#addAll(prefix);
    for (const { prefix } of v4) this.#addAll(prefix);
    return { targets: [...this.#targets.values()], notObserved: this.#left(v4.map(({ prefix }) => prefix)) };
  }

  #addAll(block: Prefix): void {
    if (block.family !== 4) return;
    // Addresses that were added before, or are another lease's, are passed over; a whole /8 of them is not.
    const end = block.first + BigInt(this.most) * 4n;
    const last = lastAddress(block);
    for (let first = block.first; first <= last && first < end && this.#targets.size < this.most; first++)
      this.#add({ family: 4, first, length: 32 });
  }

  #add(address: Prefix): void {
    const id = formatShort(address);
    if (this.#targets.size >= this.most || this.#targets.has(id)) return;
    const of = attribute(this.declared, address);
    // A part of the block is leased to, or released under, another lease.
    if (of.lease === null) return;
    const block = this.declared.context.view.leases.get(of.lease)?.prefix ?? address;
    this.#targets.set(id, {
      id,
      address,
      question: reverseName(address),
      zone: zoneOf(address, block),
      of,
      declared: this.#names.byAddress.get(id),
      isExclusive: !this.#names.hasStray && this.#zones.covering(address).length > 0,
      isClassless: address.family === 4 && block.length > 24,
    });
  }

  #left(blocks: readonly Prefix[]): string[] {
    if (this.#targets.size < this.most) return [];
    const all = blocks.reduce((sum, block) => sum + prefixSize(block), 0n);
    const looked = [...this.#targets.values()].filter(({ address }) => address.family === 4).length;
    if (all <= BigInt(looked)) return [];
    const named = blocks.slice(0, 3).map(formatPrefix).join(", ");
    return [
      `the PTR records of ${all - BigInt(looked)} of ${all} addresses (${named}${blocks.length > 3 ? ", …" : ""}): the limit drift.dns.maxAddresses is ${this.most}`,
    ];
  }
}

function zoneOf(address: Prefix, block: Prefix): string {
  const length = address.family === 4 ? 24 : Math.min(fullLength(6), Math.ceil(block.length / 4) * 4);
  return reverseZones(supernet(address, length))[0] as string;
}
