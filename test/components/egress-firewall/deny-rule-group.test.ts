import fc from "fast-check";
import { ArgumentErrors } from "../../../components/argument-errors";
import {
  defaultCapacity,
  denyRules,
  MAX_CAPACITY,
  reserveCapacity,
} from "../../../components/egress-firewall/deny-rule-group";
import { parsePrefix } from "../../../lease/prefix";

describe("the capacity of a deny rule group", () => {
  test("holds what is needed with a quarter to spare, up to what AWS takes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_CAPACITY }), (needed) => {
        const capacity = defaultCapacity(needed);
        expect(capacity).toBeGreaterThanOrEqual(Math.min(needed * 1.25, MAX_CAPACITY));
        expect(capacity).toBeLessThanOrEqual(MAX_CAPACITY);
      }),
    );
  });

  test("changes in few steps, and only upwards, as a list grows", () => {
    const capacities = Array.from({ length: MAX_CAPACITY + 1 }, (_, needed) => defaultCapacity(needed));
    expect(capacities).toEqual([...capacities].sort((a, b) => a - b));
    expect([...new Set(capacities)]).toEqual([256, 512, 1024, 2048, 4096, 8192, 16_384, 30_000]);
  });

  test("that was given is kept while the rules fit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_CAPACITY }), fc.nat({ max: MAX_CAPACITY }), (given, needed) => {
        const errors = new ArgumentErrors("test");
        expect(reserveCapacity(needed, given, errors)).toBe(given);
        expect(errors.any).toBe(needed > given);
      }),
    );
  });

  test.each([
    [
      1500,
      1000,
      "networkFirewall.capacity = 1000: the lists need 1500 rules after merging, and a rule group keeps the capacity it was created with; raise it (2048 leaves room), which replaces the group, or shorten the lists",
    ],
    [1, 0, "networkFirewall.capacity = 0: give a whole number from 1 to 30000"],
    [1, 2.5, "networkFirewall.capacity = 2.5: give a whole number from 1 to 30000"],
    [1, 30_001, "networkFirewall.capacity = 30001: give a whole number from 1 to 30000"],
    [
      30_001,
      undefined,
      "segment.denyLists = 30001: CIDRs after merging, and a rule group holds 30000; shorten the lists",
    ],
  ])("for %d rules and %s given is refused with the way out", (needed, given, message) => {
    const errors = new ArgumentErrors("test");
    reserveCapacity(needed, given, errors);
    expect(() => errors.throwIfAny()).toThrow(message);
  });
});

test("break-glass passes before anything is dropped, and every rule has a number of its own", () => {
  const rules = denyRules(
    {
      leaseId: "office-2026",
      segmentName: "data",
      denied: ["192.0.2.0/24", "2001:db8:bad::/48"].map(parsePrefix),
      passed: [parsePrefix("192.0.2.66/32")],
    },
    "HOME_NET",
  );
  expect(rules.split("\n")).toEqual([
    'pass ip $HOME_NET any -> 192.0.2.66/32 any (msg:"leasehold office-2026/data break-glass"; flow:to_server; sid:1000000; rev:1;)',
    'drop ip $HOME_NET any -> 192.0.2.0/24 any (msg:"leasehold office-2026/data deny list"; flow:to_server; sid:1000001; rev:1;)',
    'drop ip $HOME_NET any -> 2001:db8:bad::/48 any (msg:"leasehold office-2026/data deny list"; flow:to_server; sid:1000002; rev:1;)',
  ]);
});
