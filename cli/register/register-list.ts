import { type Command, Option } from "commander";
import { createColors } from "picocolors";
import { daysBetween } from "../../lease/dates";
import { type Lease, leaseStatus } from "../../lease/lease";
import { plainText } from "../../reports/plain-text";
import type { Io } from "../io";
import { calendarDay, deliver, judgedDay, wantsColour } from "../options";
import { addRegisterOptions, type RegisterOptions, readRegister } from "./register-options";

interface ListOptions extends RegisterOptions {
  readonly status?: readonly string[];
  readonly lessor?: readonly string[];
  readonly asOf?: string;
}

/** `leasehold register list`: every lease, or those of a status or a lessor. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRegisterOptions(command)
    .addOption(new Option("--status <status...>", "only leases of these statuses").choices(leaseStatus.options))
    .option("--lessor <name...>", "only leases of these lessors, by a part of their names")
    .option("--as-of <date>", "count days as of this day, YYYY-MM-DD (default: today, UTC)", calendarDay)
    .addHelpText(
      "after",
      `
Examples:
  leasehold register list --status active offboarding
  leasehold register list --lessor "Example Networks" --format json

Exit code: 0 listed, 2 bad usage or a register that cannot be read.`,
    )
    .action(async (options: ListOptions) => done(await list(options, io)));
}

async function list(options: ListOptions, io: Io): Promise<number> {
  const { register } = await readRegister(options, io);
  const today = judgedDay(options, io);
  const leases = register.leases.filter((lease) => isChosen(lease, options));
  if (options.format === "json") {
    deliver(
      `${JSON.stringify({ version: 1, asOf: today, leases: leases.map((lease) => leaseJson(lease, today)) }, null, 2)}\n`,
      options,
      io,
    );
    return 0;
  }
  const of = leases.length === register.leases.length ? "" : ` of ${register.leases.length}`;
  const count = `${leases.length}${of} ${register.leases.length === 1 ? "lease" : "leases"}\n`;
  deliver(leases.length === 0 ? count : `${table(leases, today, wantsColour(options, io))}${count}`, options, io);
  return 0;
}

function isChosen(lease: Lease, { status, lessor }: ListOptions): boolean {
  if (status !== undefined && !status.includes(lease.status)) return false;
  const name = lease.lessor?.name.toLowerCase() ?? "";
  return lessor === undefined || lessor.some((part) => name.includes(part.toLowerCase()));
}

/** The lease itself, and the days until its end: negative once it is past. */
function leaseJson(lease: Lease, today: string) {
  return { ...lease, daysUntilEnd: daysBetween(today, lease.term.end) };
}

function table(leases: readonly Lease[], today: string, colour: boolean): string {
  const head = ["ID", "PREFIX", "STATUS", "TERM", "ENDS IN", "LESSOR", "SEGMENTS"];
  const rows = leases.map((lease) => [
    lease.id,
    lease.prefix,
    lease.status,
    `${lease.term.start} to ${lease.term.end}`,
    endsIn(lease, today),
    lease.lessor?.name ?? "",
    (lease.segments ?? []).map(({ name }) => name).join(" "),
  ]);
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => plainText(row[column] ?? title).length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => plainText(cell).padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const colors = createColors(colour);
  const painted = rows.map((row, at) => {
    const lease = leases[at];
    const text = line(row);
    if (lease?.status === "released") return colors.dim(text);
    return row[4]?.startsWith("-") ? colors.yellow(text) : text;
  });
  return `${[colors.bold(line(head)), ...painted].join("\n")}\n`;
}

function endsIn({ status, term }: Lease, today: string): string {
  return status === "released" ? "" : `${daysBetween(today, term.end)} d`;
}
