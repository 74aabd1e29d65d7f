import type { Declared } from "../../../drift/declared";
import type { DriftItem } from "../../../drift/drift-item";
import type { Observation, ObserveLimits, Observer } from "../../../drift/observer";
import type { ObserverTable } from "../../../drift/observers/table";

export interface Fake {
  readonly name?: Observer["name"];
  readonly extra?: Observer["extra"];
  readonly expected?: readonly DriftItem[] | ((declared: Declared) => readonly DriftItem[]);
  readonly seen?: Partial<Observation> | ((declared: Declared, limits: ObserveLimits) => Promise<Observation>);
  /** @default true */
  readonly configured?: boolean;
}

/** Observers that see what a test says. */
export function fakeObservers(...fakes: readonly Fake[]): ObserverTable {
  return Object.fromEntries(
    fakes.map(({ name = "dns", extra = "unmanaged", expected = [], seen = {}, configured = true }) => {
      const observer: Observer = {
        name,
        extra,
        expect: (declared) => (typeof expected === "function" ? expected(declared) : expected),
        observe: (declared, limits) =>
          typeof seen === "function"
            ? seen(declared, limits)
            : Promise.resolve({ items: [], unseen: [], notObserved: [], ...seen }),
      };
      return [name, { configured: () => configured, create: () => observer }];
    }),
  );
}
