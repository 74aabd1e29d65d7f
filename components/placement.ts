import { AddressError } from "../lease/address-error";
import type { Lease } from "../lease/lease";
import { contains, formatPrefix, overlaps, type Prefix, parsePrefix, splitPrefix } from "../lease/prefix";
import type { Register } from "../register/register";
import { ArgumentErrors } from "./argument-errors";

/** Where a segment was placed, as the register records it. */
export interface PlacementRecord {
  readonly prefixes: readonly string[];
  /** Zone to address: `eu-west-1a`, a second address of the zone `eu-west-1a/2`. */
  readonly placements?: Readonly<Record<string, string>>;
}

/** What a segment was given. */
export interface Placement {
  readonly prefixes: string[];
  readonly family: 4 | 6;
  readonly placements: Readonly<Record<string, string>>;
  /** Neither recorded nor given: other segments that come or go may move it. */
  readonly unrecorded: boolean;
}

interface Sources {
  readonly register?: Register;
  readonly placements?: Readonly<Record<string, PlacementRecord>>;
  readonly errors?: ArgumentErrors;
}

/**
 * Gives the segments of one block their prefixes. Recorded prefixes are kept for their segment even while the program
 * does not declare it; given prefixes are checked; the rest gets the first free prefix of the length asked for.
 */
export class Placer {
  private readonly block: Prefix;
  private readonly taken = new Map<string, Prefix[]>();
  private readonly declared = new Set<string>();

  private constructor(
    private readonly lease: Lease,
    private readonly recorded: ReadonlyMap<string, PlacementRecord>,
    errors: ArgumentErrors,
  ) {
    this.block = parsePrefix(lease.prefix);
    for (const [name, record] of recorded) {
      const path = `placements.${name}`;
      const prefixes = this.readPrefixes(record.prefixes, `${path}.prefixes`, errors);
      this.take(name, prefixes, `${path}.prefixes`, errors);
    }
  }

  /** Reads the recorded placements: the register's, over them those of the lease itself, over them those given. */
  static forLease(lease: Lease, { register, placements, errors }: Sources = {}): Placer {
    const registered = register?.leases.find(({ id }) => id === lease.id)?.segments ?? [];
    const recorded = new Map<string, PlacementRecord>();
    for (const segment of [...registered, ...(lease.segments ?? [])]) recorded.set(segment.name, segment);
    for (const [name, record] of Object.entries(placements ?? {})) recorded.set(name, record);
    const own = errors ?? new ArgumentErrors(`lease "${lease.id}"`);
    const placer = new Placer(lease, recorded, own);
    if (errors === undefined) own.throwIfAny();
    return placer;
  }

  /** Keeps given prefixes for their segment before any other segment is placed in free space. */
  reserve(name: string, prefixes: readonly string[], path: string, errors: ArgumentErrors): void {
    if (this.recorded.has(name) || this.taken.has(name)) return;
    this.take(name, this.readPrefixes(prefixes, path, errors), path, errors);
  }

  /**
   * Places a segment. Adds every problem to `errors`; the answer is undefined where there is one.
   *
   * @param path Prefix of the arguments' paths in messages, for example `segments.web.`.
   */
  place(
    name: string,
    request: { readonly prefixes?: readonly string[]; readonly prefixLength?: number },
    path: string,
    errors: ArgumentErrors,
  ): Placement | undefined {
    if (this.declared.has(name)) {
      errors.add(`${path}name`, name, `lease ${this.lease.id} already has a segment of this name; choose another`);
      return undefined;
    }
    this.declared.add(name);
    const record = this.recorded.get(name);
    if (record !== undefined) return this.fromRecord(name, record, request, path, errors);
    if (request.prefixes !== undefined) {
      this.reserve(name, request.prefixes, `${path}prefixes`, errors);
      return this.placement(name, {}, false);
    }
    return this.fromFreeSpace(name, request.prefixLength, path, errors);
  }

  private fromRecord(
    name: string,
    record: PlacementRecord,
    request: { readonly prefixes?: readonly string[] },
    path: string,
    errors: ArgumentErrors,
  ): Placement | undefined {
    const given = request.prefixes && this.readPrefixes(request.prefixes, `${path}prefixes`, errors).map(formatPrefix);
    const kept = this.taken.get(name)?.map(formatPrefix) ?? [];
    if (given !== undefined && [...given].sort().join() !== [...kept].sort().join()) {
      const fix = `recorded as ${kept.join(", ")}; leave prefixes out, or change the record first`;
      errors.add(`${path}prefixes`, given.join(", "), fix);
      return undefined;
    }
    return this.placement(name, record.placements ?? {}, false);
  }

  private fromFreeSpace(
    name: string,
    length: number | undefined,
    path: string,
    errors: ArgumentErrors,
  ): Placement | undefined {
    const longest = this.block.family === 4 ? 32 : 128;
    if (length === undefined) {
      const fix = `nothing is recorded for segment ${name}; give prefixes inside ${this.lease.prefix}, or prefixLength`;
      errors.add(`${path}prefixes`, undefined, fix);
      return undefined;
    }
    if (!Number.isInteger(length) || length < this.block.length || length > longest) {
      errors.add(`${path}prefixLength`, length, `give a whole number from ${this.block.length} to ${longest}`);
      return undefined;
    }
    const free = this.firstFree(length);
    if (free === undefined) {
      const fix = `no /${length} is free in ${this.lease.prefix}; ask for less, or release a segment in the register`;
      errors.add(`${path}prefixLength`, length, fix);
      return undefined;
    }
    this.taken.set(name, [free]);
    return this.placement(name, {}, true);
  }

  private firstFree(length: number): Prefix | undefined {
    const taken = [...this.taken.values()].flat();
    for (const candidate of splitPrefix(this.block, length)) {
      if (!taken.some((prefix) => overlaps(prefix, candidate))) return candidate;
    }
    return undefined;
  }

  private placement(
    name: string,
    placements: Readonly<Record<string, string>>,
    unrecorded: boolean,
  ): Placement | undefined {
    const prefixes = this.taken.get(name);
    if (prefixes === undefined) return undefined;
    return { prefixes: prefixes.map(formatPrefix), family: this.block.family, placements, unrecorded };
  }

  private take(name: string, prefixes: readonly Prefix[], path: string, errors: ArgumentErrors): void {
    for (const prefix of prefixes) {
      const text = formatPrefix(prefix);
      if (!contains(this.block, prefix)) {
        errors.add(path, text, `outside the lease's ${this.lease.prefix}; give a prefix inside it`);
      }
      for (const [other, theirs] of this.taken) {
        const clash = theirs.find((their) => overlaps(their, prefix));
        if (clash) errors.add(path, text, `overlaps ${formatPrefix(clash)} of segment ${other}; give free space`);
      }
    }
    if (prefixes.length > 0) this.taken.set(name, [...prefixes]);
  }

  private readPrefixes(texts: readonly string[], path: string, errors: ArgumentErrors): Prefix[] {
    if (texts.length === 0) errors.add(path, undefined, "empty; give at least one prefix, or leave it out");
    return texts.flatMap((text, index) => {
      try {
        return [parsePrefix(text)];
      } catch (error) {
        if (!(error instanceof AddressError)) throw error;
        errors.add(`${path}[${index}]`, text, error.message);
        return [];
      }
    });
  }
}
