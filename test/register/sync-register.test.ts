import fc from "fast-check";
import { canonicalJson } from "../../lease/canonical-json";
import { type Lease, type LeaseInput, leaseSchema } from "../../lease/lease";
import { changesTo, type DeclaredSegment, syncRegister } from "../../register/sync-register";

const TERM = { start: "2026-01-01", end: "2036-12-31" };

function lease(over: Partial<LeaseInput> = {}): Lease {
  return leaseSchema.parse({ id: "office", prefix: "203.0.113.0/24", status: "active", term: TERM, ...over });
}

function segment(over: Partial<DeclaredSegment> = {}): DeclaredSegment {
  return {
    lease: "office",
    name: "web",
    purpose: "web",
    prefixes: ["203.0.113.0/26"],
    placements: {},
    origin: "shop",
    ...over,
  };
}

const pool = (placements: Record<string, string>) =>
  segment({ purpose: null, prefixes: [], placements, origin: "pool" });

function sync(recorded: readonly Lease[], leases: readonly Lease[], segments: readonly DeclaredSegment[]) {
  const declared = leases.map((one) => ({ lease: one, origin: "shop" }));
  return syncRegister({ version: 1, leases: recorded }, { leases: declared, segments });
}

const RECORDED = lease({
  segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.0/26"], placements: { a: "203.0.113.4" } }],
});

test("a new lease is added with its segments and their addresses; one that nobody declares any more stays", () => {
  const old = lease({ id: "old", prefix: "198.51.100.0/24" });
  const { leases, conflicts } = sync([old], [lease()], [segment(), pool({ a: "203.0.113.4" })]);
  expect(conflicts).toEqual([]);
  expect(leases).toEqual([old, RECORDED]);
});

test("fields are the stack's, new segments, prefixes and zones are added, and what is recorded stays", () => {
  const declared = lease({ owner: { team: "x", contact: "y" }, status: "offboarding" });
  const { leases, conflicts } = sync(
    [RECORDED],
    [declared],
    [
      segment({ name: "admin", purpose: "admin", prefixes: ["203.0.113.64/27"] }),
      segment({ prefixes: ["203.0.113.128/28", "203.0.113.0/26"] }),
      pool({ b: "203.0.113.5" }),
    ],
  );
  expect(conflicts).toEqual([]);
  expect(leases).toEqual([
    {
      ...declared,
      segments: [
        {
          name: "web",
          purpose: "web",
          prefixes: ["203.0.113.0/26", "203.0.113.128/28"],
          placements: { a: "203.0.113.4", b: "203.0.113.5" },
        },
        { name: "admin", purpose: "admin", prefixes: ["203.0.113.64/27"] },
      ],
    },
  ]);
});

