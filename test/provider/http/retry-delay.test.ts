import * as fc from "fast-check";
import { readRetryAfter, retryDelay } from "../../../provider/http/retry-delay";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const NOW = new Date("2026-11-22T03:00:00Z");

describe("retryDelay", () => {
  test("is anywhere from nothing to a ceiling that doubles up to 15 seconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), random, (tried, at) => {
        const delay = retryDelay(tried, undefined, at);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(Math.min(15_000, 500 * 2 ** (tried - 1)));
      }),
    );
    expect(retryDelay(1, undefined, 0.999)).toBe(499);
    expect(retryDelay(60, undefined, 0.5)).toBe(7500);
  });

  test("is never less than what the service asks for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(60_000), random, (tried, asked, at) => {
        expect(retryDelay(tried, asked, at)).toBeGreaterThanOrEqual(asked);
      }),
    );
  });
});

describe("readRetryAfter", () => {
  test.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Sun, 22 Nov 2026 03:00:30 GMT", 30_000],
    ["Sun, 22 Nov 2026 02:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    ["-5 minutes", undefined],
    ["9".repeat(400), undefined],
    [undefined, undefined],
  ])("%j means %j milliseconds", (value, expected) => {
    expect(readRetryAfter(value, NOW)).toBe(expected);
  });
});
