import * as fc from "fast-check";
import { type Lease, leaseSchema } from "../../../lease/lease";
import { contains, formatPrefix, parsePrefix, splitPrefix } from "../../../lease/prefix";
import { compareRoas, formatRoa, type RoaPayload, roaPayload } from "../../../lease/rpki/roa";
import { planRoas, type RoaSituation, wantedRoas } from "../../../lease/rpki/roa-plan";
import { isSound, roaStatus } from "../../../lease/rpki/roa-status";
import { type Route, VrpIndex } from "../../../lease/rpki/route-origin";

const LESSOR = roaPayload("203.0.112.0/22", 64500);

function lease(routing: Lease["routing"] | null = { announcedBy: "lessee", origins: [64496] }): Lease {
  return leaseSchema.parse({
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-01-01", end: "2026-12-31" },
    ...(routing && { routing }),
  });
}

const route = (origin: number, prefix = "203.0.113.0/24"): Route => ({ prefix: parsePrefix(prefix), origin });

function situation(changes: Partial<RoaSituation> = {}): RoaSituation {
  const of = changes.lease ?? lease();
  return {
    lease: of,
    prefix: parsePrefix(of.prefix),
    live: true,
    routes: [route(64496)],
    routesKnown: false,
    ...changes,
  };
}

const texts = (roas: readonly RoaPayload[]) => roas.map(formatRoa);
const wanted = (changes: Partial<RoaSituation>) => texts(wantedRoas(situation(changes)));

function steps(changes: Partial<RoaSituation>): string[] {
  return planRoas(situation(changes)).steps.map((step) =>
    "roas" in step
      ? `${step.action} ${texts(step.roas).join(" and ")}`
      : `${step.action} ${formatPrefix(step.route.prefix)} AS${step.route.origin}`,
  );
}

describe("the ROAs that a lease needs", () => {
  test("one a prefix and origin, and nothing longer", () => {
    expect(wanted({})).toEqual(["203.0.113.0/24 for AS64496, max-length 24"]);
    const halves = [...splitPrefix(parsePrefix("203.0.113.0/24"), 25)].map((prefix) => ({ prefix, origin: 64496 }));
    expect(wanted({ routes: halves, routesKnown: true })).toEqual([
      "203.0.113.0/25 for AS64496, max-length 25",
      "203.0.113.128/25 for AS64496, max-length 25",
    ]);
  });

  test("both origins of AWS, or the customer's own", () => {
    const both = [route(14618), route(16509)];
    expect(wanted({ lease: lease({ announcedBy: "aws", origins: [] }), routes: both })).toEqual([
      "203.0.113.0/24 for AS14618, max-length 24",
      "203.0.113.0/24 for AS16509, max-length 24",
    ]);
    const own = lease({ announcedBy: "aws", origins: [], byoasn: 64497 });
    expect(wanted({ lease: own, routes: [route(64497)] })).toEqual(["203.0.113.0/24 for AS64497, max-length 24"]);
  });

  test("AS0 where nobody announces it, none where it is over or says nothing of routing", () => {
    expect(wanted({ lease: lease({ announcedBy: "none", origins: [] }), routes: [] })).toEqual([
      "203.0.113.0/24 for AS0, max-length 24",
    ]);
    expect(wanted({ live: false })).toEqual([]);
    expect(wanted({ lease: lease(null), routes: [] })).toEqual([]);
  });

  test("the longest length that is declared counts only while the routes are not known one by one", () => {
    const of = lease({ announcedBy: "lessee", origins: [64496], longestAnnounced: 25 });
    expect(wanted({ lease: of })).toEqual(["203.0.113.0/24 for AS64496, max-length 25"]);
    expect(wanted({ lease: of, routesKnown: true })).toEqual(["203.0.113.0/24 for AS64496, max-length 24"]);
  });

  test("an origin that the lease does not declare gets none", () => {
    expect(wanted({ routes: [route(64496), route(64510)] })).toEqual(["203.0.113.0/24 for AS64496, max-length 24"]);
  });
});

