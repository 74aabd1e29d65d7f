import { type Target, targetsOf } from "../../../../drift/observers/reputation/targets";
import { zoneTargets } from "../../../../drift/observers/reputation/zone-targets";
import { formatShort } from "../../../../lease/prefix";
import { declaredLeases, lease, listedAtHandover } from "./declared-leases";

const shown = (targets: readonly Target[]) => targets.map(({ address }) => formatShort(address));
const placed = { name: "email", purpose: "email", prefixes: ["203.0.113.8/29"], placements: { a: "203.0.113.9" } };

test("a block is asked about whole while there is room, and each address once", () => {
  const { targets, unused, beyond } = targetsOf(declaredLeases(lease({ segments: [placed] })), 16);
  expect(new Set(shown(targets)).size).toBe(16);
  expect([unused, beyond]).toEqual([[], []]);
  expect(targets.filter(({ used }) => used).map(({ address }) => formatShort(address))).toEqual(["203.0.113.9"]);
});

test("where it does not fit, the segments' addresses are, and what is left out is told", () => {
  const { targets, unused, beyond } = targetsOf(declaredLeases(lease({ segments: [placed] })), 10);
  expect(shown(targets).sort()).toEqual(Array.from({ length: 8 }, (_, at) => `203.0.113.${at + 8}`).sort());
  expect(unused).toEqual(["edge-2026: of 203.0.113.0/28 only the addresses in use are looked up"]);
  expect(beyond).toEqual([]);
});

test("addresses in use that do not fit are unknown, not forgotten", () => {
  const { targets, beyond } = targetsOf(declaredLeases(lease({ segments: [placed] })), 2);
  expect(shown(targets)).toEqual(["203.0.113.9"]);
  expect(beyond).toEqual([
    { lease: "edge-2026", reason: expect.stringContaining("8 addresses of edge-2026 in 203.0.113.8/29") },
  ]);
});

test("what was listed at the handover is asked about in any case", () => {
  const { targets } = targetsOf(declaredLeases(listedAtHandover("psbl 203.0.113.1", "psbl 198.51.100.1", "a note")), 1);
  expect(shown(targets)).toEqual(["203.0.113.1"]);
});

test("of IPv6, what is in use and the first address of each segment", () => {
  const web = { name: "web", purpose: "web", prefixes: ["2001:db8:0:1::/64"], placements: { a: "2001:db8:0:1::7" } };
  const { targets, unused } = targetsOf(declaredLeases(lease({ prefix: "2001:db8::/48", segments: [web] })), 4096);
  expect(shown(targets)).toEqual(["2001:db8:0:1::7", "2001:db8:0:1::"]);
  expect(unused).toEqual([expect.stringContaining("2001:db8::/48")]);
});

test("two leases share the room: what is in use of either comes first", () => {
  const other = lease({ id: "other", prefix: "198.51.100.0/28", segments: [] });
  const { targets } = targetsOf(declaredLeases(other, lease({ segments: [placed] })), 17);
  expect(targets.filter(({ lease: id }) => id === "other")).toHaveLength(16);
  expect(shown(targets)).toContain("203.0.113.9");
});

test("a zone of AS numbers is asked once for each /24", () => {
  const { targets } = targetsOf(declaredLeases(lease({ prefix: "203.0.112.0/23", segments: [] })), 4096);
  const asked = zoneTargets({ families: [4], scope: "asn" }, targets);
  expect(shown(asked)).toEqual(["203.0.112.0", "203.0.113.0"]);
  expect(zoneTargets({ families: [6], scope: "address" }, targets)).toEqual([]);
});
