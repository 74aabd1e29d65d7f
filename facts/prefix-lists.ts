import { readString } from "../graph/read";
import { AddressSet } from "../lease/address-set";
import { formatPrefix, type Prefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import type { FactContext } from "./context";
import type { Key, Targets } from "./references";
import { PREFIX_LIST } from "./types";

/**
 * The most of a family's space that a list may hold and still be an allowlist, as a prefix length: a list of the whole
 * internet names nobody. /8 is the largest IPv4 allocation there is, and /19 about the largest of IPv6.
 */
const LARGEST_ALLOWLIST = { 4: 8, 6: 19 } as const;

interface List {
  readonly name: string;
  readonly prefixes: Prefix[];
  readonly unknown: string[];
}

/** Managed prefix lists in view, with their entries wherever these are declared. */
export class PrefixLists {
  readonly #lists = new Map<Key, List>();
  #index: PrefixIndex<Key> | undefined;
  readonly #allowlists = new Map<Key, boolean>();

  constructor({ observations, references }: FactContext) {
    for (const list of references.ofType(PREFIX_LIST)) {
      const name = readString(list.inputs, "name");
      const entries = list.inputs.entries;
      const isHidden = entries !== undefined && entries !== null && !Array.isArray(entries);
      this.#lists.set(list.urn, {
        name: name !== undefined && "known" in name ? name.known : list.name,
        prefixes: [],
        unknown: isHidden ? [`${list.urn}#entries`] : [],
      });
    }
    for (const { lists, prefix } of observations.prefixListEntries) {
      for (const key of lists.keys) {
        const list = this.#lists.get(key);
        if (prefix.value !== undefined) list?.prefixes.push(prefix.value);
        list?.unknown.push(...prefix.unknown);
      }
    }
  }

  /** The entries of all the lists together; a list out of view is unknown, under the path that names it. */
  expand(targets: Targets, path: string): { prefixes: Prefix[]; unknown: string[] } {
    const prefixes: Prefix[] = [];
    const unknown = [...targets.unknown];
    for (const key of targets.keys) {
      const list = this.#lists.get(key);
      if (list === undefined) unknown.push(path);
      else {
        for (const prefix of list.prefixes) prefixes.push(prefix);
        unknown.push(...list.unknown);
      }
    }
    return { prefixes, unknown };
  }

  /**
   * The name of an allowlist that holds every public destination of a rule: the lists it names, each of which has to be
   * one, and a list that holds all the CIDRs it gives itself (`own`). Null where there is none.
   */
  allowlistOf(own: readonly Prefix[], named: Targets): string | null {
    if (named.unknown.length > 0 || !named.keys.every((key) => this.#isAllowlist(key))) return null;
    const holding = own.length === 0 ? named.keys[0] : this.#listOf(own);
    return holding === undefined ? null : (this.#lists.get(holding)?.name ?? null);
  }

  #listOf(prefixes: readonly Prefix[]): Key | undefined {
    this.#index ??= new PrefixIndex(
      [...this.#lists].flatMap(([key, list]) => list.prefixes.map((prefix) => [prefix, key] as const)),
    );
    let candidates: Set<Key> | undefined;
    for (const prefix of prefixes) {
      const holding = this.#index.covering(prefix).map(([, key]) => key);
      candidates = new Set(holding.filter((key) => candidates === undefined || candidates.has(key)));
      if (candidates.size === 0) return undefined;
    }
    return [...(candidates ?? [])].sort().find((key) => this.#isAllowlist(key));
  }

  #isAllowlist(key: Key): boolean {
    const known = this.#allowlists.get(key);
    if (known !== undefined) return known;
    const list = this.#lists.get(key);
    const set = AddressSet.of(list?.prefixes ?? []);
    const isNarrow = ([4, 6] as const).every((family) => {
      const bits = family === 4 ? 32 : 128;
      return set.size(family) <= 1n << BigInt(bits - LARGEST_ALLOWLIST[family]);
    });
    const answer = list !== undefined && list.unknown.length === 0 && isNarrow;
    this.#allowlists.set(key, answer);
    return answer;
  }
}

/** For facts: a few prefixes as text. */
export function formatSome(prefixes: readonly Prefix[], most: number): string[] {
  return [...new Set(prefixes.slice(0, most).map(formatPrefix))].sort();
}
