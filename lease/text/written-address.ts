import type { Prefix } from "../prefix";

/**
 * How sure it is that the text means an address: `likely` for what other things are written like too, such as numbers
 * joined by dashes.
 */
export type Confidence = "certain" | "likely";

/** What a stretch of text names: one block, or the blocks of a range. Positions count UTF-16 units, as strings do. */
export interface WrittenAddress {
  readonly start: number;
  /** After the last character. */
  readonly end: number;
  readonly prefixes: readonly Prefix[];
  /** The address itself, where it is written with the length of the network that it lies in (`203.0.113.5/16`). */
  readonly host?: Prefix;
  /** What an address of IPv6 that carries one of IPv4 means besides: 6to4, NAT64 and their kin. */
  readonly carried?: Prefix;
  readonly confidence: Confidence;
}
