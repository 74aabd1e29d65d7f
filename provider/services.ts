import type { Vrp } from "../lease/rpki/vrp";
import type { Announcer, AnnouncerName } from "./announcers/announcer";
import { openAnnouncer } from "./announcers/open-announcer";
import { openPublisher } from "./publishers/open-publisher";
import type { PublisherName } from "./publishers/publish-error";
import type { Publisher } from "./publishers/publisher";
import type { ProviderSettings } from "./settings";
import { loadVrps, type VrpSnapshot } from "./vrp-source";

/** The outside systems that the plugin talks to; tests put stateful fakes in their place. */
export interface Outside {
  openPublisher(name: PublisherName, settings: ProviderSettings, limits: { signal: AbortSignal }): Publisher;
  openAnnouncer(name: AnnouncerName, settings: ProviderSettings): Announcer;
  loadVrps(source: string, options: { maxAgeMinutes: number }): Promise<VrpSnapshot>;
  /** Resolves after the time, or rejects with the signal's reason. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const OUTSIDE: Outside = { openPublisher, openAnnouncer, loadVrps, wait };

/** What is known of the validated payloads: a snapshot, or why there is none. `no-source`: nobody configured one. */
export type Seen =
  | { readonly vrps: VrpSnapshot }
  | { readonly vrps?: undefined; readonly unknown: "no-source" | "unusable"; readonly reason: string };

/** How long one look at a publisher or at validated payloads serves calls that need no newer one, in milliseconds. */
const SHARED_FOR = 5_000;

/** The outside as one run of the plugin uses it: opened once, looked at once where many ask at a time. */
export class Services {
  readonly #publishers = new Map<PublisherName, PublisherSession>();
  #seen: { readonly at: number; readonly look: Promise<Seen> } | undefined;

  constructor(
    readonly settings: ProviderSettings,
    readonly outside: Outside,
    /** Aborted when the engine cancels the deployment. */
    readonly cancelled: AbortSignal,
  ) {}

  /** @throws PublishError where a setting is missing */
  publisher(name: PublisherName): PublisherSession {
    const known = this.#publishers.get(name);
    if (known !== undefined) return known;
    const limits = { signal: this.cancelled };
    const opened = new PublisherSession(this.outside.openPublisher(name, this.settings, limits));
    this.#publishers.set(name, opened);
    return opened;
  }

  /** @throws AnnounceError where a setting is missing */
  announcer(name: AnnouncerName): Announcer {
    return this.outside.openAnnouncer(name, this.settings);
  }

  /** Validated payloads, at most `within` milliseconds old as a look. Never throws: what cannot be looked at is unknown. */
  seen(within = SHARED_FOR): Promise<Seen> {
    const now = Date.now();
    if (this.#seen === undefined || now - this.#seen.at > within) this.#seen = { at: now, look: this.#look() };
    return this.#seen.look;
  }

  async #look(): Promise<Seen> {
    const { vrps, vrpsMaxAge } = this.settings;
    if (vrps === undefined) return { unknown: "no-source", reason: "no validated payloads are configured" };
    try {
      return { vrps: await this.outside.loadVrps(vrps, { maxAgeMinutes: vrpsMaxAge }) };
    } catch (error) {
      return { unknown: "unusable", reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** One publisher in one run. Its changes come one after the other: a guard must not decide on what another is changing. */
export class PublisherSession {
  #queue: Promise<unknown> = Promise.resolve();
  #published: { readonly at: number; readonly look: Promise<Vrp[]> } | undefined;
  readonly #asked = new Set<Vrp>();

  constructor(readonly publisher: Publisher) {}

  /** Whether the publisher can be asked what it publishes. */
  get answers(): boolean {
    return this.publisher.published !== undefined;
  }

  /**
   * What the publisher publishes; undefined where it cannot be asked.
   * @param within Milliseconds that an earlier answer may be old. @default 5000
   */
  async published(within = SHARED_FOR): Promise<Vrp[] | undefined> {
    if (this.publisher.published === undefined) return undefined;
    const now = Date.now();
    if (this.#published === undefined || now - this.#published.at > within) {
      this.#published = { at: now, look: this.publisher.published() };
    }
    const { look } = this.#published;
    return await look.catch((error: unknown) => {
      if (this.#published?.look === look) this.#published = undefined;
      throw error;
    });
  }

  /** ROAs that this run is to publish: asked for, and not answered yet. */
  get asked(): ReadonlySet<Vrp> {
    return this.#asked;
  }

  /** Runs a change that is to publish `roa`, as {@link change} does. While it waits its turn, others may publish it with theirs. */
  async ask<T>(roa: Vrp, work: (publisher: Publisher) => Promise<T>): Promise<T> {
    this.#asked.add(roa);
    try {
      return await this.change(work);
    } finally {
      this.#asked.delete(roa);
    }
  }

  /** Runs `work` alone: no other change of this run goes to the publisher meanwhile. */
  async change<T>(work: (publisher: Publisher) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => work(this.publisher));
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#published = undefined;
    }
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
