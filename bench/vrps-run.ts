// One side of the VRP bench in a process of its own, so that the peak of its memory is its own:
// `vrps-run.ts SIDE DOCUMENT ROUTES` prints one line of JSON.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import RpkiValidator from "rpki-validator";
import { type RouteState, VrpIndex, validateRoute } from "../lease/rpki/route-origin";
import { parseRoutePrefix } from "../lease/rpki/route-prefix";
import { parseVrps } from "../lease/rpki/vrp-json";
import type { MadeRoute } from "./vrp-document";

/** What a side measured. */
export interface VrpsRun {
  /** Reading the file, parsing and indexing it. */
  readonly loadSeconds: number;
  /** All routes from text to verdict. */
  readonly validateSeconds: number;
  /** Time of all processor cores for them, compiling included: other work on the machine changes it less. */
  readonly validateCpuSeconds: number;
  /** The same with the payloads that cover each. */
  readonly explainSeconds: number;
  readonly peakMegabytes: number;
  /** Of all verdicts, in order. */
  readonly digest: string;
  readonly counts: Readonly<Record<RouteState, number>>;
}

/** A validator that is loaded. */
interface Loaded {
  state(route: MadeRoute): RouteState;
  explained(route: MadeRoute): RouteState;
}

type Side = (document: string) => Loaded | Promise<Loaded>;

export const SIDES = ["leasehold", "rpki-validator", "JSON.parse"] as const;
export type SideName = (typeof SIDES)[number];

const STATES = { true: "valid", false: "invalid", null: "not-found" } as const;

const sides: Readonly<Record<SideName, Side>> = {
  leasehold(document) {
    const { index } = parseVrps(readFileSync(document));
    const parsed = ({ prefix, origin }: MadeRoute) => ({ prefix: parseRoutePrefix(prefix), origin });
    return {
      state: ({ prefix, origin }) => index.stateOfText(prefix, origin),
      explained: (route) => validateRoute(parsed(route), index).state,
    };
  },
  async "rpki-validator"(document) {
    const { roas } = JSON.parse(readFileSync(document, "utf8")) as {
      roas: { asn: string; prefix: string; maxLength: number }[];
    };
    const validator = new RpkiValidator({ connector: "external" });
    // It wants AS numbers as numbers.
    validator.setVRPs(roas.map(({ asn, prefix, maxLength }) => ({ asn: Number(asn.slice(2)), prefix, maxLength })));
    await validator.preCache();
    return {
      state: ({ prefix, origin }) => STATES[`${validator.validateFromCacheSync(prefix, origin, false)}`],
      explained: ({ prefix, origin }) => STATES[`${validator.validateFromCacheSync(prefix, origin, true).valid}`],
    };
  },
  /** No validator: the time that any reader by way of `JSON.parse` needs at least. */
  "JSON.parse"(document) {
    JSON.parse(readFileSync(document, "utf8"));
    const none = new VrpIndex([]);
    const state = ({ origin }: MadeRoute) => none.state({ prefix: parseRoutePrefix("::/0"), origin });
    return { state, explained: state };
  },
};

async function main([side, document, routesFile]: readonly string[]): Promise<void> {
  const load = sides[side as SideName];
  const [loaded, loadSeconds] = await timed(() => load(document as string));
  // What routes cost to read from a file is the same for both, and not measured.
  const routes = JSON.parse(readFileSync(routesFile as string, "utf8")) as MadeRoute[];
  const [states, validateSeconds, validateCpuSeconds] = await timed(() => routes.map((route) => loaded.state(route)));
  const [explained, explainSeconds] = await timed(() => routes.map((route) => loaded.explained(route)));
  const digest = digestOf(states);
  if (digestOf(explained) !== digest) throw new Error(`${side}: a verdict depends on whether it is explained`);
  const counts = { valid: 0, invalid: 0, "not-found": 0 };
  for (const state of states) counts[state]++;
  // Kilobytes on Linux.
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const result: VrpsRun = {
    loadSeconds,
    validateSeconds,
    validateCpuSeconds,
    explainSeconds,
    peakMegabytes,
    digest,
    counts,
  };
  // The peer leaves timers running, which would keep the process.
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

/** @returns what the work gave, and the seconds it took, by the clock and of the processor */
async function timed<T>(work: () => T | Promise<T>): Promise<[T, number, number]> {
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const result = await work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return [result, seconds, (user + system) / 1e6];
}

function digestOf(states: readonly RouteState[]): string {
  return createHash("sha256").update(states.join("\n")).digest("hex");
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}
