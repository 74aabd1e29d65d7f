import * as fc from "fast-check";
import { groupBy } from "../../lease/group-by";

describe("items by what they have in common", () => {
  test("nothing has no groups", () => {
    expect([...groupBy([], String)]).toEqual([]);
  });

  test("each item is in the group of its key, in the order in which it came", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.string())), (items) => {
        const groups = groupBy(items, ([key]) => key);
        expect([...groups.keys()]).toEqual([...new Set(items.map(([key]) => key))]);
        for (const [key, group] of groups) expect(group).toEqual(items.filter(([one]) => one === key));
      }),
    );
  });
});
