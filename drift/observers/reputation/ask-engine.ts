import type { Declared } from "../../declared";
import type { DnsClient } from "../../dns/dns-client";
import type { ObserveLimits } from "../../observer";
import { askList } from "./ask-list";
import { askService } from "./ask-service";
import { type DnsblEngine, type Engine, keyVariable, type ListEngine } from "./engine";
import type { EngineAnswer } from "./engine-answer";
import type { ReputationSettings } from "./reputation-settings";
import { observedLeases, type Target } from "./targets";
import { sweepZone } from "./zone-sweep";
import { zoneTargets } from "./zone-targets";

/** Where keys and files are found. */
export interface ReputationEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Folder that paths of the settings are relative to. */
  readonly folder: string;
}

/** What asking needs, whatever the engine. */
export interface AskContext {
  readonly declared: Declared;
  readonly targets: readonly Target[];
  readonly settings: ReputationSettings;
  readonly environment: ReputationEnvironment;
  readonly limits: ObserveLimits;
  readonly client: Pick<DnsClient, "query">;
  /** Told after each question of an engine. */
  readonly onDone: () => void;
}

/** How many questions an engine is asked, for showing how far a run is. */
export function questionCount(engine: Engine, { targets }: Pick<AskContext, "targets">): number {
  if (engine.kind === "dnsbl") return zoneTargets(engine, targets).length;
  return engine.kind === "http" ? Math.min(usedTargets(targets).length, engine.mostQuestions) : 1;
}

/** Asks one engine about the leases. Never throws for what it answers. */
export async function askEngine(engine: Engine, context: AskContext): Promise<EngineAnswer> {
  const variable = context.settings.keys[engine.id] ?? keyVariable(engine);
  const key = variable === undefined ? undefined : context.environment.variables[variable]?.trim();
  if (keyVariable(engine) !== undefined && !key) {
    return nothingSeen(context, `it needs a key: set ${variable} in the environment`);
  }
  switch (engine.kind) {
    case "dnsbl":
      return await askZone(engine, key, context);
    case "http":
      return await askService(engine, usedTargets(context.targets), {
        key,
        perSecond: paceOf(engine, context),
        signal: context.limits.signal,
        onDone: context.onDone,
      });
    default:
      return await askPublishedList(engine, context);
  }
}

async function askZone(engine: DnsblEngine, key: string | undefined, context: AskContext): Promise<EngineAnswer> {
  if (key !== undefined && !/^[A-Za-z0-9-]{1,63}$/.test(key)) {
    return nothingSeen(context, "its key is no DNS label; look at the variable that holds it");
  }
  const { client, settings, limits, onDone } = context;
  return await sweepZone(engine, zoneTargets(engine, context.targets), {
    client,
    zone: engine.zone.replace("{key}", key ?? ""),
    perSecond: paceOf(engine, context),
    signal: limits.signal,
    reasons: settings.reasons,
    onDone,
  });
}

async function askPublishedList(engine: ListEngine, context: AskContext): Promise<EngineAnswer> {
  const { settings, environment, limits, declared, onDone } = context;
  const places = { source: settings.files[engine.id], cache: settings.cache, folder: environment.folder };
  const answer = await askList(engine, observedLeases(declared), places, { signal: limits.signal, now: limits.now });
  onDone();
  return answer;
}

function paceOf(engine: Engine, { settings }: AskContext): number {
  return Math.min(settings.perSecond, engine.perSecond ?? settings.perSecond);
}

/** Services count questions by day: they are asked about addresses in use alone. */
function usedTargets(targets: readonly Target[]): Target[] {
  return targets.filter(({ used }) => used);
}

/** An engine that said nothing of any lease. */
export function nothingSeen({ declared }: Pick<AskContext, "declared">, reason: string): EngineAnswer {
  return { hits: [], failures: observedLeases(declared).map(({ lease }) => ({ lease: lease.id, reason })) };
}
