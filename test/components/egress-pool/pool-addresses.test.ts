import fc from "fast-check";
import { ArgumentErrors } from "../../../components/argument-errors";
import { type AddressRequest, chooseAddresses } from "../../../components/egress-pool/pool-addresses";

const REGION = ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d", "eu-west-1e", "eu-west-1f"];

function choose(zones: readonly string[], over: Partial<AddressRequest> = {}) {
  const errors = new ArgumentErrors("test");
  const chosen = chooseAddresses(
    {
      prefixes: ["203.0.113.0/26"],
      zones: Object.fromEntries(zones.map((zone) => [zone, []])),
      perZone: 1,
      recorded: {},
      claimed: new Map(),
      ...over,
    },
    errors,
  );
  errors.throwIfAny();
  return chosen;
}

const zones = fc.shuffledSubarray(REGION, { minLength: 1 });

test("a zone's addresses do not change when zones come, go, or change places", () => {
  fc.assert(
    fc.property(zones, zones, fc.integer({ min: 1, max: 4 }), (some, others, perZone) => {
      const before = choose(some, { perZone }).byZone;
      const after = choose([...new Set([...others, ...some])], { perZone }).byZone;
      for (const zone of some) expect(after[zone]).toEqual(before[zone]);
    }),
  );
});

test("a zone's first addresses do not change when it gets more", () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: 1, max: 3 }), (some, perZone) => {
      const before = choose(some, { perZone }).byZone;
      const after = choose(some, { perZone: perZone + 1 }).byZone;
      for (const zone of some) expect(after[zone]?.slice(0, perZone)).toEqual(before[zone]);
    }),
  );
});

test("no two placements ever get the same address", () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: 1, max: 8 }), (some, perZone) => {
      const addresses = Object.values(choose(some, { perZone }).byZone).flat();
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(addresses).toHaveLength(some.length * perZone);
    }),
  );
});

test("what is recorded of the zones of two pools is kept in both; a zone of both is recorded for the first", () => {
  const recorded = { "eu-west-1a": "203.0.113.9", "eu-west-1b": "203.0.113.2" };
  const claimed = new Map([["203.0.113.9", "the other pool"]]);
  expect(choose(["eu-west-1b"], { recorded, claimed })).toEqual({
    byZone: { "eu-west-1b": ["203.0.113.2"] },
    unrecorded: {},
  });
  const { byZone } = choose(["eu-west-1a"], { recorded, claimed });
  expect(byZone).toEqual({ "eu-west-1a": ["203.0.113.1"] });
});

test("recorded addresses stay, and are not given away while their zone is not declared", () => {
  const recorded = { "eu-west-1b": "203.0.113.1", "eu-west-1c": "203.0.113.2" };
  const { byZone, unrecorded } = choose(["eu-west-1a", "eu-west-1b"], { recorded });
  expect(byZone).toEqual({ "eu-west-1a": ["203.0.113.3"], "eu-west-1b": ["203.0.113.1"] });
  expect(unrecorded).toEqual({ "eu-west-1a": "203.0.113.3" });
});

test("addresses ending in .0 and .255 come last, where there is nothing else", () => {
  expect(choose(["eu-west-1a"], { prefixes: ["203.0.113.0/32"] }).byZone).toEqual({ "eu-west-1a": ["203.0.113.0"] });
  expect(choose(["eu-west-1a"], { prefixes: ["203.0.113.254/31"] }).byZone).toEqual({
    "eu-west-1a": ["203.0.113.254"],
  });
});

test("running out names the placement", () => {
  expect(() => choose(["eu-west-1a", "eu-west-1b"], { prefixes: ["203.0.113.4/32"] })).toThrow(
    'zones["eu-west-1b"] = "eu-west-1b": no address is free in 203.0.113.4/32; ask for fewer',
  );
});

test("a record outside the segment is named", () => {
  expect(() => choose(["eu-west-1a"], { recorded: { "eu-west-1a": "203.0.113.200" } })).toThrow(
    'placements["eu-west-1a"] = "203.0.113.200": outside the segment',
  );
});
