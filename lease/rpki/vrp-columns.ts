import { type Family, fullLength, type Prefix } from "../prefix";
import { writeWords } from "./prefix-words";
import type { Vrp } from "./vrp";

const FIRST_CAPACITY = 16;

/** Words of the address, high first (IPv4: only the first), and the rest of one payload. */
export interface VrpRow {
  readonly words: Uint32Array;
  length: number;
  asn: number;
  maxLength: number;
  /** Seconds since 1970; 0 where it does not lapse. */
  expires: number;
}

/**
 * The payloads of one family as they are read, a typed array for each part: a payload costs 10 bytes in IPv4 and 22 in
 * IPv6, and no object. Whoever appends has checked the numbers.
 */
export class VrpColumns {
  /** 32-bit words an address has: 1 or 4. */
  readonly words: number;
  count = 0;
  addresses: Uint32Array<ArrayBuffer>;
  lengths = new Uint8Array(FIRST_CAPACITY);
  maxLengths = new Uint8Array(FIRST_CAPACITY);
  asns = new Uint32Array(FIRST_CAPACITY);
  /** Absent as long as no payload lapses. */
  expires: Uint32Array<ArrayBuffer> | undefined;

  constructor(readonly family: Family) {
    this.words = fullLength(family) / 32;
    this.addresses = new Uint32Array(FIRST_CAPACITY * this.words);
  }

  /** Appends a payload; its max-length and AS number must be sound. */
  add({ prefix, asn, maxLength, expires = 0 }: Vrp): void {
    const at = this.reserve();
    writeWords(prefix, this.addresses, at * this.words);
    this.write(at, prefix.length, asn, maxLength, expires);
  }

  /** Appends a payload whose address is there as words. */
  addRow({ words, length, asn, maxLength, expires }: VrpRow): void {
    const at = this.reserve();
    for (let word = 0, to = at * this.words; word < this.words; word++, to++)
      this.addresses[to] = words[word] as number;
    this.write(at, length, asn, maxLength, expires);
  }

  private write(at: number, length: number, asn: number, maxLength: number, expires: number): void {
    this.lengths[at] = length;
    this.asns[at] = asn;
    this.maxLengths[at] = maxLength;
    if (expires === 0) return;
    this.expires ??= new Uint32Array(this.lengths.length);
    this.expires[at] = expires;
  }

  private reserve(): number {
    const at = this.count++;
    if (at < this.lengths.length) return at;
    const capacity = this.lengths.length * 2;
    this.addresses = grown(this.addresses, capacity * this.words);
    this.asns = grown(this.asns, capacity);
    if (this.expires !== undefined) this.expires = grown(this.expires, capacity);
    this.lengths = grownBytes(this.lengths, capacity);
    this.maxLengths = grownBytes(this.maxLengths, capacity);
    return at;
  }
}

/** The payloads of both families. */
export interface VrpRows {
  readonly v4: VrpColumns;
  readonly v6: VrpColumns;
}

export function emptyRows(): VrpRows {
  return { v4: new VrpColumns(4), v6: new VrpColumns(6) };
}

/** The columns of a prefix's family. */
export function columnsFor(rows: VrpRows, prefix: Prefix): VrpColumns {
  return prefix.family === 4 ? rows.v4 : rows.v6;
}

function grown(column: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity);
  larger.set(column);
  return larger;
}

function grownBytes(column: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(column);
  return larger;
}
