import fc from "fast-check";
import { spread } from "../../../../drift/observers/dns/spread";

describe("asking far apart", () => {
  test("every item comes once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), (count) => {
        const items = Array.from({ length: count }, (_, at) => at);
        expect(spread(items).sort((a, b) => a - b)).toEqual(items);
      }),
    );
  });

  test("half a zone never comes in one stretch", () => {
    const order = spread(Array.from({ length: 256 }, (_, at) => at));
    let [stretch, longest] = [0, 0];
    for (const at of order) {
      stretch = at < 128 ? stretch + 1 : 0;
      longest = Math.max(longest, stretch);
    }
    expect(longest).toBeLessThan(4);
  });
});
