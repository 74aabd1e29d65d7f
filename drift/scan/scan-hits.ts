import { LeaseView, type ViewedLease } from "../../facts/lease-view";
import { type SpaceMatch, SpaceMatcher } from "../../facts/space-match";
import type { LeaseStatus } from "../../lease/lease";
import { formatPrefix, type Prefix } from "../../lease/prefix";
import type { Confidence } from "../../lease/text/written-address";
import type { Register } from "../../register/register";
import type { Mention } from "./text-scan";

/** A reference to leased space in a file. */
export interface ScanHit {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters: code points of Unicode. */
  readonly column: number;
  /** As written. */
  readonly text: string;
  /** Id of the lease. */
  readonly lease: string;
  readonly status: LeaseStatus;
  readonly confidence: Confidence;
}

/** Says which leases mentions refer to, by the rules that references in stacks are judged by. */
export class MentionMatcher {
  readonly #view: LeaseView;
  readonly #matcher: SpaceMatcher;
  readonly #maxBitsShorter: number;

  /**
   * @param today calendar day by which terms are judged
   * @param maxBitsShorter a block around a lease that is more bits shorter means something else
   */
  constructor(register: Register, today: string, maxBitsShorter: number) {
    this.#view = new LeaseView([], register, today);
    this.#matcher = new SpaceMatcher(this.#view);
    this.#maxBitsShorter = maxBitsShorter;
  }

  /** One lease for each that is meant; none where the mention is of something larger. */
  leases({ prefixes, host, carried }: Pick<Mention, "prefixes" | "host" | "carried">): readonly ViewedLease[] {
    const found = [...this.#match(prefixes), ...(carried === undefined ? [] : this.#match([carried]))];
    // An address in leased space is one whatever network it is said to lie in.
    if (found.length === 0 && host !== undefined) found.push(...this.#match([host]));
    return [...new Set(found.map(({ lease }) => lease))];
  }

  #match(prefixes: readonly Prefix[]): readonly SpaceMatch[] {
    const key = prefixes.map(formatPrefix).join(" ");
    return this.#matcher.match(key, prefixes).filter(({ bitsShorter }) => bitsShorter <= this.#maxBitsShorter);
  }
}