describe("the way there", () => {
  test("a ROA is published before its route is announced", () => {
    expect(steps({ published: [] })).toEqual([
      "publish 203.0.113.0/24 for AS64496, max-length 24",
      "announce 203.0.113.0/24 AS64496",
    ]);
    expect(planRoas(situation({ published: [LESSOR] })).routes).toEqual([
      { route: route(64496), before: "invalid", after: "valid" },
    ]);
  });

  test("ROAs of longer prefixes come first, those of one prefix together: a ROA makes routes below it invalid", () => {
    const of = lease({ announcedBy: "aws", origins: [] });
    const routes = [route(14618), route(16509), route(16509, "203.0.113.128/25")];
    expect(steps({ lease: of, routes, routesKnown: true, published: [] }).slice(0, 2)).toEqual([
      "publish 203.0.113.128/25 for AS16509, max-length 25",
      "publish 203.0.113.0/24 for AS14618, max-length 24 and 203.0.113.0/24 for AS16509, max-length 24",
    ]);
  });

  test("what is published already needs no step, and the lessor's own ROA is never touched", () => {
    expect(steps({ published: [LESSOR, roaPayload("203.0.113.0/24", 64496)] })).toEqual([]);
  });

  test("where nobody could look, what is published is unknown, not absent: nothing is revoked", () => {
    const plan = planRoas(situation());
    expect(plan.routes).toEqual([{ route: route(64496), after: "valid" }]);
    expect(plan.revoke).toEqual([]);
  });

  test("a looser ROA is replaced: the tight one comes first, the loose one goes last", () => {
    expect(steps({ published: [LESSOR, roaPayload("203.0.113.0/24", 64496, 28)] })).toEqual([
      "publish 203.0.113.0/24 for AS64496, max-length 24",
      "revoke 203.0.113.0/24 for AS64496, max-length 28",
    ]);
  });

  test("of a lease that is over, routes are withdrawn before their ROAs are revoked", () => {
    const published = [LESSOR, roaPayload("203.0.113.0/24", 64496)];
    expect(steps({ live: false, published })).toEqual([
      "withdraw 203.0.113.0/24 AS64496",
      "revoke 203.0.113.0/24 for AS64496, max-length 24",
    ]);
    expect(planRoas(situation({ live: false, published })).routes).toMatchObject([
      { before: "valid", after: "invalid" },
    ]);
  });

  test("a ROA that an announced route needs is not revoked (RFC 6907, 7.2.2), nor AS0 published over one", () => {
    const old = roaPayload("203.0.113.0/24", 64510);
    const routes = [route(64496), route(64510)];
    const refused = planRoas(situation({ routes, published: [LESSOR, old] }));
    expect(refused.refused).toMatchObject([
      {
        action: "revoke",
        roa: old,
        effects: [{ route: route(64510), before: { state: "valid" }, after: { state: "invalid" } }],
      },
    ]);
    expect(refused.revoke).toEqual([]);
    expect(refused.routes.map(({ after }) => after)).toEqual(["valid", "valid"]);

    const nobody = lease({ announcedBy: "none", origins: [] });
    const closed = planRoas(situation({ lease: nobody, routes: [route(64510)], published: [] }));
    expect(closed.refused).toMatchObject([
      { action: "publish", roa: { asn: 0 }, effects: [{ after: { state: "invalid" } }] },
    ]);
    expect(closed.steps).toEqual([]);
  });

  test("no step of any plan makes a route invalid that is to stay, and the plan leads to what is wanted", () => {
    const parts = [24, 25, 26].flatMap((length) => [...splitPrefix(parsePrefix("203.0.113.0/24"), length)]);
    const part = fc.constantFrom(...parts);
    const asn = fc.constantFrom(0, 64496, 64497, 64510);
    const roa = fc
      .tuple(fc.oneof(part, fc.constant(parsePrefix("203.0.112.0/22"))), asn, fc.nat(3))
      .map(([prefix, as, more]): RoaPayload => ({ prefix, asn: as, maxLength: prefix.length + more }));
    const routes = fc.array(
      fc.tuple(part, fc.constantFrom(64496, 64497, 64510)).map(([prefix, origin]) => ({ prefix, origin })),
    );
    const announcedBy = fc.constantFrom("lessee" as const, "none" as const);
    fc.assert(
      fc.property(fc.array(roa), routes, announcedBy, fc.boolean(), (published, announced, by, live) => {
        const of = situation({
          lease: lease({ announcedBy: by, origins: [64496, 64497] }),
          live,
          routes: announced,
          routesKnown: true,
          published,
        });
        const plan = planRoas(of);
        let now = published;
        for (const step of plan.steps) {
          if (step.action === "publish") now = [...now, ...step.roas];
          if (step.action === "revoke")
            now = now.filter((one) => step.roas.every((roa) => compareRoas(one, roa) !== 0));
          for (const one of live ? announced : []) {
            const before = new VrpIndex(published).state(one);
            const after = new VrpIndex(now).state(one);
            if (before === "valid") expect(after).toBe("valid");
            if (before === "not-found") expect(after).not.toBe("invalid");
          }
        }
        if (plan.refused.length > 0) return;
        const left = now.filter(({ prefix }) => contains(of.prefix, prefix));
        expect([...new Set(texts(left))].sort()).toEqual([...new Set(texts(plan.wanted))].sort());
      }),
      { numRuns: 500 },
    );
  });
});

