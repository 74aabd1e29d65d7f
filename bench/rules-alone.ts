// One size in a process of its own, so that the peak of its memory is its own: `rules-alone.ts COUNT` prints one line of JSON.
import { judge } from "../policies/judge";
import { parseRegister } from "../register/register";
import { leases, resources } from "./synthetic";

async function main(): Promise<void> {
  const count = Number(process.argv[2]);
  const register = parseRegister(JSON.stringify({ version: 1, leases: leases(count) }), "the benchmark's register");
  const graph = { project: "bench", stack: "dev", resources: resources(count) };
  const started = process.hrtime.bigint();
  const { findings, problems } = await judge({ graph, register, today: "2026-11-30" });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (problems.length > 0) throw new Error(problems.join("; "));
  // Kilobytes on Linux.
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ count, seconds, peakMegabytes, findings: findings.length })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
