import * as path from "node:path";
import type { Command } from "commander";
import type { Fields } from "../../drift/compare/compare";
import type { IgnoreFile } from "../../drift/compare/ignore-file";
import type { Declared } from "../../drift/declared";
import { OBSERVER_NAMES } from "../../drift/drift-item";
import type { DriftRun } from "../../drift/drift-run";
import type { DriftSettings } from "../../drift/drift-settings";
import type { Observer } from "../../drift/observer";
import type { DriftStore } from "../../drift/store/drift-store";
import type { Report } from "../../reports/report";
import { chosenLeases } from "../chosen-leases";
import { exitCode } from "../fail-level";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { openQuestion, type Question } from "../judged-by";
import { nestedCommands } from "../nested-commands";
import { addCommonOptions, addSourceOptions, addVerdictOptions, type JudgingOptions, REPORT_FORMATS } from "../options";
import { addProgramOptions, type ProgramOptions } from "../program";
import { addVrpOptions } from "../vrp-options";
import { chosenObservers, sourceNames } from "./chosen-observers";
import { type DeclaredSide, declaredSide } from "./declared-side";
import { readDriftSettings } from "./drift-settings";
import { checkWatch, watchDrift } from "./drift-watch";
import { keepRun, openStore, type ToldRun } from "./kept-run";
import { showProgress } from "./progress";
import { sinceWhen } from "./since";

export interface DriftOptions extends JudgingOptions, ProgramOptions {
  readonly source?: readonly string[];
  readonly lease?: readonly string[];
  readonly since?: string;
  readonly ignore?: string;
  readonly watch?: boolean;
  readonly resolver?: readonly string[];
  readonly store?: string;
  readonly accept?: readonly string[];
  readonly notify: boolean;
}

const NESTED = nestedCommands([
  {
    name: "history",
    summary: "what drift runs found over time, of a store",
    load: () => require("./history") as typeof import("./history"),
  },
]);

/** `leasehold drift [FILE|DIR…]`: what is declared against what the outside systems show. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  NESTED.define(command, io, done);
  const common = addVrpOptions(addSourceOptions(addCommonOptions(command, REPORT_FORMATS)));
  addProgramOptions(addVerdictOptions(common))
    .argument(
      "[file|dir...]",
      "what is declared: pulumi stack export, pulumi preview --json, or the folder of a program; - for stdin (default: the register alone)",
    )
    .option(
      "--source <names>",
      `who looks, of ${OBSERVER_NAMES.join(", ")}, with commas; repeatable (default: those that are configured)`,
      listed,
    )
    .option(
      "--lease <ids>",
      "only these leases, with commas; repeatable (default: all of the register and of the files)",
      listed,
    )
    .option(
      "--since <when>",
      "look back to here, and tell only what a store saw first since: a day, a time, or 36h ago",
    )
    .option(
      "--resolver <addresses>",
      "DNS servers to ask, with commas; repeatable: 192.0.2.53, 127.0.0.1:5300, [2001:db8::53]:53 (default: those of this machine)",
      listed,
    )
    .option(
      "--gobgp <source>",
      "a GoBGP daemon of yours: HOST:PORT of its API, or a file with what gobgp global rib -j printed",
    )
    .option("--ignore <file>", "drift that is known and accepted, in gitignore syntax (default: .leaseholdignore)")
    .option(
      "--store <file>",
      "keep what is found over time, and tell what is new (default: drift.store; else nothing is kept)",
    )
    .option(
      "--accept <pattern>",
      "take what changed since it was first seen for known, of items by observer/type/id in gitignore syntax; repeatable; needs a store",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option("--watch", "with --source bgp: stay on RIS Live and tell what happens to the routes as it happens")
    .option("--no-notify", "tell nobody; the next run with the same store does")
    .addHelpText(
      "after",
      `
Examples:
  pulumi stack export --file state.json && leasehold drift state.json --source aws,dns
  leasehold drift --register leases.json --source rpki,bgp --vrps vrps.json --gobgp localhost:50051
  leasehold drift infra --stack prod --lease web --since 24h --format json
  leasehold drift state.json --source bgp --watch

Exit code: 0 no drift at or above the fail level; 1 drift; 2 bad usage, or something could not be looked at: what was seen is
reported all the same.`,
    )
    .action(async (places: string[], options: DriftOptions) => done(await drift(places, options, io)));
}

/** Not a variadic option, which would take the files behind it for its own. */
function listed(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(",").map((word) => word.trim())];
}

