import fc from "fast-check";
import { type CallEvent, matchesWildcard, readEventPattern } from "../../facts/event-pattern";

const call: CallEvent = {
  source: "aws.ec2",
  "detail-type": "AWS API Call via CloudTrail",
  detail: { eventSource: "ec2.amazonaws.com", eventName: "AssociateAddress" },
};
const asks = (pattern: unknown) => readEventPattern(JSON.stringify(pattern))?.(call);

test.each([
  [{ source: ["aws.ec2"] }, true],
  [{ source: ["aws.s3"] }, false],
  [{ detail: { eventName: ["ReleaseAddress", "AssociateAddress"] } }, true],
  [{ detail: { eventName: [{ prefix: "Associate" }] } }, true],
  [{ detail: { eventName: [{ suffix: "Route" }] } }, false],
  [{ detail: { eventName: [{ wildcard: "*ociate*" }] } }, true],
  [{ detail: { eventName: [{ "anything-but": ["AssociateAddress"] }] } }, false],
  [{ detail: { eventName: [{ exists: true }] } }, true],
  [{ source: ["aws.ec2"], detail: { eventName: ["ReleaseAddress"] } }, false],
])("%j answers %s", (pattern, expected) => {
  expect(asks(pattern)).toBe(expected);
});

test("a field that is not told here leaves it open, unless another one has decided", () => {
  expect(asks({ region: ["us-east-1"] })).toBeUndefined();
  expect(asks({ detail: { userIdentity: { type: ["Root"] } } })).toBeUndefined();
  expect(asks({ region: ["us-east-1"], source: ["aws.s3"] })).toBe(false);
  expect(asks({ source: [{ "equals-nothing": "x" }] })).toBeUndefined();
});

test("what is no pattern is none, and says nothing", () => {
  for (const text of ["", "{", "[]", "1", `{"a":"${"x".repeat(30_000)}"}`])
    expect(readEventPattern(text)).toBeUndefined();
});

test("a wildcard answers as its regular expression does", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (pattern, subject) => {
      const expected = new RegExp(
        `^${pattern
          .split("*")
          .map((part) => part)
          .join("[^]*")}$`,
      ).test(subject);
      expect(matchesWildcard(pattern, subject)).toBe(expected);
    }),
  );
});

test("many stars are no slower than few", () => {
  expect(matchesWildcard(`${"*a".repeat(2000)}b`, "a".repeat(4000))).toBe(false);
});
