import { AddressError } from "./address-error";
import { FreeSpace } from "./free-space";
import type { LeaseSegment } from "./lease";
import {
  contains,
  formatPrefix,
  formatShort,
  fullLength,
  overlaps,
  type Prefix,
  parseAddress,
  parsePrefix,
} from "./prefix";

/** What a segment asks for. Either `prefixes`, or `prefixLength`, or nothing where the segment is recorded. */
export interface SegmentRequest {
  /** Name of the segment, unique among the requests. */
  readonly segment: string;
  /** Length of one prefix to be placed in free space. */
  readonly prefixLength?: number;
  /** Prefixes chosen by hand. */
  readonly prefixes?: readonly string[];
  /** Keys that need an address of the segment each: a zone (`eu-west-1a`), or one more of it (`eu-west-1a/2`). IPv4 only. */
  readonly zones?: readonly string[];
}

/** A segment as the register records it. */
export type RecordedSegment = Pick<LeaseSegment, "name" | "prefixes" | "placements">;

/** Where a segment is. Prefixes and addresses are canonical text, ready for the register. */
export interface SegmentPlacement {
  readonly segment: string;
  readonly prefixes: readonly string[];
  /** Zone to address: of the zones asked for, in their order. */
  readonly placements: Readonly<Record<string, string>>;
  /** The prefixes were found in free space just now: unless they are recorded, other requests may move them. */
  readonly prefixesAreNew: boolean;
  /** Zones whose address was found just now, likewise. */
  readonly newZones: readonly string[];
}

/** Something that keeps an allocation from being made. */
export interface AllocationProblem {
  /** Segment that asks, or that is recorded. */
  readonly segment: string;
  /** Argument of the segment, for example `prefixes[0]`; what is wrong in the record starts with `recorded.`. */
  readonly argument: string;
  /** Names the value and the way out. */
  readonly message: string;
}

/** A plan that can be carried out only where `problems` is empty; segments with a problem are missing from it. */
export interface Allocation {
  readonly segments: readonly SegmentPlacement[];
  readonly problems: readonly AllocationProblem[];
}

/**
 * Divides a block among segments, and segments among zones. Pure: the same arguments always give the same plan.
 *
 * - What is recorded never moves, and stays reserved while nobody asks for it, until it leaves the record.
 * - Prefixes chosen by hand come next; then the rest is placed in order of the requests, each in the smallest free block
 *   that holds it, so that requests fill a block completely.
 * - A zone gets the lowest free address of its segment. First and last address count too: an elastic address has no
 *   network or broadcast address.
 * - All problems are collected, none is thrown.
 */
export function allocate(options: {
  readonly block: Prefix;
  readonly requests: readonly SegmentRequest[];
  readonly recorded?: readonly RecordedSegment[];
}): Allocation {
  return new Allocator(options.block).run(options.requests, options.recorded ?? []);
}

interface Taken {
  readonly segment: string;
  readonly prefix: Prefix;
}

class Allocator {
  private readonly free: FreeSpace;
  private readonly taken: Taken[] = [];
  private readonly problems: AllocationProblem[] = [];

  constructor(private readonly block: Prefix) {
    this.free = new FreeSpace([block]);
  }

  run(requests: readonly SegmentRequest[], recorded: readonly RecordedSegment[]): Allocation {
    const records = new Map<string, RecordedSegment>();
    const places = new Map<string, Prefix[]>();
    for (const record of recorded) {
      if (records.has(record.name)) {
        this.problem(record.name, "recorded.name", `segment ${record.name} is recorded twice; keep one record`);
        continue;
      }
      records.set(record.name, record);
      const kept = this.take(record.name, "recorded.prefixes", record.prefixes);
      if (kept.length > 0) places.set(record.name, kept);
    }
    const wanted = this.distinct(requests);
    const recordedNames = new Set(places.keys());
    for (const request of wanted) this.placeChosen(request, places, recordedNames);
    const found = new Set<string>();
    for (const request of wanted) this.placeFree(request, places, found);
    const segments = wanted.flatMap((request) => {
      const prefixes = places.get(request.segment);
      if (prefixes === undefined) return [];
      const zones = this.placeZones(request, prefixes, records.get(request.segment)?.placements ?? {});
      const isNew = found.has(request.segment);
      return [{ segment: request.segment, prefixes: prefixes.map(formatPrefix), ...zones, prefixesAreNew: isNew }];
    });
    return { segments, problems: this.problems };
  }

