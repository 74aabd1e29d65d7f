import fc from "fast-check";
import { unknownPaths } from "../../graph/read";
import { UNKNOWN } from "../../graph/resource";
import { hiddenSecrets, LONGEST_TEXT, settleProperties, TextTooLong } from "../../graph/serialized-values";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const settle = (value: unknown) => settleProperties({ value }).value;

it("leaves plain values as they are", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const copy = JSON.parse(JSON.stringify(object));
      fc.pre(unknownPaths(settleProperties(JSON.parse(JSON.stringify(object)))).length === 0);
      expect(settleProperties(JSON.parse(JSON.stringify(object)))).toEqual(copy);
    }),
  );
});

it.each([
  ["an unknown", UNKNOWN_TEXT],
  ["a text that an unknown was written into", `arn:aws:s3:::${UNKNOWN_TEXT}/*`],
  ["an unknown number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
  ["an unknown list", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
  ["a secret of a preview", "[secret]"],
  ["an encrypted secret of a state", { [SIGNATURE]: SECRET, ciphertext: "djE6abc=" }],
  ["a secret whose text is no JSON", { [SIGNATURE]: SECRET, plaintext: "{" }],
  ["a secret that holds more than one value", { [SIGNATURE]: SECRET, plaintext: "1,2" }],
  ["a secret that nests too deep", { [SIGNATURE]: SECRET, plaintext: `${"[".repeat(70)}${"]".repeat(70)}` }],
  ["an output without a value", { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" }],
  ["an asset", { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "203.0.113.0/24" }],
  ["a special object that nobody knows", { [SIGNATURE]: 7 }],
])("takes %s as unknown", (_, value) => {
  expect(settle(value)).toBe(UNKNOWN);
  expect(settle([1, { a: value }])).toEqual([1, { a: UNKNOWN }]);
});

it("names the hidden secrets in properties, and none whose text is there", () => {
  const encrypted = { [SIGNATURE]: SECRET, ciphertext: "djE6abc=" };
  const plain = { [SIGNATURE]: SECRET, plaintext: '"203.0.113.1"' };
  const value = { a: "[secret]", b: [{ "c.d": encrypted }], e: plain, f: "a [secret] in a text", g: { h: "[secret]" } };
  expect(hiddenSecrets(value)).toEqual(["a", 'b[0]["c.d"]', "g.h"]);
  expect(hiddenSecrets({ many: Array(1000).fill("[secret]") })).toHaveLength(5);
});

it("reads a secret that was exported in plain text, with the unknowns in it", () => {
  expect(settle({ [SIGNATURE]: SECRET, plaintext: '"203.0.113.0/24"' })).toBe("203.0.113.0/24");
  expect(settle({ [SIGNATURE]: SECRET, plaintext: JSON.stringify({ a: [UNKNOWN_TEXT, 1] }) })).toEqual({
    a: [UNKNOWN, 1],
  });
});

it("takes a resource as its id, or as its URN where it has none", () => {
  const signature = { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:pulumi:dev::shop::a:b:C::c" };
  expect(settle({ ...signature, id: "i-1" })).toBe("i-1");
  expect(settle({ ...signature, id: UNKNOWN_TEXT })).toBe(UNKNOWN);
  expect(settle(signature)).toBe("urn:pulumi:dev::shop::a:b:C::c");
});

it("leaves out what the bridge keeps for itself, and, where asked, what the provider filled in", () => {
  const inputs = () => ({ __defaults: ["name"], name: "a-1234", tags: { __defaults: [], team: "net", __own: "x" } });
  expect(settleProperties(inputs())).toEqual({ name: "a-1234", tags: { team: "net", __own: "x" } });
  expect(settleProperties(inputs(), true)).toEqual({ tags: { team: "net", __own: "x" } });
});

it("refuses text that is too long to search", () => {
  expect(settle("a".repeat(LONGEST_TEXT))).toHaveLength(LONGEST_TEXT);
  expect(() => settle(["a".repeat(LONGEST_TEXT + 1)])).toThrow(TextTooLong);
});
