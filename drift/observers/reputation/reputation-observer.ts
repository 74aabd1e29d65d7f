import { setMaxListeners } from "node:events";
import type { ViewedLease } from "../../../facts/lease-view";
import type { Declared } from "../../declared";
import { DnsClient } from "../../dns/dns-client";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer, Unseen } from "../../observer";
import { askEngine, questionCount, type ReputationEnvironment } from "./ask-engine";
import { parseBaselineEntry } from "./baseline-entry";
import type { Engine } from "./engine";
import type { EngineAnswer } from "./engine-answer";
import { expectedItems, listingItems } from "./listing-items";
import { chosenEngines, type ReputationSettings } from "./reputation-settings";
import { observedLeases, type Target, type Targets, targetsOf } from "./targets";

/** Questions to all zones together that are open at the same time. */
const OPEN_QUESTIONS = 512;

const NOBODY_CHOSEN = "no engine is chosen (drift.reputation.engines): leasehold reputation engines lists them";

/** Looks up leased space in the blocklists that the settings choose, and compares it with the handover's baseline. */
export function createReputationObserver(settings: ReputationSettings, environment: ReputationEnvironment): Observer {
  return new ReputationObserver(settings, environment);
}

class ReputationObserver implements Observer {
  readonly name = "reputation";
  readonly extra = "added";
  readonly #engines: readonly Engine[];

  constructor(
    private readonly settings: ReputationSettings,
    private readonly environment: ReputationEnvironment,
  ) {
    this.#engines = chosenEngines(settings);
  }

  expect(declared: Declared): readonly DriftItem[] {
    return observedLeases(declared).flatMap((viewed) =>
      this.#engines.flatMap((engine) => expectedItems(declared, viewed, engine)),
    );
  }

  async observe(declared: Declared, limits: ObserveLimits): Promise<Observation> {
    // Whoever is asked about the reputation and has nobody to ask knows nothing of it.
    if (this.#engines.length === 0) return { items: [], unseen: [{ reason: NOBODY_CHOSEN }], notObserved: [] };
    const targets = targetsOf(declared, this.settings.maxAddresses);
    const client = new DnsClient({
      ...(this.settings.resolvers.length > 0 && { servers: this.settings.resolvers }),
      timeoutMs: this.settings.timeoutMs,
      atOnce: OPEN_QUESTIONS,
    });
    try {
      const { settings, environment } = this;
      const count = this.#engines.reduce((sum, engine) => sum + questionCount(engine, targets), 0);
      let done = 0;
      const onDone = () => limits.progress?.(++done, count);
      const signal = AbortSignal.any([limits.signal]);
      // Every open question listens.
      setMaxListeners(0, signal);
      const bounds = { ...limits, signal };
      const context = { declared, targets: targets.targets, settings, environment, limits: bounds, client, onDone };
      const answers = await Promise.all(
        this.#engines.map(async (engine) => ({ engine, answer: await askEngine(engine, context) })),
      );
      return this.#observation(declared, targets, answers);
    } finally {
      client.close();
    }
  }

  #observation(
    declared: Declared,
    { beyond, unused, targets }: Targets,
    answers: readonly { engine: Engine; answer: EngineAnswer }[],
  ): Observation {
    const leases = observedLeases(declared);
    const items = answers.flatMap(({ engine, answer }) =>
      leases.flatMap((viewed) => {
        const hits = answer.hits.filter(({ lease }) => lease === viewed.lease.id);
        const severity = this.settings.severities[engine.id];
        const options = { withPolicy: this.settings.policyListings, ...(severity && { severity }) };
        return listingItems(declared, viewed, engine, hits, options);
      }),
    );
    const unseen = answers.flatMap(({ engine, answer }) =>
      answer.failures.map(({ lease, reason }): Unseen => {
        return { reason: `${engine.name}: ${reason}`, covers: { type: "listing", scope: engine.id, lease } };
      }),
    );
    const notAsked = this.#engines.length === 0 ? [] : beyond;
    return {
      items,
      unseen: [...unseen, ...notAsked.map(({ lease, reason }) => ({ reason, covers: { type: "listing", lease } }))],
      notObserved: this.#notObserved(declared, unused, targets, answers),
    };
  }

  /** What a reader may take for looked at, and was not. */
  #notObserved(
    declared: Declared,
    unused: readonly string[],
    targets: readonly Target[],
    answers: readonly { engine: Engine; answer: EngineAnswer }[],
  ): string[] {
    const chosen = new Set(this.#engines.map(({ id }) => id));
    const baselines = observedLeases(declared).flatMap(({ lease }) => {
      const listings = lease.reputation?.listings ?? [];
      const notes = listings.filter((text) => parseBaselineEntry(text) === undefined).length;
      const others = new Set(
        listings.flatMap((text) => parseBaselineEntry(text)?.engine ?? []).filter((id) => !chosen.has(id)),
      );
      return [
        ...(notes > 0 ? [`${lease.id}: ${notes} listings of its baseline are notes, compared with nothing`] : []),
        ...[...others].map((id) => `${lease.id}: its baseline names ${id}, which is not chosen`),
      ];
    });
    const policies = answers.flatMap(({ engine, answer: { hits } }) => {
      const count = hits.filter(({ weight }) => weight === "policy").length;
      return count === 0 || this.settings.policyListings
        ? []
        : [
            `${engine.name}: ${count} policy listings, which are no abuse (drift.reputation.policyListings reports them)`,
          ];
    });
    return [...unused, ...baselines, ...policies, ...this.#unasked(declared, targets)];
  }

  /** Leases that an engine does not list by its nature, or that give it nothing to ask about. */
  #unasked(declared: Declared, targets: readonly Target[]): string[] {
    const leases = observedLeases(declared);
    return this.#engines.flatMap((engine) => {
      const others = leases.filter(({ prefix }) => !engine.families.includes(prefix.family));
      const idle = leases.filter(
        ({ lease }) => engine.kind === "http" && !targets.some((target) => target.lease === lease.id && target.used),
      );
      return [
        ...(others.length > 0 ? [`${engine.name} lists no addresses of the family of ${named(others)}`] : []),
        ...(idle.length > 0
          ? [`${engine.name} is asked about addresses in use, and none is known of ${named(idle)}`]
          : []),
      ];
    });
  }
}

function named(leases: readonly ViewedLease[]): string {
  return leases.map(({ lease }) => lease.id).join(", ");
}
