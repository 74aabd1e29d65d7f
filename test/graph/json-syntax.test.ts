import fc from "fast-check";
import { syntaxErrorAt } from "../../graph/json-syntax";

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['{"a": 1, }', 9],
  ['{"a" 1}', 5],
  ["[1, 2", 5],
  ["[1 2]", 3],
  ['["\n"]', 2],
  ['["\\x"]', 2],
  ['["\\u12g4"]', 2],
  ["[01]", 2],
  ["{} {}", 3],
  ["{]", 1],
  ["[1,]", 3],
  ["[tru]", 1],
  ["", 0],
  ['{"a', 3],
])("finds where %j stops being JSON", (text, at) => {
  expect(syntaxErrorAt(text)).toBe(at);
});

it("finds nothing in what JSON.parse takes", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(syntaxErrorAt(text)).toBeUndefined();
    }),
  );
});

it("agrees with JSON.parse on texts with one character changed, and on their beginnings", () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom(...'{}[]",:\\0-.e tn\u0000\n\u00e9'),
      fc.boolean(),
      (text, place, character, cut) => {
        const at = place % text.length;
        const changed = cut ? text.slice(0, at) : text.slice(0, at) + character + text.slice(at + 1);
        expect(syntaxErrorAt(changed) === undefined).toBe(parses(changed));
      },
    ),
    { numRuns: 1000 },
  );
});

it("reads a long string without recursion", () => {
  expect(syntaxErrorAt(`["${'\\"a'.repeat(2_000_000)}"`)).toBe(6_000_003);
});
