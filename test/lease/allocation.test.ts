import * as fc from "fast-check";
import { type Allocation, allocate, type RecordedSegment, type SegmentRequest } from "../../lease/allocation";
import { contains, overlaps, type Prefix, parseAddress, parsePrefix } from "../../lease/prefix";

const BLOCK = parsePrefix("203.0.113.0/24");

function placed(requests: SegmentRequest[], recorded: RecordedSegment[] = [], block = BLOCK): Record<string, string[]> {
  const { segments, problems } = allocate({ block, requests, recorded });
  expect(problems).toEqual([]);
  return Object.fromEntries(segments.map(({ segment, prefixes }) => [segment, [...prefixes]]));
}

function problemsOf(requests: SegmentRequest[], recorded: RecordedSegment[] = [], block = BLOCK): string[] {
  const { problems } = allocate({ block, requests, recorded });
  return problems.map(({ segment, argument, message }) => `${segment}.${argument}: ${message}`);
}

/** The segments of a plan as the register would record them. */
function record({ segments }: Allocation): RecordedSegment[] {
  return segments.map(({ segment, prefixes, placements }) => ({ name: segment, prefixes: [...prefixes], placements }));
}

const lengths = fc.array(fc.integer({ min: 25, max: 30 }), { minLength: 1, maxLength: 10 });
const requestsOf = (all: readonly number[], name = "s"): SegmentRequest[] =>
  all.map((prefixLength, at) => ({
    segment: `${name}${at}`,
    prefixLength,
    zones: at % 2 === 0 ? ["eu-west-1a", "eu-west-1b"] : ["eu-west-1a"],
  }));

