import { createColors } from "picocolors";
import type { IgnoreFile } from "../../drift/compare/ignore-file";
import type { Declared } from "../../drift/declared";
import type { ObserverName } from "../../drift/drift-item";
import type { DriftSettings } from "../../drift/drift-settings";
import type { WatchListener } from "../../drift/watch/bgp-watch";
import type { WatchEvent } from "../../drift/watch/route-watch";
import type { Finding } from "../../policies/finding";
import { exitCode } from "../fail-level";
import { UsageError } from "../failure";
import type { Io } from "../io";
import type { OpenedSettings } from "../judged-by";
import { type FailLevel, type ReportFormat, wantsColour } from "../options";
import { keepRun, openStore } from "./kept-run";

/** What of a drift run's options a watch heeds. */
export interface WatchOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly report?: readonly unknown[];
  readonly failOn: FailLevel;
  readonly strict?: boolean;
  readonly notify: boolean;
}

/** What a watch needs to know of what is declared and configured. */
export interface Watched {
  readonly declared: Declared;
  readonly settings: DriftSettings;
  readonly opened: Pick<OpenedSettings, "settings">;
  readonly ignore?: IgnoreFile;
}

const KEEP_MS = 1000;

/** Refuses what a watch cannot do, before anything is looked at. @throws UsageError */
export function checkWatch(sources: readonly ObserverName[] | undefined, options: WatchOptions): void {
  if (sources?.join() !== "bgp")
    throw new UsageError("--watch stays with the routes alone: give --source bgp with it.");
  if (options.format !== "pretty" && options.format !== "json") {
    throw new UsageError(`--watch tells things as they come, which ${options.format} cannot: take pretty or json.`);
  }
  if (options.output !== undefined || (options.report ?? []).length > 0) {
    throw new UsageError("--watch has no end to write a report at: send what it prints to a file.");
  }
}

/** `leasehold drift --watch --source bgp`: stays on RIS Live until it is interrupted. @returns the exit code */
export async function watchDrift(watched: Watched, options: WatchOptions, io: Io): Promise<number> {
  const { watchBgp } = require("../../drift/watch/bgp-watch") as typeof import("../../drift/watch/bgp-watch");
  const { RisUrlError } = require("../../drift/watch/ris-stream") as typeof import("../../drift/watch/ris-stream");
  const { bgpSettingsSchema } =
    require("../../drift/observers/bgp/bgp-settings") as typeof import("../../drift/observers/bgp/bgp-settings");
  const { rpkiSettingsSchema } =
    require("../../drift/observers/rpki/rpki-settings") as typeof import("../../drift/observers/rpki/rpki-settings");
  const { namedVrps } =
    require("../../drift/observers/rpki/named-vrps") as typeof import("../../drift/observers/rpki/named-vrps");
  const { settings, declared } = watched;
  const stop = new AbortController();
  const interrupted = io.interrupted ?? untilInterrupted(stop);
  const printer = new WatchPrinter(watched, options, io);
  const keeping = setInterval(() => printer.keep(), KEEP_MS);
  try {
    const outcome = await watchBgp(
      declared,
      {
        settings: (settings.bgp ?? bgpSettingsSchema.parse({})).risLive,
        validation: {
          vrps: namedVrps(settings.rpki ?? rpkiSettingsSchema.parse({}), io.environment),
          ofDeclared: false,
        },
        remembered: rememberedBy(settings),
        signal: interrupted,
      },
      printer,
    );
    await printer.kept();
    return outcome.complete ? exitCode(printer.findings, options.failOn, options.strict ?? false) : 2;
  } catch (error) {
    if (error instanceof RisUrlError) throw new UsageError(`drift.bgp.risLive.url: ${error.message}.`);
    throw error;
  } finally {
    clearInterval(keeping);
    stop.abort();
  }
}

/** The first interrupt ends the watch in order; the second one ends the process, as ever. */
function untilInterrupted(stop: AbortController): AbortSignal {
  const end = () => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, end);
    stop.signal.addEventListener("abort", () => process.off(signal, end));
  }
  return stop.signal;
}