  private distinct(requests: readonly SegmentRequest[]): SegmentRequest[] {
    const seen = new Set<string>();
    return requests.filter(({ segment }) => {
      const isNew = !seen.has(segment);
      seen.add(segment);
      if (!isNew) this.problem(segment, "segment", `segment ${segment} is asked for twice; choose another name`);
      return isNew;
    });
  }

  /** Takes the prefixes chosen by hand, or checks them against the record. */
  private placeChosen(request: SegmentRequest, places: Map<string, Prefix[]>, recorded: ReadonlySet<string>): void {
    const { segment, prefixes, prefixLength } = request;
    const kept = places.get(segment);
    if (kept !== undefined && recorded.has(segment)) {
      const text = kept.map(formatPrefix).join(", ");
      if (prefixLength !== undefined && kept.every((prefix) => prefix.length !== prefixLength)) {
        const fix = `${prefixLength} differs from the record, ${text}; leave it out, or change the record first`;
        this.problem(segment, "prefixLength", fix);
      }
      if (prefixes === undefined) return;
      const given = prefixes.flatMap((prefix, at) => this.parsed(segment, `prefixes[${at}]`, prefix, parsePrefix));
      if (given.length < prefixes.length || sameText(given, kept)) return;
      const fix = `${given.map(formatPrefix).join(", ")} differs from the record, ${text}; leave them out, or change the record first`;
      this.problem(segment, "prefixes", fix);
      return;
    }
    if (prefixes === undefined) return;
    if (prefixes.length === 0) {
      this.problem(segment, "prefixes", `is empty; give a prefix inside ${formatPrefix(this.block)}, or leave it out`);
    }
    const taken = this.take(segment, "prefixes", prefixes);
    if (taken.length > 0) places.set(segment, taken);
  }

  private placeFree(request: SegmentRequest, places: Map<string, Prefix[]>, found: Set<string>): void {
    const { segment, prefixes, prefixLength } = request;
    if (places.has(segment) || prefixes !== undefined) return;
    const block = formatPrefix(this.block);
    const longest = fullLength(this.block.family);
    if (prefixLength === undefined) {
      this.problem(segment, "prefixes", `nothing is recorded or given; give prefixes inside ${block}, or prefixLength`);
      return;
    }
    if (!Number.isInteger(prefixLength) || prefixLength < this.block.length || prefixLength > longest) {
      const fix = `${prefixLength} does not fit ${block}; give a whole number from ${this.block.length} to ${longest}`;
      this.problem(segment, "prefixLength", fix);
      return;
    }
    const prefix = this.free.bestFit(prefixLength);
    if (prefix === undefined) {
      this.problem(segment, "prefixLength", this.fullMessage(prefixLength));
      return;
    }
    this.free.take(prefix);
    this.taken.push({ segment, prefix });
    places.set(segment, [prefix]);
    found.add(segment);
  }

  private fullMessage(length: number): string {
    const block = formatPrefix(this.block);
    const largest = Math.min(...this.free.blocks().map((free) => free.length));
    const room = Number.isFinite(largest) ? `the largest free part is a /${largest}` : "nothing is free";
    return (
      `no /${length} is free in ${block} (${room}); ask for ${Number.isFinite(largest) ? `/${largest} or longer` : "less"}, ` +
      "release a segment in the register, or lease a larger block"
    );
  }

