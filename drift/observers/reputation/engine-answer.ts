import type { Prefix } from "../../../lease/prefix";
import type { Weight } from "./engine";

/** Something of a lease that an engine lists. */
export interface Hit {
  readonly lease: string;
  /** What of the lease it covers: an address, a part of the block, or all of it. */
  readonly prefix: Prefix;
  /** Return codes of a zone, references such as SBL numbers; empty where the engine gives none. */
  readonly codes: readonly string[];
  readonly weight: Weight;
  /** Of a list of AS numbers: the origin that is listed. */
  readonly asn?: number;
  /** What the engine says of why, cleaned. */
  readonly reason?: string;
  /** What was listed, where it is larger than the lease: `203.0.112.0/20`. */
  readonly entry?: string;
}

/** What an engine could not say about a lease. */
export interface EngineFailure {
  readonly lease: string;
  /** What went wrong, in words without secrets. */
  readonly reason: string;
}

/** What one engine says of all that it was asked about. */
export interface EngineAnswer {
  readonly hits: readonly Hit[];
  readonly failures: readonly EngineFailure[];
}
