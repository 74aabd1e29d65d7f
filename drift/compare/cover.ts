import type { DriftItem } from "../drift-item";
import type { Unseen } from "../observer";

const KEYS = ["type", "id", "lease", "scope"] as const;

/** What an observer could not see, found by item in the same time however much it is. */
export class Cover {
  readonly #all: boolean;
  /** By the keys that an `unseen` names: the values it names them with. */
  readonly #named = new Map<number, Set<string>>();

  constructor(unseen: readonly Unseen[]) {
    this.#all = unseen.some(({ covers }) => covers === undefined || KEYS.every((key) => covers[key] === undefined));
    if (this.#all) return;
    for (const { covers = {} } of unseen) {
      const mask = KEYS.reduce((bits, key, at) => (covers[key] === undefined ? bits : bits | (1 << at)), 0);
      const values = this.#named.get(mask) ?? new Set();
      this.#named.set(mask, values.add(keyOf(covers, mask)));
    }
  }

  /** Whether an item that was not seen may be there all the same. */
  has(item: DriftItem): boolean {
    if (this.#all) return true;
    for (const [mask, values] of this.#named) if (values.has(keyOf(item, mask))) return true;
    return false;
  }
}

function keyOf(of: { readonly [key in (typeof KEYS)[number]]?: string | null }, mask: number): string {
  return JSON.stringify(KEYS.map((key, at) => ((mask & (1 << at)) === 0 ? null : (of[key] ?? null))));
}
