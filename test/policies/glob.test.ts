import fc from "fast-check";
import { globMatches } from "../../policies/glob";

test.each([
  ["*", "", true],
  ["*", "urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat", true],
  ["urn:*::nat-?", "urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat-a", true],
  ["urn:*::nat-?", "urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat-", false],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-b-b", false],
  ["", "", true],
  ["", "a", false],
  ["nat", "nat-a", false],
  ["a.c", "abc", false],
  ["[a]", "a", false],
])("%j against %j is %j", (pattern, text, expected) => {
  expect(globMatches(pattern, text)).toBe(expected);
});

test("it agrees with a regular expression on short patterns", () => {
  const pattern = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 8 }).map((parts) => parts.join(""));
  const text = fc.array(fc.constantFrom("a", "b"), { maxLength: 10 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(pattern, text, (glob, value) => {
      const source = glob.replaceAll("*", ".*").replaceAll("?", ".");
      expect(globMatches(glob, value)).toBe(new RegExp(`^${source}$`).test(value));
    }),
  );
});

test("a hostile pattern takes no longer than the product of the lengths", () => {
  expect(globMatches(`${"a*".repeat(500)}b`, "a".repeat(20_000))).toBe(false);
});
