import * as fc from "fast-check";
import { parsePrefix } from "../../../lease/prefix";
import { roaPayload } from "../../../lease/rpki/roa";
import { isHarmed, routesUnder, simulateChange } from "../../../lease/rpki/roa-removal";
import type { Route, Vrp } from "../../../lease/rpki/route-origin";
import { prefixIn, smallSpace } from "../arbitraries";

const lessor = roaPayload("203.0.112.0/22", 64511, 22);
const ours = roaPayload("203.0.113.0/24", 64496);
const route: Route = { prefix: parsePrefix("203.0.113.0/24"), origin: 64496 };

function effect(vrps: Vrp[], remove: Vrp[], add: Vrp[] = []) {
  const [only] = simulateChange({ vrps, change: { add, remove }, routes: [route] });
  if (only === undefined) throw new Error("no effect");
  return { before: only.before.state, after: only.after.state, harmed: isHarmed(only) };
}

test("under a lessor's covering ROA, a revoked ROA turns its route Invalid (RFC 6907 §7.2.2)", () => {
  expect(effect([lessor, ours], [ours])).toEqual({ before: "valid", after: "invalid", harmed: true });
});

test("without one, the route loses its only match", () => {
  expect(effect([ours], [ours])).toEqual({ before: "valid", after: "not-found", harmed: true });
});

test("another ROA that allows the route keeps it Valid, and so does one that is added in the same step", () => {
  const wide = roaPayload("203.0.112.0/22", 64496, 24);
  expect(effect([wide, ours], [ours]).harmed).toBe(false);
  expect(effect([lessor, ours], [ours], [wide])).toEqual({ before: "valid", after: "valid", harmed: false });
});

test("a change is not blamed for a route that is Invalid before it", () => {
  expect(effect([lessor], [ours])).toEqual({ before: "invalid", after: "invalid", harmed: false });
  expect(effect([lessor], [lessor])).toEqual({ before: "invalid", after: "not-found", harmed: false });
});

test("an added ROA of another origin harms a route that no ROA covered", () => {
  expect(effect([], [], [lessor])).toEqual({ before: "not-found", after: "invalid", harmed: true });
});

test("an equal payload seen from elsewhere is not relied on", () => {
  expect(effect([ours, { ...ours }], [ours]).after).toBe("not-found");
});

test("only routes inside a ROA's prefix depend on it", () => {
  const inside = { prefix: parsePrefix("203.0.113.128/25"), origin: 64496 };
  const around = { prefix: parsePrefix("203.0.112.0/23"), origin: 64496 };
  expect(routesUnder(ours, [route, inside, around])).toEqual([route, inside]);
});

/** Each case builds several indexes of a fixed size. */
const RUNS = { numRuns: 40 };

/** Payloads and routes of one small space, so that they meet. */
const world = smallSpace.chain((space) => {
  const origin = fc.integer({ min: 64496, max: 64498 });
  const vrp = fc
    .record({ prefix: prefixIn(space), asn: fc.oneof(origin, fc.constant(0)), looser: fc.integer({ min: 0, max: 3 }) })
    .map(({ prefix, asn, looser }) => ({
      prefix,
      asn,
      maxLength: Math.min(prefix.family === 4 ? 32 : 128, prefix.length + looser),
    }));
  return fc.record({
    vrps: fc.array(vrp, { maxLength: 12 }),
    others: fc.array(vrp, { maxLength: 4 }),
    routes: fc.array(fc.record({ prefix: prefixIn(space), origin: fc.oneof(origin, fc.constant(null)) }), {
      maxLength: 8,
    }),
  });
});

test("adding ROAs never takes Valid away, and removing ROAs never turns NotFound into Invalid", () => {
  fc.assert(
    fc.property(world, ({ vrps, others, routes }) => {
      for (const { before, after } of simulateChange({ vrps, change: { add: others, remove: [] }, routes }))
        if (before.state === "valid") expect(after.state).toBe("valid");
      for (const { before, after } of simulateChange({ vrps, change: { add: [], remove: others }, routes }))
        if (before.state === "not-found") expect(after.state).toBe("not-found");
    }),
    RUNS,
  );
});

test("a change of nothing changes nothing, and what is removed and added again is as before", () => {
  fc.assert(
    fc.property(world, ({ vrps, others, routes }) => {
      for (const change of [
        { add: [], remove: [] },
        { add: vrps, remove: vrps },
        { add: [], remove: others.filter((one) => !vrps.some((vrp) => sameText(vrp, one))) },
      ]) {
        const effects = simulateChange({ vrps, change, routes });
        expect(effects.map(({ after }) => after.state)).toEqual(effects.map(({ before }) => before.state));
        expect(effects.some(isHarmed)).toBe(false);
      }
    }),
    RUNS,
  );
});

test("a removal harms no route outside the removed prefix", () => {
  fc.assert(
    fc.property(world, ({ vrps, routes }) => {
      for (const removed of vrps) {
        const harmed = simulateChange({ vrps, change: { add: [], remove: [removed] }, routes }).filter(isHarmed);
        const under = routesUnder(removed, routes);
        for (const { route: hit } of harmed) expect(under).toContain(hit);
      }
    }),
    RUNS,
  );
});

function sameText(a: Vrp, b: Vrp): boolean {
  const text = ({ prefix, asn, maxLength }: Vrp) =>
    `${prefix.family} ${prefix.first}/${prefix.length} ${asn} ${maxLength}`;
  return text(a) === text(b);
}
