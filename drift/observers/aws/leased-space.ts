import { SpaceMatcher } from "../../../facts/space-match";
import { type Prefix, readPrefix } from "../../../lease/prefix";
import { attribute, type Declared } from "../../declared";
import type { Attribution } from "../../drift-item";

/** Whether an address or block has to do with the leases that were chosen. */
export class LeasedSpace {
  readonly #declared: Declared;
  readonly #matcher: SpaceMatcher;

  constructor(declared: Declared) {
    this.#declared = declared;
    this.#matcher = new SpaceMatcher(declared.context.view);
  }

  /** Whose an address is; undefined where it belongs to no chosen lease. */
  owner(text: string | undefined): (Attribution & { readonly prefix: Prefix }) | undefined {
    const prefix = text === undefined || text === "" ? undefined : readPrefix(text);
    if (prefix === undefined) return undefined;
    const owner = attribute(this.#declared, prefix);
    return owner.lease === null ? undefined : { ...owner, prefix };
  }

  /** Whose space a block names: as in the rules, blocks up to 8 bits shorter than a lease are about it too. */
  mentioned(text: string | undefined): Attribution | undefined {
    const prefix = text === undefined || text === "" ? undefined : readPrefix(text);
    if (prefix === undefined) return undefined;
    const leases = this.#matcher.match(text as string, [prefix]).map(({ lease }) => lease.lease.id);
    const chosen = [...new Set(leases)].filter((lease) => this.#declared.chosen.has(lease));
    if (chosen.length === 0) return undefined;
    const own = attribute(this.#declared, prefix);
    return own.lease !== null ? own : { lease: chosen.length === 1 ? (chosen[0] as string) : null, segment: null };
  }

  /** Whether the register records that another stack has placed something at this address. */
  isPlaced(address: string, lease: string): boolean {
    const viewed = this.#declared.context.view.leases.get(lease);
    return (viewed?.lease.segments ?? []).some(({ placements }) => Object.values(placements ?? {}).includes(address));
  }
}
