import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer } from "../../observer";
import { paced } from "../../paced";
import { AwsClients, type Environment } from "./aws-clients";
import type { AwsService, AwsSettings } from "./aws-settings";
import { Estate, regionOfEnvironment } from "./estate";
import { KINDS, type Kind } from "./kinds";
import type { Place } from "./place";
import { type KindFailure, Sight, type SightReport } from "./sight";
import { type Failed, unseenOf } from "./unseen";

/**
 * What AWS has of the leases, in the chosen regions and accounts. Only read calls are made; what they are and what they
 * need is in docs/observers/aws.md.
 * @param environment where region, endpoint and credentials may be, as in `process.env`
 */
export function createAwsObserver(settings: AwsSettings, environment: Environment): Observer {
  return new AwsObserver(settings, environment);
}

/** One kind of resource in one place. */
interface Task {
  readonly kind: Kind;
  readonly sight: Sight;
}

class AwsObserver implements Observer {
  readonly name = "aws";
  readonly extra = "unmanaged";
  readonly #settings: AwsSettings;
  readonly #environment: Environment;

  constructor(settings: AwsSettings, environment: Environment) {
    this.#settings = settings;
    this.#environment = environment;
  }

  expect(declared: Declared): readonly DriftItem[] {
    return this.#expected(new Estate(declared, this.#settings, this.#environment));
  }

  async observe(declared: Declared, limits: ObserveLimits): Promise<Observation> {
    const estate = new Estate(declared, this.#settings, this.#environment);
    const expected = this.#expected(estate);
    const regions = this.#regions(expected);
    if (regions.length === 0) {
      const reason = "no AWS region is known to look at; set drift.aws.regions, or AWS_REGION";
      return { items: [], unseen: [{ reason }], notObserved: [] };
    }
    const accounts = this.#settings.accounts.length === 0 ? [undefined] : this.#settings.accounts;
    const clients = accounts.map((account) => new AwsClients(this.#settings, this.#environment, account));
    const places = accounts.flatMap((account, index) =>
      regions.map((region) => placeOf(region, account, clients[index] as AwsClients, this.#settings, limits.signal)),
    );
    try {
      return await this.#look(places, estate, expected, limits);
    } finally {
      await Promise.all(clients.map((one) => one.close()));
    }
  }

  async #look(
    places: readonly Place[],
    estate: Estate,
    expected: readonly DriftItem[],
    limits: ObserveLimits,
  ): Promise<Observation> {
    const byId = new Map(expected.map((item) => [`${item.type} ${item.id}`, item]));
    const sights = places.map((place) => new Sight(place, estate.space, byId));
    const tasks: Task[] = [];
    const notObserved: string[] = [];
    for (const kind of KINDS) {
      if (!this.#isChosen(kind.service)) continue;
      const isNeeded = kind.needs?.(estate) === true;
      const wanted = sights.filter(
        (sight) =>
          isNeeded ||
          (kind.global !== undefined ? sight.expectedGlobal(...kind.types) : sight.expectedOf(...kind.types)).length >
            0,
      );
      // What is the same everywhere is asked once an account.
      const asked = kind.global !== undefined ? onceAnAccount(wanted) : wanted;
      if (asked.length === 0) notObserved.push(`AWS ${kind.label}: nothing declared of the leases needs it`);
      tasks.push(...asked.map((sight) => ({ kind, sight })));
    }
    notObserved.push(...this.#elsewhere(estate.declared, byId));
    for (const service of unchosen(this.#settings)) notObserved.push(`AWS ${service}: not among drift.aws.services`);
    // In the order of the tasks, whichever is answered first.
    const reports = new Map<Task, SightReport>();
    await paced(tasks, { atOnce: this.#settings.atOnce, signal: limits.signal }, async (task) => {
      reports.set(task, await task.kind.observe(task.sight));
      limits.progress?.(reports.size, tasks.length);
    });
    const items = tasks.flatMap((task) => reports.get(task)?.items ?? []);
    const failures = tasks.flatMap((task): Failed[] => {
      const { place } = task.sight;
      const failed = reports.get(task)?.failures ?? [notBegun(task)];
      return failed.map((one) => ({ place, scope: task.kind.global, ...one }));
    });
    const unseen = unseenOf(failures, places, expected, items);
    return { items: onceEach(items), unseen, notObserved };
  }

  #expected(estate: Estate): DriftItem[] {
    return KINDS.filter(({ service }) => this.#isChosen(service)).flatMap(({ expect }) => expect(estate));
  }

  /** What is declared in regions that nobody chose: it is not compared, which is told. */
  #elsewhere(declared: Declared, expected: ReadonlyMap<string, DriftItem>): string[] {
    const { regions } = this.#settings;
    if (regions.length === 0) return [];
    const everywhere = this.#expected(new Estate(declared, { ...this.#settings, regions: [] }, this.#environment));
    const left = new Map<string, number>();
    for (const { type, id, scope } of everywhere) {
      const region = scope?.split("/").at(-1);
      if (region === undefined || regions.includes(region) || expected.has(`${type} ${id}`)) continue;
      left.set(region, (left.get(region) ?? 0) + 1);
    }
    return [...left]
      .sort()
      .map(([region, count]) => `AWS ${region}: ${count} declared there, and not among drift.aws.regions`);
  }

  #isChosen(service: AwsService): boolean {
    return this.#settings.services.includes(service);
  }

  /** The chosen regions; else those of what is declared; else the environment's. */
  #regions(expected: readonly DriftItem[]): string[] {
    if (this.#settings.regions.length > 0) return [...new Set(this.#settings.regions)];
    const global = KINDS.flatMap((kind) => (kind.global !== undefined ? kind.types : []));
    const regional = expected.filter(({ type }) => !global.includes(type));
    const declared = new Set(regional.flatMap(({ scope }) => scope?.split("/").at(-1) ?? []));
    if (declared.size > 0) return [...declared].sort();
    const own = regionOfEnvironment(this.#environment);
    return own === undefined ? [] : [own];
  }
}

function placeOf(
  region: string,
  account: AwsSettings["accounts"][number] | undefined,
  clients: AwsClients,
  { mostPages, pageSize }: AwsSettings,
  signal: AbortSignal,
): Place {
  const number = account?.roleArn.split(":")[4];
  return {
    clients,
    region,
    ...(number === undefined ? {} : { account: number }),
    scope: number === undefined ? region : `${number}/${region}`,
    name: account === undefined ? region : `${region} of account ${account.name ?? number}`,
    mostPages,
    pageSize,
    signal,
  };
}

function onceAnAccount(sights: readonly Sight[]): Sight[] {
  const seen = new Set<string>();
  return sights.filter(({ place: { account = "" } }) => !seen.has(account) && seen.add(account));
}

function unchosen({ services }: AwsSettings): string[] {
  return [...new Set(KINDS.map(({ service }) => service))].filter((service) => !services.includes(service));
}

function notBegun({ kind, sight }: Task): KindFailure {
  const reason = `AWS ${kind.label} in ${sight.place.name} were not asked for before the run ended`;
  return { types: kind.types, failure: { kind: "ended", reason } };
}

/** Two accounts may see one thing, such as a shared subnet's table. */
function onceEach(items: readonly DriftItem[]): DriftItem[] {
  const byKey = new Map<string, DriftItem>();
  for (const item of items) if (!byKey.has(`${item.type} ${item.id}`)) byKey.set(`${item.type} ${item.id}`, item);
  return [...byKey.values()];
}