describe("the register stands, and the stack is told", () => {
  test.each<[string, Lease, readonly Lease[], readonly DeclaredSegment[], RegExp]>([
    [
      "a moved segment",
      RECORDED,
      [],
      [segment({ prefixes: ["203.0.113.64/26"] })],
      /segment web is recorded at 203\.0\.113\.0\/26, and the stack has it at 203\.0\.113\.64\/26/,
    ],
    [
      "a moved address",
      RECORDED,
      [],
      [pool({ a: "203.0.113.9" })],
      /a of segment web is recorded at 203\.0\.113\.4, and the stack has it at 203\.0\.113\.9/,
    ],
    [
      "an address of another zone",
      RECORDED,
      [],
      [pool({ b: "203.0.113.4" })],
      /203\.0\.113\.4 of segment web is recorded for a, and the stack has it for b/,
    ],
    [
      "an address outside the segment",
      RECORDED,
      [],
      [pool({ b: "203.0.113.200" })],
      /203\.0\.113\.200 is outside the segment/,
    ],
    [
      "a segment over another",
      RECORDED,
      [],
      [segment({ name: "x", prefixes: ["203.0.113.0/27"] })],
      /segment x: 203\.0\.113\.0\/27 overlaps 203\.0\.113\.0\/26 of segment web/,
    ],
    [
      "a segment outside the lease",
      RECORDED,
      [],
      [segment({ name: "x", prefixes: ["192.0.2.0/27"] })],
      /192\.0\.2\.0\/27 is outside the block/,
    ],
    [
      "another prefix",
      RECORDED,
      [lease({ prefix: "203.0.113.0/25" })],
      [],
      /has prefix 203\.0\.113\.0\/24 in the register/,
    ],
    ["a revived lease", lease({ status: "released" }), [lease()], [], /is released in the register/],
    [
      "a segment of a released lease",
      lease({ status: "released" }),
      [],
      [segment()],
      /lease office is released, and what is recorded of it stays/,
    ],
    [
      "a segment of no lease",
      RECORDED,
      [],
      [segment({ lease: "other" })],
      /is of lease other, which neither the register nor the stack has/,
    ],
    [
      "addresses of no segment",
      lease(),
      [],
      [pool({ a: "203.0.113.4" })],
      /segment web of lease office is not recorded, so neither are its addresses/,
    ],
  ])("%s", (_, recorded, leases, segments, message) => {
    const synced = sync([recorded], leases, segments);
    expect(synced.conflicts).toEqual([expect.stringMatching(message)]);
    expect(synced.leases).toEqual([recorded]);
  });

  test("a lease that two stacks declare differently", () => {
    const { conflicts } = sync([], [lease(), lease({ status: "quarantined" })], []);
    expect(conflicts).toEqual([expect.stringMatching(/declared twice/)]);
  });
});

test("whatever stacks declare, no lease is forgotten, nothing recorded moves, and a second time changes nothing", () => {
  const prefix = fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 }))
    .map(([at, length]) => `203.0.113.${at * 16}/${length}`);
  const zones = fc.dictionary(
    fc.constantFrom("a", "b", "a/2"),
    fc.integer({ min: 0, max: 255 }).map((at) => `203.0.113.${at}`),
  );
  const one = fc.record({
    lease: fc.constantFrom("office", "none"),
    name: fc.constantFrom("web", "admin", "email"),
    purpose: fc.option(fc.constantFrom("web", "admin")),
    prefixes: fc.uniqueArray(prefix, { maxLength: 2 }),
    placements: zones,
    origin: fc.constant("shop"),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), fc.array(one, { maxLength: 8 }), (first, second) => {
      const before = sync([RECORDED], [], first).leases;
      const { leases } = sync(before, [], second);
      expect(leases.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      for (const was of before[0]?.segments ?? []) {
        const now = leases[0]?.segments?.find(({ name }) => name === was.name);
        expect(now?.prefixes).toEqual(expect.arrayContaining(was.prefixes));
        expect(now?.placements ?? {}).toMatchObject(was.placements ?? {});
      }
      expect(sync(leases, [], second).leases).toEqual(leases);
    }),
  );
});

describe("changes to the leases as they are written", () => {
  test("leave what means the same as it is written, and keep the order of keys", () => {
    const written: LeaseInput[] = [
      { term: { end: "2036-12-31", start: "2026-01-01" }, id: "v6", prefix: "2001:DB8::/32", status: "active" },
      { status: "active", term: { end: "2036-12-31", start: "2026-01-01" }, prefix: "203.0.113.0/24", id: "office" },
    ];
    const parsed = written.map((one) => leaseSchema.parse(one));
    const wanted = [
      parsed[0] as Lease,
      { ...(parsed[1] as Lease), term: { ...TERM, noticeDays: 30 }, retentionDays: 9 },
    ];
    const changes = changesTo(written, parsed, wanted);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.before).toBe(written[1]);
    expect(JSON.stringify(changes[0]?.after)).toBe(
      '{"status":"active","term":{"end":"2036-12-31","start":"2026-01-01","noticeDays":30},"prefix":"203.0.113.0/24","id":"office","retentionDays":9}',
    );
    expect(canonicalJson(leaseSchema.parse(changes[0]?.after))).toBe(canonicalJson(wanted[1]));
  });
});
