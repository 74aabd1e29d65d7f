import { cpus, loadavg, totalmem } from "node:os";
import Table from "cli-table3";

/** Rows of a table, without colours, so that what is printed can be kept. */
export function newTable(...head: string[]): Table.Table {
  return new Table({ head, style: { head: [], border: [] } });
}

export function print(table: Table.Table): void {
  process.stdout.write(`${table.toString()}\n\n`);
}

/** What is being measured now: on stderr, so that stdout holds results alone. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Every bench's first row: figures mean nothing without the machine, nor on one that is busy otherwise. */
export function machineTable(): Table.Table {
  const processors = cpus();
  const table = newTable();
  table.push(
    { date: new Date().toISOString().slice(0, 16) },
    { machine: `${processors.length} × ${processors[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB` },
    {
      "load average": loadavg()
        .map((load) => load.toFixed(2))
        .join(", "),
    },
    { Node: process.version },
  );
  return table;
}