async function drift(places: readonly string[], options: DriftOptions, io: Io): Promise<number> {
  const now = new Date();
  const since = options.since === undefined ? undefined : sinceWhen(options.since, now);
  const sources = options.source && sourceNames(options.source);
  if (options.watch) checkWatch(sources, options);
  const side = await declaredSide(places, options, io);
  const question = await openQuestion(side.subject, options, io);
  if (places.length === 0 && question.register === undefined) {
    throw new UsageError("There is nothing to look at: give --register FILE, or the state of a stack.");
  }
  const settings = readDriftSettings(question, options, io);
  const declared = declaredBy(question, options);
  const ignore = ignoreFile(question, settings, options, io);
  if (options.watch) return await watchDrift({ declared, settings, opened: question, ignore }, options, io);
  const observers = chosenObservers(sources, settings, io.observers ?? allObservers(), io.environment);
  const accept = acceptedBy(options, settings);
  const store = settings.store === undefined ? undefined : openStore(settings.store, settings);
  try {
    const run = await look(observers, declared, { question, settings, ignore, accept, now, since, store }, io);
    tellFaults(run, options, io);
    const leases = options.lease === undefined ? undefined : declared.chosen;
    const known = declared.context.view.leases.keys();
    const keeping = { settings, at: now, known, leases, since, notify: options.notify };
    const told: ToldRun =
      store === undefined ? { findings: run.findings, notices: [] } : await keepRun(store, run, keeping, io);
    print(run, told, side, question, options, io);
    if (run.observers.some(({ abandoned }) => abandoned)) io.abandon?.();
    return run.incomplete || told.failed ? 2 : exitCode(told.findings, options.failOn, options.strict ?? false);
  } finally {
    store?.close();
  }
}

interface LookContext {
  readonly question: Question;
  readonly settings: DriftSettings;
  readonly ignore?: IgnoreFile;
  readonly accept?: IgnoreFile;
  readonly now: Date;
  readonly since?: Date;
  readonly store?: DriftStore;
}

async function look(observers: Observer[], declared: Declared, context: LookContext, io: Io): Promise<DriftRun> {
  const { question, settings, ignore, accept, now, since, store } = context;
  const { runDrift } = require("../../drift/drift-run") as typeof import("../../drift/drift-run");
  const progress = showProgress(
    observers.map(({ name }) => name),
    io,
  );
  try {
    return await runDrift(observers, declared, {
      settings: question.settings,
      ownRules: question.judging.ownRules,
      ignore,
      accept,
      remembered: store && rememberedBy(store),
      limits: { timeout: settings.timeout * 1000, now, since, progress: progress.report },
    });
  } finally {
    progress.stop();
  }
}

/** What earlier runs wrote is theirs to vouch for. */
function rememberedBy(store: DriftStore): ReadonlyMap<string, Fields> {
  return store.remembered() as ReadonlyMap<string, Fields>;
}

function allObservers() {
  return (require("../../drift/observers/table") as typeof import("../../drift/observers/table")).OBSERVERS;
}

function declaredBy({ judging }: Question, options: DriftOptions): Declared {
  const { declare } = require("../../drift/declared") as typeof import("../../drift/declared");
  const all = declare(judging.graph, judging.register, judging.today);
  const { problems } = all.context.view;
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  // A run that looks at nothing would read as no drift.
  if (all.leases.length === 0) {
    throw new UsageError(
      "There is no lease to look at: neither the register nor what is declared has one that is known.",
    );
  }
  if (options.lease === undefined) return all;
  const ids = chosenLeases(
    all.leases.map(({ lease }) => lease.id),
    options.lease,
  );
  return declare(judging.graph, judging.register, judging.today, new Set(ids));
}

