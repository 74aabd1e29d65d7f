import { spawnSync } from "node:child_process";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { formatPrefix, fullLength, type Prefix } from "../../lease/prefix";
import { type Route, type RouteValidity, type Vrp, VrpIndex, validateRoute } from "../../lease/rpki/route-origin";
import { prefix, prefixIn, smallSpace } from "../lease/arbitraries";
import { describeWith, tool } from "../testbed/tools";

jest.setTimeout(120_000);

const SETS = 2400;
const ROUTES_A_SET = 5;

/** Few AS numbers, so that they often meet; AS0 among those of the payloads. */
const asn = fc.constantFrom(0, 64496, 64496, 64497, 4_294_967_295);
/** AS0 is no origin of a route (RFC 7607): Routinator would let an AS0 payload match it. */
const origin = fc.oneof(
  { arbitrary: fc.constantFrom(64496, 64496, 64497, 4_294_967_295), weight: 6 },
  { arbitrary: fc.constant(null), weight: 1 },
);
const vrpOf = (holder: Prefix) =>
  fc
    .tuple(asn, fc.oneof(fc.constant(0), fc.nat(fullLength(holder.family) - holder.length)))
    .map(([as, more]): Vrp => ({ prefix: holder, asn: as, maxLength: holder.length + more }));
const routeOf = (holder: Prefix) => origin.map((as): Route => ({ prefix: holder, origin: as }));
const scenario = (holder: fc.Arbitrary<Prefix>) =>
  fc.record({
    vrps: fc.array(holder.chain(vrpOf), { maxLength: 24, size: "max" }),
    routes: fc.array(holder.chain(routeOf), { minLength: ROUTES_A_SET, maxLength: ROUTES_A_SET }),
  });
/** Mostly prefixes that lie in one another; some from anywhere, of any length. */
const question = fc.oneof(
  { arbitrary: smallSpace.chain((space) => scenario(prefixIn(space))), weight: 4 },
  { arbitrary: scenario(prefix), weight: 1 },
);
type Question = { vrps: Vrp[]; routes: Route[] };

function asText({ vrps, routes }: Question): string {
  return JSON.stringify({
    vrps: vrps.map((vrp) => ({ ...vrp, prefix: formatPrefix(vrp.prefix) })),
    routes: routes.map((route) => ({ ...route, prefix: formatPrefix(route.prefix) })),
  });
}

interface Described {
  readonly prefix: string;
  readonly asn: number;
  readonly maxLength: number;
}

interface Verdict {
  readonly state: RouteValidity["state"];
  readonly matched: readonly Described[];
  /** The others that cover the route. */
  readonly unmatched: readonly Described[];
}

/** A verdict with its payloads as sets, as Routinator keeps them. */
function comparable({ state, matched, covering }: { state: string; matched: Described[]; covering: Described[] }) {
  const names = (vrps: readonly Described[]) =>
    [...new Set(vrps.map(({ prefix: of, asn: as, maxLength }) => `${of}-${maxLength} AS${as}`))].sort();
  return { state, matched: names(matched), covering: names(covering) };
}

const described = (vrps: readonly Vrp[]): Described[] =>
  vrps.map((vrp) => ({ ...vrp, prefix: formatPrefix(vrp.prefix) }));

function routinatorSays(questions: readonly Question[]): Verdict[][] {
  const { status, stdout, stderr } = spawnSync(tool("rov-reference"), {
    input: questions.map((one) => `${asText(one)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Verdict[]);
}

describeWith(["rov-reference"], "route origin validation", () => {
  test(`says what Routinator says, on ${SETS * ROUTES_A_SET} random routes`, () => {
    const questions = fc.sample(question, { numRuns: SETS, seed: 6811 });
    const theirs = routinatorSays(questions);
    const counts = { valid: 0, invalid: 0, "not-found": 0 };
    for (const [at, { vrps, routes }] of questions.entries()) {
      const index = new VrpIndex(vrps);
      for (const [which, route] of routes.entries()) {
        const { state, matched, covering } = validateRoute(route, index);
        counts[state]++;
        const ours = comparable({ state, matched: described(matched), covering: described(covering) });
        const verdict = theirs[at]?.[which] as Verdict;
        const their = comparable({
          state: verdict.state,
          matched: [...verdict.matched],
          covering: [...verdict.matched, ...verdict.unmatched],
        });
        if (!isDeepStrictEqual(ours, their)) {
          throw new Error(`${asText({ vrps, routes: [route] })}: ${JSON.stringify({ ours, their })}`);
        }
      }
    }
    expect(counts.valid + counts.invalid + counts["not-found"]).toBe(SETS * ROUTES_A_SET);
    // No verdict is rare, so that none is agreed on by chance.
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(1000);
  });
});