describe("segments", () => {
  test("each gets the smallest free block that holds it, in order of the requests", () => {
    const requests = [
      { segment: "web", prefixLength: 26 },
      { segment: "email", prefixLength: 25 },
      { segment: "admin", prefixLength: 27 },
      { segment: "data", prefixLength: 27 },
    ];
    expect(placed(requests)).toEqual({
      web: ["203.0.113.0/26"],
      email: ["203.0.113.128/25"],
      admin: ["203.0.113.64/27"],
      data: ["203.0.113.96/27"],
    });
  });

  test("prefixes chosen by hand are kept free of those found, also where they are asked for later", () => {
    const requests = [
      { segment: "web", prefixLength: 25 },
      { segment: "email", prefixes: ["203.0.113.0/26"] },
    ];
    expect(placed(requests)).toEqual({ web: ["203.0.113.128/25"], email: ["203.0.113.0/26"] });
  });

  test("a v6 block is divided at once, however large", () => {
    const requests = [
      { segment: "web", prefixLength: 64 },
      { segment: "email", prefixLength: 33 },
    ];
    expect(placed(requests, [], parsePrefix("2001:db8::/32"))).toEqual({
      web: ["2001:db8::/64"],
      email: ["2001:db8:8000::/33"],
    });
  });

  test("what is recorded stays, whoever comes or goes, and what is removed stays reserved", () => {
    const recorded = [
      { name: "web", prefixes: ["203.0.113.64/26"] },
      { name: "gone", prefixes: ["203.0.113.0/26"] },
    ];
    expect(placed([{ segment: "new", prefixLength: 26 }, { segment: "web" }], recorded)).toEqual({
      new: ["203.0.113.128/26"],
      web: ["203.0.113.64/26"],
    });
  });

  test("says which prefixes were found just now and have to be recorded", () => {
    const requests = [{ segment: "web" }, { segment: "email", prefixLength: 26 }];
    const { segments } = allocate({
      block: BLOCK,
      requests,
      recorded: [{ name: "web", prefixes: ["203.0.113.0/26"] }],
    });
    expect(segments.map(({ segment, prefixesAreNew }) => [segment, prefixesAreNew])).toEqual([
      ["web", false],
      ["email", true],
    ]);
  });

  test("a plan never overlaps, never leaves the block, and gives what was asked for", () => {
    fc.assert(
      fc.property(lengths, (all) => {
        const { segments, problems } = allocate({ block: BLOCK, requests: requestsOf(all) });
        const prefixes = segments.flatMap((segment) => segment.prefixes.map(parsePrefix));
        expect(prefixes.every((one) => contains(BLOCK, one))).toBe(true);
        expect(prefixes.some((one, at) => prefixes.slice(at + 1).some((other) => overlaps(one, other)))).toBe(false);
        for (const { segment, prefixes: own } of segments) {
          expect(own.map((text) => parsePrefix(text).length)).toEqual([all[Number(segment.slice(1))]]);
        }
        // An empty block is filled to the last address: it is full only where the sum is too large.
        const wanted = all.reduce((sum, length) => sum + 2 ** (32 - length), 0);
        if (wanted <= 256) expect(problems).toEqual([]);
        else expect(problems.some(({ argument }) => argument === "prefixLength")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("nothing recorded ever moves: any later requests leave every recorded prefix and address where it was", () => {
    fc.assert(
      fc.property(lengths, lengths, fc.array(fc.nat(9)), (before, after, dropped) => {
        const first = allocate({ block: BLOCK, requests: requestsOf(before) });
        const recorded = record(first);
        const kept = requestsOf(before).filter((_, at) => !dropped.includes(at));
        const later = allocate({
          block: BLOCK,
          requests: [...requestsOf(after, "later"), ...kept.reverse()],
          recorded,
        });
        const reserved = recorded.flatMap(({ prefixes }) => prefixes.map(parsePrefix));
        for (const segment of later.segments) {
          const old = first.segments.find((one) => one.segment === segment.segment);
          if (old !== undefined) {
            expect([segment.prefixes, segment.placements]).toEqual([old.prefixes, old.placements]);
            expect([segment.prefixesAreNew, segment.newZones]).toEqual([false, []]);
          } else {
            const own = segment.prefixes.map(parsePrefix);
            expect(own.some((one) => reserved.some((other) => overlaps(one, other)))).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("the same arguments give the same plan", () => {
    fc.assert(
      fc.property(lengths, (all) => {
        const plan = () => allocate({ block: BLOCK, requests: requestsOf(all) });
        expect(plan()).toEqual(plan());
      }),
    );
  });
});

describe("zones", () => {
  const zonesOf = (requests: SegmentRequest[], recorded: RecordedSegment[] = []) => {
    const { segments, problems } = allocate({ block: BLOCK, requests, recorded });
    expect(problems).toEqual([]);
    return segments[0];
  };

  test("each gets the lowest free address of its segment, the first of the block included", () => {
    const request = { segment: "web", prefixLength: 30, zones: ["a", "b", "a/2"] };
    expect(zonesOf([request])).toMatchObject({
      placements: { a: "203.0.113.0", b: "203.0.113.1", "a/2": "203.0.113.2" },
      newZones: ["a", "b", "a/2"],
    });
  });

  test("a recorded address stays while zones come and go, and that of a removed zone is given to nobody", () => {
    const recorded = [
      { name: "web", prefixes: ["203.0.113.0/30"], placements: { a: "203.0.113.1", gone: "203.0.113.0" } },
    ];
    expect(zonesOf([{ segment: "web", zones: ["new", "a"] }], recorded)).toMatchObject({
      placements: { new: "203.0.113.2", a: "203.0.113.1" },
      newZones: ["new"],
    });
  });

  test("every address lies in its segment and is given once", () => {
    fc.assert(
      fc.property(lengths, fc.uniqueArray(fc.string({ maxLength: 6 }), { maxLength: 6 }), (all, zones) => {
        const requests = all.map((prefixLength, at) => ({ segment: `s${at}`, prefixLength, zones }));
        const { segments } = allocate({ block: BLOCK, requests });
        const addresses = segments.flatMap(({ placements }) => Object.values(placements));
        expect(new Set(addresses).size).toBe(addresses.length);
        for (const { prefixes, placements } of segments) {
          const own = prefixes.map(parsePrefix);
          const inside = (address: Prefix) => own.some((one) => contains(one, address));
          expect(Object.values(placements).map(parseAddress).every(inside)).toBe(true);
        }
      }),
    );
  });

  test("a zone whose name is a word of the language is a zone like others", () => {
    const found = zonesOf([{ segment: "web", prefixLength: 30, zones: ["__proto__", "constructor"] }]);
    expect(Object.entries(found?.placements ?? {})).toEqual([
      ["__proto__", "203.0.113.0"],
      ["constructor", "203.0.113.1"],
    ]);
  });
});

describe("problems", () => {
  test("all are told at once, each with argument, value and fix", () => {
    const requests: SegmentRequest[] = [
      { segment: "host-bits", prefixes: ["203.0.113.1/26"] },
      { segment: "outside", prefixes: ["198.51.100.0/26"] },
      { segment: "a", prefixes: ["203.0.113.0/25"] },
      { segment: "b", prefixes: ["203.0.113.64/26"] },
      { segment: "too-long", prefixLength: 33 },
      { segment: "too-short", prefixLength: 23 },
      { segment: "too-large", prefixLength: 24 },
      { segment: "nothing" },
      { segment: "empty", prefixes: [] },
      { segment: "a", prefixLength: 28 },
      { segment: "crowded", prefixes: ["203.0.113.255/32"], zones: ["x", "y", "x"] },
    ];
    expect(problemsOf(requests)).toEqual([
      "a.segment: segment a is asked for twice; choose another name",
      'host-bits.prefixes[0]: "203.0.113.1/26" has host bits set; the block that holds it is 203.0.113.0/26',
      "outside.prefixes[0]: 198.51.100.0/26 is outside the block; give a prefix inside 203.0.113.0/24",
      "b.prefixes[0]: 203.0.113.64/26 overlaps 203.0.113.0/25 of segment a; give free space",
      "empty.prefixes: is empty; give a prefix inside 203.0.113.0/24, or leave it out",
      "too-long.prefixLength: 33 does not fit 203.0.113.0/24; give a whole number from 24 to 32",
      "too-short.prefixLength: 23 does not fit 203.0.113.0/24; give a whole number from 24 to 32",
      "too-large.prefixLength: no /24 is free in 203.0.113.0/24 (the largest free part is a /26); ask for /26 or longer, " +
        "release a segment in the register, or lease a larger block",
      "nothing.prefixes: nothing is recorded or given; give prefixes inside 203.0.113.0/24, or prefixLength",
      "crowded.zones[1]: no address is left in 203.0.113.255/32 for y; give the segment more space, or release a placement",
      "crowded.zones[2]: x is asked for twice; for a second address ask for x/2",
    ]);
  });

  test("a request that would move a recorded segment is one", () => {
    const recorded = [{ name: "web", prefixes: ["203.0.113.0/26"] }];
    expect(problemsOf([{ segment: "web", prefixes: ["203.0.113.64/26"] }], recorded)[0]).toMatch(
      /web\.prefixes: 203\.0\.113\.64\/26 differs from the record, 203\.0\.113\.0\/26/,
    );
    expect(problemsOf([{ segment: "web", prefixLength: 25 }], recorded)[0]).toMatch(/web\.prefixLength: 25 differs/);
    expect(problemsOf([{ segment: "web", prefixes: ["203.0.113.0/26"], prefixLength: 26 }], recorded)).toEqual([]);
  });

  test("so is a record that contradicts itself, since nobody knows which of its lines is true", () => {
    const recorded = [
      {
        name: "web",
        prefixes: ["203.0.113.0/26"],
        placements: { a: "203.0.113.0", b: "203.0.113.0", c: "203.0.113.99" },
      },
      { name: "email", prefixes: ["203.0.113.32/27", "198.51.100.0/28"] },
      { name: "web", prefixes: ["203.0.113.128/26"] },
    ];
    expect(problemsOf([{ segment: "web" }], recorded)).toEqual([
      "email.recorded.prefixes[0]: 203.0.113.32/27 overlaps 203.0.113.0/26 of segment web; give free space",
      "email.recorded.prefixes[1]: 198.51.100.0/28 is outside the block; give a prefix inside 203.0.113.0/24",
      "web.recorded.name: segment web is recorded twice; keep one record",
      "web.recorded.placements.b: 203.0.113.0 is recorded for another zone too; keep it for one",
      "web.recorded.placements.c: 203.0.113.99 is outside the segment; record an address inside 203.0.113.0/26",
    ]);
  });

  test("zones are for IPv4", () => {
    const requests = [{ segment: "web", prefixLength: 64, zones: ["a"] }];
    expect(problemsOf(requests, [], parsePrefix("2001:db8::/32"))[0]).toMatch(
      /web\.zones: an address a zone is for IPv4/,
    );
  });

  test("a segment with a problem is left out of the plan, and the others are in it", () => {
    const requests = [
      { segment: "bad", prefixLength: 23 },
      { segment: "good", prefixLength: 26 },
    ];
    expect(allocate({ block: BLOCK, requests }).segments.map(({ segment }) => segment)).toEqual(["good"]);
  });
});
