import * as fc from "fast-check";
import { firstJsonError } from "../../register/json-error";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const token = fc.constantFrom(
  ...'{ } [ ] : , " \\ 0 1 -1 01 1.5 1. .5 1e9 1e true false null nul "a" "a\\n" "\\u12aF" "\\u12" "\\x"'.split(" "),
  " ",
  "\n",
  "\t",
  '"\n"',
  "\u00a0",
);

test("an error is found exactly where the engine refuses the text", () => {
  const seen = { json: 0, broken: 0 };
  const text = fc.oneof(
    fc.array(token, { maxLength: 12 }).map((all) => all.join("")),
    fc.json(),
    fc.tuple(fc.json(), fc.nat(), token).map(([json, at, wrong]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + wrong + json.slice(cut + 1);
    }),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      expect(firstJsonError(candidate) === undefined).toBe(isJson(candidate));
      seen[isJson(candidate) ? "json" : "broken"]++;
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.json, seen.broken)).toBeGreaterThan(300);
});

test.each([
  ["", 1, 1],
  ['{"a": hello}', 1, 7],
  ['{\n  "a": 1,\n}', 3, 1],
  ['{"a": 1} x', 1, 10],
  ["[1, 2", 1, 6],
  ['["a\nb"]', 1, 2],
  ["[01]", 1, 3],
  ['{"a" 1}', 1, 6],
  ["[}", 1, 2],
  ["[1}", 1, 3],
  ['{"a": 1]', 1, 8],
])("%j stops being JSON at line %i, column %i", (text, line, column) => {
  expect(firstJsonError(text)).toEqual({ line, column });
});

test("deep nesting and long strings are walked in no time", () => {
  expect(firstJsonError("[".repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 });
  expect(firstJsonError(`${"[".repeat(500_000)}${"]".repeat(500_000)}`)).toBeUndefined();
  expect(firstJsonError(`"${"\\n".repeat(1_000_000)}"`)).toBeUndefined();
  expect(firstJsonError("1".repeat(1_000_000))).toBeUndefined();
});
