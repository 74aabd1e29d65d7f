import * as fs from "node:fs";
import * as path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { FactContext } from "../../facts/context";
import type { Routes } from "../../facts/routes";
import { type GeofeedLocation, geofeedLocationSchema } from "../../policies/geofeed-settings";
import { plainText } from "../../reports/plain-text";
import { chosenLeases } from "../chosen-leases";
import { UsageError } from "../failure";
import { readSubject, registerAlone } from "../inputs";
import type { Io } from "../io";
import { openQuestion } from "../judged-by";
import { addSourceOptions, deliver, type SourceOptions } from "../options";
import type { Exported, ExportedLease } from "./exported-lease";

const TARGETS = ["bgpalerter", "geofeed", "netbox"] as const;

interface ExportOptions extends SourceOptions {
  readonly to: (typeof TARGETS)[number];
  readonly output?: string;
  readonly lease?: readonly string[];
  readonly group?: string;
  readonly location?: ReadonlyMap<string, GeofeedLocation>;
  readonly vrf?: string;
  readonly tenant?: string;
}

/** `leasehold export --to TOOL`: the leases as another tool takes them. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addSourceOptions(command)
    .argument("[file...]", "also what stacks declare: pulumi preview --json, events or a stack export; - for stdin")
    .addOption(new Option("--to <tool>", "whose format").choices(TARGETS).makeOptionMandatory())
    .option("--lease <id...>", "only these leases (default: all of the register and of the files)")
    .option("--output <file>", "write to a file instead of stdout")
    .option("--group <name>", "bgpalerter: the user group that is told")
    .option(
      "--location <place>",
      "geofeed: where a lease or a segment is, LEASE[/SEGMENT]=[COUNTRY[,REGION[,CITY]]]; repeatable",
      locationOption,
    )
    .option("--vrf <name>", "netbox: a VRF for all prefixes")
    .option("--tenant <name>", "netbox: a tenant for all prefixes")
    .option("--verbose", "say more about errors")
    .addHelpText(
      "after",
      `
Examples:
  leasehold export --to bgpalerter --group noc --output prefixes.yml
  leasehold export --to geofeed --location office-2026=DE,DE-BE,Berlin --output geofeed.csv
  leasehold export --to netbox state.json --tenant Platform

Without --register it is ./leases.json. Released leases are watched and located no more, and deprecated in NetBox. What is
not in the file, and why, is said on stderr. Name the monitor in routing.monitors of the lease (route-alerts-missing).
Exit code: 0 written, 2 bad usage or input that cannot be read.`,
    )
    .action(async (files: string[], options: ExportOptions) => done(await exportLeases(files, options, io)));
}

async function exportLeases(files: readonly string[], options: ExportOptions, io: Io): Promise<number> {
  const subject = files.length === 0 ? registerAlone(io) : (await readSubject(files, io)).subject;
  const { judging, register, settings } = await openQuestion(subject, withRegister(files, options, io), io);
  if (files.length === 0 && register === undefined) {
    throw new UsageError("There is nothing to export: give --register FILE, or the preview or state of a stack.");
  }
  const { createContext } = require("../../facts/context") as typeof import("../../facts/context");
  const { Routes } = require("../../facts/routes") as typeof import("../../facts/routes");
  const context = createContext(judging.graph, judging.register, { today: judging.today });
  if (context.view.problems.length > 0) throw new UsageError(context.view.problems.join("\n"));
  const routes = new Routes(context);
  const ids = chosenLeases([...context.view.leases.keys()], options.lease);
  // What settings name may be a lease of another stack; what the command names is meant.
  chosenLeases(
    [...context.view.leases.keys()],
    [...(options.location?.keys() ?? [])].map((place) => place.split("/", 1)[0] ?? place),
  );
  const leases = ids.map((id) => exportedLease(id, context, routes));
  const locations = new Map([...Object.entries(settings.geofeed), ...(options.location ?? [])]);
  const { text, notes } = written(leases, locations, options);
  for (const note of [...hiddenSegments(context), ...notes]) io.stderr(`note: ${plainText(note)}\n`);
  deliver(text, options, io);
  return 0;
}

/** As the other commands that look at the register by itself: the one in this folder. */
function withRegister(files: readonly string[], options: ExportOptions, io: Io): SourceOptions {
  if (files.length > 0 || options.register !== undefined || io.environment.LEASEHOLD_REGISTER) return options;
  return fs.existsSync(path.join(io.folder, "leases.json")) ? { ...options, register: "leases.json" } : options;
}

function written(
  leases: readonly ExportedLease[],
  locations: ReadonlyMap<string, GeofeedLocation>,
  options: ExportOptions,
): Exported {
  switch (options.to) {
    case "bgpalerter": {
      const { bgpalerterPrefixes } = require("./bgpalerter") as typeof import("./bgpalerter");
      return bgpalerterPrefixes(leases, options);
    }
    case "geofeed": {
      const { geofeed } = require("./geofeed") as typeof import("./geofeed");
      return geofeed(leases, locations);
    }
    case "netbox": {
      const { netboxPrefixes } = require("./netbox") as typeof import("./netbox");
      return netboxPrefixes(leases, options);
    }
  }
}

function exportedLease(id: string, { view }: FactContext, routes: Routes): ExportedLease {
  const viewed = view.leases.get(id);
  if (viewed === undefined) throw new RangeError(`lease ${id} is not in view`);
  const { lease, prefix, live } = viewed;
  const announced = routes.of(id);
  return {
    id,
    prefix,
    live,
    status: lease.status,
    term: lease.term,
    lessor: lease.lessor,
    team: lease.owner?.team,
    announced: announced.routes.length > 0 || (lease.routing && lease.routing.announcedBy !== "none"),
    routes: announced.routes,
    segments: view.segmentsOf(id).map(({ name, purpose, prefixes }) => ({ name, purpose, prefixes })),
    unknown: announced.unknown,
  };
}

/** Unknown is not empty: a segment whose prefixes nobody knows is not in the file, which is said. */
function hiddenSegments({ view }: FactContext): string[] {
  const segments = [...view.segments.values()].filter(({ unknown }) => unknown.prefixes !== undefined);
  return [
    ...segments.map(
      ({ key, unknown }) =>
        `prefixes of segment ${key} are not known before a deployment: ${unknown.prefixes?.join(", ")}`,
    ),
    ...view.opaque.map(({ resource }) => `what ${resource.name} declares is not known before a deployment`),
  ];
}

function locationOption(
  text: string,
  before: ReadonlyMap<string, GeofeedLocation> = new Map(),
): ReadonlyMap<string, GeofeedLocation> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("Give LEASE=COUNTRY, such as office-2026=DE,DE-BE,Berlin.");
  const [country, region, city, ...more] = text
    .slice(equals + 1)
    .split(",")
    .map((part) => part.trim() || undefined);
  const parsed = geofeedLocationSchema.safeParse({ country, region, city });
  if (more.length > 0 || !parsed.success) {
    const why = parsed.error?.issues.map(({ path: at, message }) => `${at.join(".")} ${message}`) ?? [
      "there is too much of it",
    ];
    throw new InvalidArgumentError(`${why.join("; ")}.`);
  }
  return new Map([...before, [text.slice(0, equals), parsed.data]]);
}
