// What `npm run bench [-- NAME…]` runs: the benches named, or all.
import { progress } from "./report";

/** A comparison or a measurement. It prints its own tables, machine and versions included. */
interface Bench {
  readonly about: string;
  run(): Promise<void>;
}

/** By name, in the order in which they run. To add one, write a file of its own and name it here. */
const BENCHES: Readonly<Record<string, Bench>> = {
  preview: {
    about: "leasehold preview against pulumi preview with the policy pack",
    run: () => (require("./preview-bench") as typeof import("./preview-bench")).benchPreviews(),
  },
  check: {
    about: "leasehold check against conftest on the same previews",
    run: () => (require("./check-bench") as typeof import("./check-bench")).benchCheck(),
  },
  rules: {
    about: "the rules alone, by size",
    run: () => (require("./rules-bench") as typeof import("./rules-bench")).benchRules(),
  },
  scan: {
    about: "leasehold scan against ripgrep on the same tree, by number of leases",
    run: () => (require("./scan-bench") as typeof import("./scan-bench")).benchScan(),
  },
  vrps: {
    about: "700,000 VRPs loaded and 100,000 routes validated, against rpki-validator",
    run: () => (require("./vrps-bench") as typeof import("./vrps-bench")).benchVrps(),
  },
  drift: {
    about: "what is declared against 200,000 observed facts, beside the parsing of both",
    run: () => (require("./drift-bench") as typeof import("./drift-bench")).benchDrift(),
  },
  "dns-sweep": {
    about: "a /22 over ten blocklist zones, and its PTR records, against dig -f",
    run: () => (require("./dns-sweep-bench") as typeof import("./dns-sweep-bench")).benchDnsSweep(),
  },
};

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) {
    throw new Error(`there is no bench ${unknown}; there are ${Object.keys(BENCHES).join(", ")}`);
  }
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    progress(`${name}: ${bench.about}`);
    await bench.run();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
