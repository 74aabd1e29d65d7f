/** Things by key. */
export interface Grouped<T> {
  /** In the order in which they came; none where nothing has the key. */
  of(key: string): readonly T[];
}

/** Groups things by the keys that each has, so that each is looked at once however many ask. */
export function grouped<T>(things: Iterable<T>, keysOf: (thing: T) => Iterable<string>): Grouped<T> {
  const byKey = new Map<string, T[]>();
  for (const thing of things) {
    for (const key of keysOf(thing)) {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [thing]);
      else list.push(thing);
    }
  }
  return { of: (key) => byKey.get(key) ?? [] };
}