describe("what relying parties make of it", () => {
  const status = (published: RoaPayload[], changes: Partial<RoaSituation> = {}) => {
    const found = roaStatus({ ...situation(changes), published });
    return { ...found, sound: isSound(found) };
  };
  const OWN = roaPayload("203.0.113.0/24", 64496);

  test("a valid route is sound, whoever else has a ROA over it", () => {
    expect(status([LESSOR, OWN])).toMatchObject({
      sound: true,
      routes: [{ validity: { state: "valid" } }],
      seen: [
        { roa: LESSOR, whose: "lessor" },
        { roa: OWN, whose: "lessee" },
      ],
    });
  });

  test("a ROA is missing where without it the route is not valid", () => {
    expect(status([LESSOR])).toMatchObject({
      sound: false,
      missing: [OWN],
      routes: [{ validity: { state: "invalid" } }],
    });
    expect(status([])).toMatchObject({ sound: false, missing: [OWN], routes: [{ validity: { state: "not-found" } }] });
    expect(status([roaPayload("203.0.112.0/22", 64496, 24)]).missing).toEqual([]);
  });

  test("a ROA of the lease's origin that allows more than is declared is loose", () => {
    const loose = roaPayload("203.0.113.0/24", 64496, 25);
    expect(status([loose])).toMatchObject({ sound: false, loose: [loose] });
    const declared = lease({ announcedBy: "lessee", origins: [64496], longestAnnounced: 25 });
    expect(status([loose], { lease: declared })).toMatchObject({ sound: true, loose: [] });
  });

  test("a ROA for another AS in the lease, AS0 over a route, and any once the lease is over are too many", () => {
    const other = roaPayload("203.0.113.128/25", 64510);
    const closed = roaPayload("203.0.113.0/24", 0);
    expect(status([OWN, other, closed]).extra).toEqual([
      { roa: other, whose: "other" },
      { roa: closed, whose: "nobody" },
    ]);
    const over = status([LESSOR, OWN, closed], { live: false });
    expect(over).toMatchObject({ sound: false, extra: [{ roa: OWN, whose: "lessee" }], routes: [], missing: [] });
    expect(status([LESSOR, closed], { live: false }).sound).toBe(true);
  });

  test("space that nobody announces is to be closed by AS0, its own or a larger one", () => {
    const nobody = { lease: lease({ announcedBy: "none", origins: [] }), routes: [] };
    expect(status([], nobody)).toMatchObject({ sound: false, missing: [{ asn: 0 }] });
    expect(status([roaPayload("203.0.112.0/22", 0)], nobody).sound).toBe(true);
  });
});
