import type { Command } from "commander";
import { createColors } from "picocolors";
import type { RouteRow } from "../../lease/rpki/route-csv";
import type { RouteValidity, VrpIndex } from "../../lease/rpki/route-origin";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { addCommonOptions, type CommonOptions, wantsColour } from "../options";
import { resolveSource } from "../source";

interface ValidateOptions extends CommonOptions {
  readonly vrps: string;
  readonly routes: string;
}

/** A row and what validation says of it. */
type Judged = RouteRow & RouteValidity;

const STDIN = "-";

/** `leasehold roa validate`: answers as RFC 6811 does, route by route, by one file of VRPs. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addCommonOptions(command)
    .requiredOption(
      "--vrps <source>",
      "VRPs: a file or URL with the JSON of Routinator, rpki-client or StayRTR, or a list of {prefix, asn, maxLength}",
    )
    .requiredOption(
      "--routes <file>",
      "routes: CSV with the header prefix,origin, origin empty for an AS_SET; - for stdin",
    )
    .addHelpText(
      "after",
      `
The VRPs are taken as they are, however old, and without those that had lapsed when they were made. JSON is a list, one
entry a row and in their order: {prefix, origin, state: "valid" | "invalid" | "not-found", reason?: "as" | "length",
covering: [{prefix, asn, maxLength}]}. Host bits of a route are dropped, as in BGP. Exit code: 0, whatever the verdicts.`,
    )
    .action(async (options: ValidateOptions) => done(await validate(options, io)));
}

async function validate(options: ValidateOptions, io: Io): Promise<number> {
  const { loadVrps } = require("../../provider/vrp-source") as typeof import("../../provider/vrp-source");
  const { deliverPieces } = require("../chunked-output") as typeof import("../chunked-output");
  const text = await readRoutesText(options.routes, io);
  // Read to the end before anything is printed: half a list is no answer.
  const hostBits: RouteRow[] = [];
  for (const row of readRows(text, options.routes)) if (row.hostBits !== undefined) hostBits.push(row);
  const { index, size, expired } = await loadVrps(resolveSource(options.vrps, io), { asMade: true });
  if (size === 0) io.stderr(`note: ${options.vrps} holds no VRPs: every route is not found.\n`);
  if (expired > 0) io.stderr(`note: ${expired} of the VRPs had lapsed when they were made, and are left out.\n`);
  noteHostBits(hostBits, options.routes, io);
  const rows = judge(readRows(text, options.routes), index);
  deliverPieces(options.format === "json" ? asJson(rows) : asText(rows, size, options, io), options, io);
  return 0;
}

function* readRows(text: string, source: string): Generator<RouteRow> {
  const { readRoutes, RouteCsvError } =
    require("../../lease/rpki/route-csv") as typeof import("../../lease/rpki/route-csv");
  try {
    yield* readRoutes(text);
  } catch (error) {
    if (error instanceof RouteCsvError) throw new UsageError(`${source}, ${error.message}`);
    throw error;
  }
}

function* judge(rows: Iterable<RouteRow>, index: VrpIndex): Generator<Judged> {
  const { validateRoute } = require("../../lease/rpki/route-origin") as typeof import("../../lease/rpki/route-origin");
  for (const row of rows) yield { ...row, ...validateRoute(row, index) };
}

function* asJson(rows: Iterable<Judged>): Generator<string> {
  const { formatPrefix } = require("../../lease/prefix") as typeof import("../../lease/prefix");
  let before = "[\n";
  for (const { prefix, origin, state, reason, covering } of rows) {
    const vrps = covering.map((vrp) => ({ prefix: formatPrefix(vrp.prefix), asn: vrp.asn, maxLength: vrp.maxLength }));
    yield `${before}  ${JSON.stringify({ prefix: formatPrefix(prefix), origin, state, reason, covering: vrps })}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

function* asText(rows: Iterable<Judged>, size: number, options: ValidateOptions, io: Io): Generator<string> {
  const { formatPrefix } = require("../../lease/prefix") as typeof import("../../lease/prefix");
  const colors = createColors(wantsColour(options, io));
  const paint = { valid: colors.green, invalid: colors.red, "not-found": colors.yellow };
  const counts = { valid: 0, invalid: 0, "not-found": 0 };
  for (const { prefix, origin, state, reason, covering } of rows) {
    counts[state]++;
    const route = `${formatPrefix(prefix).padEnd(20)} ${(origin === null ? "AS_SET" : `AS${origin}`).padEnd(12)}`;
    const nearest = covering[0];
    const why =
      nearest === undefined || state === "valid"
        ? ""
        : ` ${reason === "length" ? "longer than its ROA allows" : "no ROA for this origin"}; covered by ${formatPrefix(nearest.prefix)} AS${nearest.asn}, max-length ${nearest.maxLength}`;
    yield `${paint[state](state.padEnd(9))} ${route}${why}`.trimEnd().concat("\n");
  }
  const all = counts.valid + counts.invalid + counts["not-found"];
  yield `${all} ${all === 1 ? "route" : "routes"}: ${counts.valid} valid, ${counts.invalid} invalid, ${counts["not-found"]} not found, by ${size} VRPs\n`;
}

async function readRoutesText(file: string, io: Io): Promise<string> {
  const { readInputFile, readInputStream } =
    require("../../graph/read-input") as typeof import("../../graph/read-input");
  const bytes =
    file === STDIN
      ? await readInputStream(io.stdin ?? process.stdin, "stdin")
      : readInputFile(resolveSource(file, io), file);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8 text; save it as UTF-8.`);
  }
}

function noteHostBits(rows: readonly RouteRow[], source: string, io: Io): void {
  const [first] = rows;
  if (first === undefined) return;
  const others = rows.length === 1 ? "" : `, and ${rows.length - 1} more`;
  io.stderr(`note: ${source}, line ${first.line}: ${first.hostBits} has host bits, which are dropped${others}.\n`);
}