  /** Takes prefixes for a segment; each one that cannot be had is a problem. */
  private take(segment: string, argument: string, texts: readonly string[]): Prefix[] {
    return texts.flatMap((text, at) => {
      const path = `${argument}[${at}]`;
      return this.parsed(segment, path, text, parsePrefix).filter((prefix) => {
        const shown = formatPrefix(prefix);
        if (!contains(this.block, prefix)) {
          const block = formatPrefix(this.block);
          this.problem(segment, path, `${shown} is outside the block; give a prefix inside ${block}`);
          return false;
        }
        const clash = this.free.has(prefix) ? undefined : this.taken.find((other) => overlaps(other.prefix, prefix));
        if (clash !== undefined) {
          const theirs = `${formatPrefix(clash.prefix)} of segment ${clash.segment}`;
          this.problem(segment, path, `${shown} overlaps ${theirs}; give free space`);
          return false;
        }
        this.free.take(prefix);
        this.taken.push({ segment, prefix });
        return true;
      });
    });
  }

  private placeZones(
    request: SegmentRequest,
    prefixes: readonly Prefix[],
    recorded: Readonly<Record<string, string>>,
  ): Pick<SegmentPlacement, "placements" | "newZones"> {
    const zones = request.zones ?? [];
    if (this.block.family === 6) {
      if (zones.length > 0) {
        const block = formatPrefix(this.block);
        this.problem(
          request.segment,
          "zones",
          `an address a zone is for IPv4; leave zones out for a segment of ${block}`,
        );
      }
      return { placements: {}, newZones: [] };
    }
    const free = new FreeSpace(prefixes);
    const kept = this.keepZones(request.segment, prefixes, recorded, free);
    const newZones: string[] = [];
    const placements = new Map<string, string>();
    for (const [at, zone] of zones.entries()) {
      if (placements.has(zone)) {
        this.problem(
          request.segment,
          `zones[${at}]`,
          `${zone} is asked for twice; for a second address ask for ${zone}/2`,
        );
        continue;
      }
      const old = kept.get(zone);
      const address = old ?? free.lowestIpv4();
      if (address === undefined) {
        const text = prefixes.map(formatPrefix).join(", ");
        const fix = `no address is left in ${text} for ${zone}; give the segment more space, or release a placement`;
        this.problem(request.segment, `zones[${at}]`, fix);
        continue;
      }
      if (old === undefined) {
        free.take(address);
        newZones.push(zone);
      }
      placements.set(zone, formatShort(address));
    }
    // fromEntries, since a plain assignment to a zone called __proto__ would be lost.
    return { placements: Object.fromEntries(placements), newZones };
  }

  /** Takes the recorded addresses of a segment, asked for or not. */
  private keepZones(
    segment: string,
    prefixes: readonly Prefix[],
    recorded: Readonly<Record<string, string>>,
    free: FreeSpace,
  ): Map<string, Prefix> {
    const kept = new Map<string, Prefix>();
    for (const [zone, text] of Object.entries(recorded)) {
      const path = `recorded.placements.${zone}`;
      for (const address of this.parsed(segment, path, text, parseAddress)) {
        const shown = formatShort(address);
        if (free.has(address)) {
          free.take(address);
          kept.set(zone, address);
        } else if (prefixes.some((prefix) => contains(prefix, address))) {
          this.problem(segment, path, `${shown} is recorded for another zone too; keep it for one`);
        } else {
          const text = prefixes.map(formatPrefix).join(", ");
          this.problem(segment, path, `${shown} is outside the segment; record an address inside ${text}`);
        }
      }
    }
    return kept;
  }

  private parsed(segment: string, argument: string, text: string, parse: (text: string) => Prefix): Prefix[] {
    try {
      return [parse(text)];
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      this.problem(segment, argument, error.message);
      return [];
    }
  }

  private problem(segment: string, argument: string, message: string): void {
    this.problems.push({ segment, argument, message });
  }
}

function sameText(a: readonly Prefix[], b: readonly Prefix[]): boolean {
  const text = (prefixes: readonly Prefix[]) => prefixes.map(formatPrefix).sort().join();
  return text(a) === text(b);
}
