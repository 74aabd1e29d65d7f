import { AddressError } from "../../lease/address-error";
import {
  contains,
  formatShort,
  fullLength,
  lastAddress,
  type Prefix,
  parseAddress,
  parsePrefix,
} from "../../lease/prefix";
import type { ArgumentErrors } from "../argument-errors";

/** What a pool asks for: some addresses in each of some zones. */
export interface AddressRequest {
  /** Prefixes of the segment, from which the addresses come. */
  readonly prefixes: readonly string[];
  /** Zone to the addresses the program chose; an empty list leaves the choice to the record and to free space. */
  readonly zones: Readonly<Record<string, readonly string[]>>;
  /** How many addresses a zone without chosen ones gets, from 1. */
  readonly perZone: number;
  /** Recorded placement to address: `eu-west-1a`, the second of a zone `eu-west-1a/2`. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Address to who already has it, of other pools of the segment. */
  readonly claimed: ReadonlyMap<string, string>;
}

export interface ChosenAddresses {
  readonly byZone: Readonly<Record<string, readonly string[]>>;
  /** Placements that are neither chosen nor recorded, in the form in which a register records them. */
  readonly unrecorded: Readonly<Record<string, string>>;
}

/** Key of a zone's nth address (from 0) in the register: the zone, and from the second on `/2`, `/3`. */
export function placementKey(zone: string, index: number): string {
  return index === 0 ? zone : `${zone}/${index + 1}`;
}

/**
 * Chooses the addresses of a pool. Chosen addresses are checked, recorded ones kept, also while their zone is not
 * declared; a zone that has neither gets a slot of its own, from its letter, so that `eu-west-1a` keeps its address when
 * `eu-west-1b` comes before or after it.
 */
export function chooseAddresses(request: AddressRequest, errors: ArgumentErrors): ChosenAddresses {
  const space = request.prefixes.map(parsePrefix);
  const taken = new Map<string, string>(request.claimed);
  const byZone: Record<string, string[]> = {};
  const unrecorded: Record<string, string> = {};
  const recorded = unclaimed(request);
  for (const [key, address] of Object.entries(recorded)) {
    const path = `placements["${key}"]`;
    const short = readAddress(address, space, path, errors);
    if (short !== undefined) take(short, key, path, taken, errors);
  }
  for (const [zone, given] of Object.entries(request.zones)) {
    byZone[zone] = given.flatMap((address, index) => {
      const path = `addresses["${zone}"][${index}]`;
      const short = readAddress(address, space, path, errors);
      if (short === undefined) return [];
      take(short, placementKey(zone, index), path, taken, errors);
      return [short];
    });
  }
  for (const [zone, given] of Object.entries(request.zones)) {
    if (given.length > 0) continue;
    for (let index = 0; index < request.perZone; index++) {
      const key = placementKey(zone, index);
      const kept = recorded[key];
      const address = kept ?? freeAddress(space, zone, index, taken);
      if (address === undefined) {
        errors.add(`zones["${zone}"]`, key, `no address is free in ${request.prefixes.join(", ")}; ask for fewer`);
        continue;
      }
      taken.set(address, key);
      byZone[zone]?.push(address);
      if (kept === undefined) unrecorded[key] = address;
    }
  }
  return { byZone, unrecorded };
}

/** What is recorded of the segment's zones that another of its pools does not have already. */
function unclaimed({ recorded, claimed }: AddressRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(recorded).filter(([, address]) => !claimed.has(address)));
}

function readAddress(text: string, space: readonly Prefix[], path: string, errors: ArgumentErrors): string | undefined {
  try {
    const address = parseAddress(text);
    const short = formatShort(address);
    if (space.some((prefix) => contains(prefix, address))) return short;
    errors.add(path, short, "outside the segment's prefixes; choose an address inside them");
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    errors.add(path, text, error.message);
  }
  return undefined;
}

function take(address: string, key: string, path: string, taken: Map<string, string>, errors: ArgumentErrors): void {
  const owner = taken.get(address);
  if (owner !== undefined && owner !== key)
    errors.add(path, address, `already the address of ${owner}; choose another`);
  taken.set(address, key);
}

/** Zones of a region are lettered a to f so far; a zone's second address lies one row of zones further. */
const ZONES_IN_A_ROW = 6n;

function freeAddress(
  space: readonly Prefix[],
  zone: string,
  index: number,
  taken: ReadonlyMap<string, string>,
): string | undefined {
  const slots = BigInt(Math.max(0, zone.charCodeAt(zone.length - 1) - "a".charCodeAt(0))) % ZONES_IN_A_ROW;
  let skip = slots + BigInt(index) * ZONES_IN_A_ROW;
  for (const prefix of space) {
    const usable = usableAddresses(prefix);
    if (usable.length === 0) continue;
    const start = Number(skip % BigInt(usable.length));
    const free = [...usable.slice(start), ...usable.slice(0, start)].find((address) => !taken.has(address));
    if (free !== undefined) return free;
    skip = 0n;
  }
  return undefined;
}

/** Enough for every zone of a region, and a bound on a large prefix. */
const LOOKED_AT = 4096n;

/** Addresses that end in .0 or .255 come last: some networks still drop them as if they were broadcasts. */
function usableAddresses(prefix: Prefix): string[] {
  const last = lastAddress(prefix);
  const end = last - prefix.first > LOOKED_AT ? prefix.first + LOOKED_AT : last;
  const usable: string[] = [];
  const edges: string[] = [];
  for (let first = prefix.first; first <= end; first++) {
    const octet = first & 255n;
    const list = octet === 0n || octet === 255n ? edges : usable;
    list.push(formatShort({ family: prefix.family, first, length: fullLength(prefix.family) }));
  }
  return usable.length > 0 ? usable : edges;
}
