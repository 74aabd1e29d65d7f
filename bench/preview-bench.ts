import { tool } from "../test/testbed/tools";
import { comparePreviews, versionOf } from "./previews";
import { machineTable, newTable, print, progress } from "./report";

const RUNS = 5;

/** Offline preview against the engine on the same programs, with and without type checks. */
export async function benchPreviews(): Promise<void> {
  const version = (name: string): string => require(`${name}/package.json`).version;
  const machine = machineTable();
  machine.push(
    { "Pulumi engine": versionOf(tool("pulumi"), "version") },
    { "@pulumi/pulumi, aws, policy": ["pulumi", "aws", "policy"].map((name) => version(`@pulumi/${name}`)).join(", ") },
    { TypeScript: version("typescript") },
    { method: `medians of ${RUNS} runs in turn after one that warms caches` },
  );
  print(machine);
  const table = newTable(
    "preview of",
    "type checks",
    "leasehold preview",
    "pulumi preview + pack",
    "times faster",
    "same findings",
  );
  for (const [program, resources] of [
    ["ten", 10],
    ["thousand", 1_000],
  ] as const) {
    for (const typeChecks of [true, false]) {
      progress(`previews of ${resources} resources, type checks ${typeChecks ? "on" : "off"} …`);
      const result = await comparePreviews(program, resources, typeChecks, RUNS);
      table.push([
        `${resources} resources`,
        typeChecks ? "on" : "off",
        `${result.offlineSeconds.toFixed(2)} s`,
        `${result.engineSeconds.toFixed(2)} s`,
        (result.engineSeconds / result.offlineSeconds).toFixed(1),
        String(result.findings),
      ]);
    }
  }
  print(table);
}
