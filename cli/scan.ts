import * as fs from "node:fs";
import * as path from "node:path";
import { type Command, Option } from "commander";
import type { ScanHit } from "../drift/scan/scan-hits";
import type { ScannedTree } from "../drift/scan/scan-tree";
import { leaseStatus } from "../lease/lease";
import type { Settings } from "../policies/settings";
import type { Register } from "../register/register";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { addCommonOptions, type CommonOptions, deliver, judgedDay, wantsColour } from "./options";
import { resolveSource } from "./source";
import { spin } from "./spinner";

export interface ScanOptions extends CommonOptions {
  readonly register?: string;
  readonly asOf?: string;
  readonly settings?: string;
  readonly lease?: readonly string[];
  readonly status?: readonly string[];
  /** `false` with `--no-ignore`. */
  readonly ignore: boolean;
}

/** `leasehold scan PATH…`: references to leased space in any text. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addCommonOptions(command)
    .argument("<path...>", "files and folders to search; - for stdin")
    .option("--register <source>", "register of leases: a path or an https URL (default: LEASEHOLD_REGISTER)")
    .option(
      "--as-of <date>",
      "which of several leases of one block counts, as of this day, YYYY-MM-DD (default: today, UTC)",
    )
    .option("--settings <file>", "settings with referenceMaxBitsShorter (default: leasehold.yaml of this folder)")
    .option("--lease <id...>", "only references to these leases (default: all of the register)")
    .addOption(
      new Option("--status <status...>", "only references to leases of these statuses").choices(leaseStatus.options),
    )
    .option("--no-ignore", "search what .gitignore names too")
    .addHelpText("after", HELP)
    .action(async (paths: string[], options: ScanOptions) => done(await scan(paths, options, io)));
}

const HELP = `
Finds addresses, CIDRs inside or around a lease, ranges, masks, wildcards, reverse names, IPv6 in any spelling, host names
such as ec2-203-0-113-7, and what is escaped in regular expressions and URLs. Every hit has a file, a line, a column (from
1, in characters), the lease, its status, and whether it is certain or likely to be a reference. Hidden files are searched;
.git, symbolic links, archives and binary files are not, and are counted. What cannot be read makes the exit code 2.

Examples:
  leasehold scan . --register leases.json
  leasehold scan /etc ~/scripts --register leases.json --status released
  leasehold scan - --register leases.json < allowlist.txt
  leasehold scan . --register leases.json --lease old-office --format json

Exit code: 0 no reference, 1 references, 2 bad usage, or something could not be read.`;

async function scan(paths: readonly string[], options: ScanOptions, io: Io): Promise<number> {
  const register = await readRegister(options, io);
  const { scanTree } = require("../drift/scan/scan-tree") as typeof import("../drift/scan/scan-tree");
  const { parsePrefix } = require("../lease/prefix") as typeof import("../lease/prefix");
  const stop = spin("searching …", io);
  let tree: ScannedTree;
  try {
    tree = await scanTree(paths, io.folder, {
      leased: register.leases.map(({ prefix }) => parsePrefix(prefix)),
      ignoring: options.ignore,
      workerFile: workerFile(),
      ...(paths.includes("-") && { stdin: await readStdin(io) }),
    });
  } finally {
    stop();
  }
  const hits = hitsOf(tree, register, options, io);
  for (const problem of tree.problems) io.stderr(`note: ${problem}.\n`);
  const { renderScan } = require("./scan-report") as typeof import("./scan-report");
  deliver(renderScan(tree, hits, { ...options, colour: wantsColour(options, io) }), options, io);
  if (tree.skipped.some(({ reason }) => reason === "unreadable")) return 2;
  return hits.length > 0 ? 1 : 0;
}

async function readRegister(options: ScanOptions, io: Io): Promise<Register> {
  const given = options.register ?? (io.environment.LEASEHOLD_REGISTER || undefined);
  if (given === undefined) {
    throw new UsageError("There are no leases to look for: give --register FILE, or set LEASEHOLD_REGISTER.");
  }
  const { loadRegister } = require("../register/load") as typeof import("../register/load");
  const register = await loadRegister(resolveSource(given, io));
  const missing = options.lease?.find((id) => register.leases.every((lease) => lease.id !== id));
  if (missing !== undefined) {
    const { nearest } = require("../policies/nearest") as typeof import("../policies/nearest");
    const ids = register.leases.map(({ id }) => id);
    const near = nearest(missing, ids);
    throw new UsageError(`There is no lease ${missing}. ${near ? `Did you mean ${near}?` : "Is it in the register?"}`);
  }
  if (register.leases.length === 0) io.stderr("note: the register holds no leases: nothing can be found.\n");
  return register;
}

function hitsOf(tree: ScannedTree, register: Register, options: ScanOptions, io: Io): ScanHit[] {
  const { MentionMatcher } = require("../drift/scan/scan-hits") as typeof import("../drift/scan/scan-hits");
  const matcher = new MentionMatcher(register, judgedDay(options, io), settingsOf(options, io).referenceMaxBitsShorter);
  return tree.found.flatMap(({ file, mentions }) =>
    mentions.flatMap((mention) =>
      matcher
        .leases(mention)
        .map(({ lease: { id, status } }): ScanHit => {
          const { line, column, text, confidence } = mention;
          return { file, line, column, text, lease: id, status, confidence };
        })
        .filter(({ lease }) => options.lease?.includes(lease) ?? true)
        .filter(({ status }) => options.status?.includes(status) ?? true),
    ),
  );
}

/** Settings of the rules, for how much larger a block may be: `--settings`, else leasehold.yaml of this folder. */
function settingsOf(options: ScanOptions, io: Io): Settings {
  const { loadSettings, settingsSchema } = require("../policies/settings") as typeof import("../policies/settings");
  const file = path.resolve(io.folder, options.settings ?? "leasehold.yaml");
  return options.settings !== undefined || fs.existsSync(file) ? loadSettings(file) : settingsSchema.parse({});
}

function readStdin(io: Io): Promise<Buffer> {
  const { readInputStream } = require("../graph/read-input") as typeof import("../graph/read-input");
  return readInputStream(io.stdin ?? process.stdin, "stdin");
}

/** The thread that shares the work, where this package was built. */
function workerFile(): string | undefined {
  const file = path.join(__dirname, "..", "drift", "scan", "scan-worker.js");
  return fs.existsSync(file) ? file : undefined;
}
