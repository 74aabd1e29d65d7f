import fc from "fast-check";
import { originOf, readPathText, upstreamOf } from "../../../../drift/observers/bgp/as-path";

describe("an AS path", () => {
  test.each([
    ["64500 64496", 64496, 64500],
    ["64500 64501 64496 64496 64496", 64496, 64501],
    ["64496", 64496, undefined],
    ["64500 {64501,64502}", null, undefined],
    ["64500 {64501} 64496", 64496, null],
    ["", undefined, undefined],
  ])("%s comes from %s by way of %s", (text, origin, upstream) => {
    const path = readPathText(text);
    expect(path).toBeDefined();
    expect(originOf(path ?? [])).toBe(origin);
    expect(upstreamOf(path ?? [])).toBe(upstream);
  });

  test.each(["64500,64496", "64500 i", "4294967296", "-1", "64500 {}", "{64500", "1.10", "64500 {64501 64502}"])(
    "%s is none",
    (text) => expect(readPathText(text)).toBeUndefined(),
  );

  test("what is written is read back", () => {
    const asn = fc.nat(4_294_967_295);
    const path = fc.array(fc.oneof(asn, fc.array(asn, { minLength: 1, maxLength: 4 })), { maxLength: 20 });
    fc.assert(
      fc.property(path, (given) => {
        const text = given.map((one) => (typeof one === "number" ? `${one}` : `{${one.join(",")}}`)).join(" ");
        expect(readPathText(text)).toEqual(given);
      }),
    );
  });

  test("no text throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void readPathText(text)));
  });
});
