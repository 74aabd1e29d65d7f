import * as fc from "fast-check";
import { addDays, daysBetween } from "../../lease/dates";

const day = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test.each([
  ["2026-10-01", "2026-10-01", 0],
  ["2026-10-01", "2026-10-02", 1],
  ["2026-10-02", "2026-10-01", -1],
  ["2028-02-28", "2028-03-01", 2],
  ["2026-03-28", "2026-03-30", 2],
  ["2026-01-01", "2036-01-01", 3652],
])("from %s to %s are %i days", (a, b, days) => {
  expect(daysBetween(a, b)).toBe(days);
});

test("adding the days between two days to the first gives the second", () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      expect(addDays(a, daysBetween(a, b))).toBe(b);
      expect(daysBetween(a, b) + daysBetween(b, a)).toBe(0);
      expect(Number.isInteger(daysBetween(a, b))).toBe(true);
    }),
  );
});

test.each(["", "2026-02-30", "2026-13-01", "2026-1-1", "01.10.2026", "2026-10-01T00:00:00Z", "unknown"])(
  "%j is no day, and an error rather than a number",
  (text) => {
    expect(() => daysBetween(text, "2026-10-01")).toThrow(RangeError);
    expect(() => daysBetween("2026-10-01", text)).toThrow(/YYYY-MM-DD/);
  },
);
