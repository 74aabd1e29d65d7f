// Leasehold's side of the DNS sweep in a process of its own: `dns-sweep-run.ts SERVER TYPE NAMES` prints one line of JSON.
import { readFileSync } from "node:fs";
import { DnsClient, type DnsType } from "../drift/dns/dns-client";

/** What a sweep measured. */
export interface SweepRun {
  readonly seconds: number;
  /** Time of all processor cores, compiling included. */
  readonly cpuSeconds: number;
  /** By name: what its records say, sorted; empty where there is none. */
  readonly decisions: Readonly<Record<string, readonly string[]>>;
}

async function main([server, type, namesFile]: readonly string[]): Promise<void> {
  const names = readFileSync(namesFile as string, "utf8")
    .trim()
    .split("\n");
  const { signal } = new AbortController();
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const client = new DnsClient({ servers: [server as string], atOnce: 64 });
  const answers = await Promise.all(names.map((name) => client.query(name, type as DnsType, signal)));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  client.close();
  const decisions: Record<string, string[]> = {};
  for (const [at, answer] of answers.entries()) {
    if (answer.kind === "unknown") throw new Error(`${names[at]}: ${answer.reason}`);
    decisions[names[at] as string] = answer.kind === "answer" ? answer.records.map(({ data }) => data).sort() : [];
  }
  const result: SweepRun = { seconds, cpuSeconds: (user + system) / 1e6, decisions };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
