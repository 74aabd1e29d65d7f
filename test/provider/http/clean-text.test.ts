import * as fc from "fast-check";
import { cleanText } from "../../../provider/http/clean-text";

test("is one line without control or formatting characters, not longer than asked for", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.integer({ min: 1, max: 100 }), (text, longest) => {
      const clean = cleanText(text, longest);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect([...clean].length).toBeLessThanOrEqual(longest);
    }),
  );
});

test.each([
  ["escape sequences", "\u001b]0;owned\u0007red \u001b[31malert", " ]0;owned red [31malert".trim()],
  ["line breaks", "one\r\ntwo\n\n three", "one two three"],
  ["bidirectional overrides", "abc\u202edef\u2066", "abc def"],
  ["half of a pair", "x\ud800y", "x y"],
])("%s become a space", (_, text, expected) => {
  expect(cleanText(text, 100)).toBe(expected);
});

test("what is longer ends in an ellipsis, whole characters kept", () => {
  expect(cleanText("😀".repeat(10), 5)).toBe(`${"😀".repeat(4)}…`);
});