function rememberedBy(settings: DriftSettings) {
  if (settings.store === undefined) return undefined;
  const store = openStore(settings.store, settings);
  try {
    return store.remembered() as ReadonlyMap<string, Record<string, string>>;
  } finally {
    store.close();
  }
}

/** Prints what comes, line by line, and keeps it in the store where there is one. */
class WatchPrinter implements WatchListener {
  readonly findings: Finding[] = [];
  private waiting: Finding[] = [];
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly watched: Watched,
    private readonly options: WatchOptions,
    private readonly io: Io,
  ) {}

  event({ kind, difference }: WatchEvent): void {
    const { driftFinding } =
      require("../../drift/compare/drift-finding") as typeof import("../../drift/compare/drift-finding");
    const { settings } = this.watched.opened;
    for (const kept of this.watched.ignore?.apply([difference]).kept ?? [difference]) {
      const finding = this.waived(driftFinding(kept, settings.severities));
      if (settings.severities[finding.rule] === "off" || finding.status === "waived") continue;
      if (kind === "drift") {
        // The worst of each is enough for the exit code: a watch may stay for months.
        if (!this.findings.some((one) => one.rule === finding.rule && one.severity === finding.severity)) {
          this.findings.push(finding);
        }
        this.waiting.push(finding);
      }
      this.print(kind, finding);
    }
  }

  /** By the day that it is: a waiver runs out while a watch goes on. */
  private waived(finding: Finding): Finding {
    const { withWaivers } = require("../../drift/drift-run") as typeof import("../../drift/drift-run");
    const { settings } = this.watched.opened;
    const [judged = finding] = withWaivers([finding], { today: now().slice(0, 10) }, { settings }).findings;
    return judged;
  }

  note(kind: "watching" | "lost" | "trouble", text: string): void {
    if (this.options.format === "json") this.line({ event: kind, text });
    else this.io.stderr(`${now()} ${text}\n`);
  }

  /** Writes what came since the last time into the store, and tells whom it concerns. */
  keep(): void {
    const { settings } = this.watched;
    if (settings.store === undefined || this.waiting.length === 0) return;
    const findings = this.waiting;
    this.waiting = [];
    this.keeping = this.keeping.then(() => this.keepFindings(settings.store as string, findings));
  }

  /** When all is kept. */
  async kept(): Promise<void> {
    this.keep();
    await this.keeping;
  }

  private async keepFindings(file: string, findings: readonly Finding[]): Promise<void> {
    const { settings } = this.watched;
    const { failure } = require("../failure") as typeof import("../failure");
    try {
      const store = openStore(file, settings);
      try {
        // Nobody looked at everything: what was found before stays as it is.
        const nothing = { accepted: [], observers: [], ignored: [], notRun: [], notices: [], remembered: new Map() };
        const keeping = { settings, at: new Date(), notify: this.options.notify };
        const { notices } = await keepRun(store, { ...nothing, findings, incomplete: true }, keeping, this.io);
        for (const { message } of notices) this.note("trouble", message);
      } finally {
        store.close();
      }
    } catch (error) {
      this.note("trouble", failure(error, false).trim());
    }
  }

  private print(kind: WatchEvent["kind"], finding: Finding): void {
    if (this.options.format === "json") {
      this.line({ event: kind, finding });
      return;
    }
    const { plainText } = require("../../reports/plain-text") as typeof import("../../reports/plain-text");
    const colors = createColors(wantsColour(this.options, this.io));
    const label = kind === "over" ? colors.green("✔ over") : labelOf(finding, colors);
    const lines = [`${now()} ${label} ${colors.bold(finding.rule)} ${plainText(finding.message)}`];
    if (kind === "drift") lines.push(`  ${colors.green("Fix:")} ${plainText(finding.remediation)}`);
    this.io.stdout(`${lines.join("\n")}\n`);
  }

  private line(document: object): void {
    this.io.stdout(`${JSON.stringify({ version: 1, at: now(), ...document })}\n`);
  }
}

function labelOf({ status, severity }: Finding, colors: ReturnType<typeof createColors>): string {
  if (status === "undetermined") return colors.cyan("? undetermined");
  return severity === "error" ? colors.red("✖ error") : colors.yellow("▲ warning");
}

function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
