import type { Command } from "commander";
import { createColors } from "picocolors";
import type { LeaseSituation } from "../../facts/roa-situation";
import type { RoaStatus, SeenRoa } from "../../lease/rpki/roa-status";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { deliver, judgedDay, wantsColour } from "../options";
import { addRoaOptions, type RoaOptions, readSituations } from "./roa-situations";
import { coveringText, roaJson, roaText, routeJson, routeText, snapshotJson, snapshotText } from "./roa-words";

/** `leasehold roa status`: what relying parties make of the routes of leases, and of whose ROAs. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRoaOptions(command)
    .addHelpText(
      "after",
      `
Exit code: 0 all is as declared; 1 a route is not valid, or a ROA is missing, loose or one too many; 2 bad usage, or VRPs
that cannot be looked at: stale, empty or unreachable ones say nothing, not that there is no ROA.`,
    )
    .action(async (files: string[], options: RoaOptions) => done(await status(files, options, io)));
}

interface Stated {
  readonly situation: LeaseSituation;
  readonly status: RoaStatus;
}

async function status(files: readonly string[], options: RoaOptions, io: Io): Promise<number> {
  const { leases, snapshot } = await readSituations(files, options, io);
  if (snapshot === undefined) {
    throw new UsageError(
      "Give --vrps FILE or URL, or set LEASEHOLD_VRPS: without VRPs what is published is not known.",
    );
  }
  const { isSound, roaStatus } = require("../../lease/rpki/roa-status") as typeof import("../../lease/rpki/roa-status");
  const stated = leases.map((situation): Stated => {
    // What is only requested is seen by nobody yet.
    const published = snapshot.index.overlapping(situation.prefix);
    return { situation, status: roaStatus({ ...situation, published }) };
  });
  const sound = stated.every((one) => isSound(one.status));
  if (options.format === "json") {
    const asOf = judgedDay(options, io);
    const document = { version: 1, asOf, vrps: snapshotJson(snapshot), sound, leases: stated.map(statusJson) };
    deliver(`${JSON.stringify(document, null, 2)}\n`, options, io);
  } else {
    const text = stated.map((one) => statusText(one, wantsColour(options, io))).join("\n");
    deliver(`${text}\n${snapshotText(snapshot)}\n`, options, io);
  }
  return sound ? 0 : 1;
}

function statusJson({ situation: { lease, live, unknown }, status }: Stated) {
  const seen = ({ roa, whose }: SeenRoa) => ({ ...roaJson(roa), whose });
  return {
    lease: lease.id,
    prefix: lease.prefix,
    announcedBy: lease.routing?.announcedBy ?? null,
    live,
    routes: status.routes.map(({ route, validity: { state, reason, covering } }) => ({
      ...routeJson(route),
      state,
      ...(reason && { reason }),
      covering: covering.map(roaJson),
    })),
    roas: status.seen.map(seen),
    missing: status.missing.map(roaJson),
    loose: status.loose.map(roaJson),
    extra: status.extra.map(seen),
    unknown,
  };
}

function statusText({ situation, status }: Stated, colour: boolean): string {
  const colors = createColors(colour);
  const { lease, live, unknown } = situation;
  const paint = { valid: colors.green, invalid: colors.red, "not-found": colors.yellow };
  const over = live ? "" : "  is over";
  const lines = [`${colors.bold(`${lease.id}  ${lease.prefix}`)}${over}`];
  for (const { route, validity } of status.routes) {
    const { state, covering } = validity;
    const under = state === "invalid" ? coveringText(covering) : "";
    lines.push(`  ${paint[state](state.padEnd(9))} ${routeText(route)}${under}`);
  }
  for (const seen of status.seen) lines.push(`  ${"ROA".padEnd(9)} ${seenText(seen)}`);
  const problem = (word: string, rows: readonly string[]) => {
    for (const row of rows) lines.push(`  ${colors.red(word.padEnd(9))} ${row}`);
  };
  problem("missing", status.missing.map(roaText));
  problem(
    "loose",
    status.loose.map((roa) => `${roaText(roa)}: longer than is announced`),
  );
  problem(
    "extra",
    status.extra.map((seen) => `${seenText(seen)}${live ? "" : ": the lease is over, and still authorised"}`),
  );
  for (const path of unknown) lines.push(`  ${"note".padEnd(9)} not known before a deployment: ${path}`);
  if (lines.length === 1) lines.push("  no routes and no ROAs");
  return `${lines.join("\n")}\n`;
}

const WHOSE = {
  lessee: "for an origin of the lease",
  lessor: "of a larger block",
  nobody: "closes it",
  other: "for an AS that the lease does not declare",
} as const;

function seenText({ roa, whose }: SeenRoa): string {
  const expiry =
    roa.expires === undefined
      ? ""
      : `, lapses ${new Date(roa.expires * 1000).toISOString().slice(0, 16)}Z unless renewed`;
  return `${roaText(roa)} (${WHOSE[whose]}${expiry})`;
}