/** In CI as the base commit has it: a pull request cannot hide drift by it. */
function ignoreFile(
  { opened }: Question,
  settings: DriftSettings,
  options: DriftOptions,
  io: Io,
): IgnoreFile | undefined {
  const file = options.ignore === undefined ? settings.ignore : path.resolve(io.folder, options.ignore);
  const text = opened.source.read(file);
  if (text === undefined) {
    if (options.ignore === undefined || opened.source.commit !== undefined) return undefined;
    throw new UsageError(`--ignore ${options.ignore}: there is no such file.`);
  }
  const { IgnoreFile: Reader } =
    require("../../drift/compare/ignore-file") as typeof import("../../drift/compare/ignore-file");
  return new Reader(text, path.basename(file));
}

function acceptedBy({ accept }: DriftOptions, { store }: DriftSettings): IgnoreFile | undefined {
  if (accept === undefined) return undefined;
  if (store === undefined) {
    throw new UsageError("--accept needs the store that knows what was first seen: --store FILE, or drift.store.");
  }
  const { IgnoreFile: Reader } =
    require("../../drift/compare/ignore-file") as typeof import("../../drift/compare/ignore-file");
  return new Reader(accept.join("\n"), "--accept");
}

/** An observer that threw is a fault of ours: what it threw is worth a report. */
function tellFaults({ observers }: DriftRun, { verbose }: DriftOptions, io: Io): void {
  const { failure } = require("../failure") as typeof import("../failure");
  for (const { name, error } of observers) {
    if (error !== undefined) io.stderr(`observer ${name}: ${failure(error, verbose ?? false)}`);
  }
}

function print(
  run: DriftRun,
  told: ToldRun,
  side: DeclaredSide,
  question: Question,
  options: DriftOptions,
  io: Io,
): void {
  const { summarise } = require("../../reports/summarise") as typeof import("../../reports/summarise");
  const { driftRules } = require("../../policies/drift-rules") as typeof import("../../policies/drift-rules");
  const { printReport } = require("../render") as typeof import("../render");
  const report: Report = {
    version: 1,
    summary: summarise(told.findings, null),
    notRun: [...run.notRun],
    findings: [...told.findings],
    notices: [...side.notices, ...question.opened.notices, ...question.notices, ...run.notices, ...told.notices],
    observers: OBSERVER_NAMES.map((name) => reportedObserver(name, run)),
    ignored: [...run.ignored],
    ...(told.history && { history: told.history }),
  };
  const { title, folder, stack } = side;
  const own = question.judging.ownRules?.rules ?? [];
  // Apart from what check and preview say of the same stack: a code scanning category, a sticky comment.
  const project = `drift:${side.project || "register"}`;
  printReport(
    report,
    { facts: factsFor(options, question), ownRules: [...driftRules, ...own] },
    { title, folder, stack, project },
    options,
    io,
  );
}

/** The page shows a map of the leases; no other format needs facts. */
function factsFor({ format, report = [] }: DriftOptions, { judging }: Question) {
  if (format !== "html" && report.every((one) => one.format !== "html")) return [];
  const { factsOf } = require("../../policies/judge") as typeof import("../../policies/judge");
  return factsOf(judging).facts;
}

function reportedObserver(name: (typeof OBSERVER_NAMES)[number], { observers }: DriftRun) {
  const ran = observers.find((one) => one.name === name);
  if (ran === undefined) return { name, status: "not-observed" as const, items: 0, unseen: [], notObserved: [] };
  const unseen = ran.unseen.map(({ reason, covers }) => ({ reason, ...(covers && { covers: { ...covers } }) }));
  return { name, status: ran.status, items: ran.items, unseen, notObserved: [...ran.notObserved] };
}
