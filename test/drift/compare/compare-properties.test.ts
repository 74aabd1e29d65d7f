import * as fc from "fast-check";
import { compare } from "../../../drift/compare/compare";
import type { DriftItem, FieldValue } from "../../../drift/drift-item";
import { item, look } from "./items";

const value: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 4 }),
);
const fields = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { minKeys: 1, maxKeys: 5 });
const items = fc.uniqueArray(
  fc
    .record({ id: fc.string(), type: fc.constantFrom("ptr", "forward", "zone"), fields })
    .map(({ id, type, fields: of }) => item(id, { type, fields: of })),
  { selector: ({ type, id }) => `${type}/${id}`, minLength: 1, maxLength: 20 },
);

const told = (expected: readonly DriftItem[], seen: readonly DriftItem[]) =>
  compare(expected, [look(seen)]).differences;

test("a world is no drift from itself, in whatever order", () => {
  fc.assert(
    fc.property(items, fc.infiniteStream(fc.nat()), (world, order) => {
      expect(told(world, shuffled(world, order))).toEqual([]);
    }),
  );
});

test("one mutation is one difference, which names it", () => {
  fc.assert(
    fc.property(items, fc.nat(), fc.constantFrom("change", "remove", "add", "hide"), (world, at, kind) => {
      const index = at % world.length;
      const target = world[index] as DriftItem;
      const [field = ""] = Object.keys(target.fields);
      const others = world.filter((one) => one !== target);
      const mutated = (of: FieldValue): DriftItem => ({ ...target, fields: { ...target.fields, [field]: of } });
      const found = {
        change: () => told(world, [...others, mutated("something else entirely")]),
        hide: () => told(world, [...others, mutated({ unknown: "time-out" })]),
        remove: () => told(world, others),
        add: () => told(others, world),
      }[kind]();
      if (kind === "change" && target.fields[field] === "something else entirely") return;
      expect(found).toHaveLength(1);
      expect(found[0]?.item).toMatchObject({ type: target.type, id: target.id });
      const change = { change: "changed", hide: "unobserved", remove: "removed", add: "unmanaged" }[kind];
      expect(found[0]?.change).toBe(change);
      if (kind === "change" || kind === "hide") expect(found[0]?.changes.map((one) => one.field)).toEqual([field]);
    }),
  );
});

test("the order of what is given changes nothing", () => {
  fc.assert(
    fc.property(items, items, fc.infiniteStream(fc.nat()), (declared, seen, order) => {
      const plain = told(declared, seen);
      expect(told(shuffled(declared, order), shuffled(seen, order))).toEqual(plain);
    }),
  );
});

test("every item that differs is told once, and no other", () => {
  fc.assert(
    fc.property(items, items, (declared, seen) => {
      const key = ({ type, id }: DriftItem): string => `${type}/${id}`;
      const seenBy = new Map(seen.map((one) => [key(one), one]));
      const declaredBy = new Map(declared.map((one) => [key(one), one]));
      const expected = [...new Set([...seenBy.keys(), ...declaredBy.keys()])].filter((one) => {
        const [old, now] = [declaredBy.get(one), seenBy.get(one)];
        if (old === undefined || now === undefined) return true;
        return Object.entries(old.fields).some(
          ([field, is]) => JSON.stringify(now.fields[field]) !== JSON.stringify(is),
        );
      });
      const found = told(declared, seen).map((one) => key(one.item));
      expect([...new Set(found)].sort()).toEqual(expected.sort());
    }),
  );
});

test("nothing that an unseen covers is removed", () => {
  fc.assert(
    fc.property(items, fc.constantFrom("ptr", "forward", "zone"), (world, type) => {
      const found = compare(world, [look([], [{ reason: "time-out", covers: { type } }])]).differences;
      const removed = found.filter(({ change }) => change === "removed").map((one) => one.item.type);
      expect(removed).not.toContain(type);
      expect(removed).toHaveLength(world.filter((one) => one.type !== type).length);
    }),
  );
});

function shuffled<T>(list: readonly T[], order: Iterable<number>): T[] {
  const numbers = order[Symbol.iterator]();
  return list
    .map((one) => ({ one, at: Number(numbers.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
