/** A map from keys to growing sets: what joins are made of. */
export class SetMap<K, V> {
  readonly #sets = new Map<K, Set<V>>();

  add(key: K, value: V): void {
    const set = this.#sets.get(key);
    if (set === undefined) this.#sets.set(key, new Set([value]));
    else set.add(value);
  }

  has(key: K): boolean {
    return this.#sets.has(key);
  }

  /** In order of arrival; empty where nothing was added. */
  get(key: K): ReadonlySet<V> {
    return this.#sets.get(key) ?? (EMPTY as ReadonlySet<V>);
  }

  keys(): IterableIterator<K> {
    return this.#sets.keys();
  }

  entries(): IterableIterator<[K, Set<V>]> {
    return this.#sets.entries();
  }
}

const EMPTY: ReadonlySet<unknown> = new Set();
