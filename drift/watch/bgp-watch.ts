import type { Fields } from "../compare/compare";
import type { Difference } from "../compare/difference";
import type { Declared } from "../declared";
import type { RouteValidation } from "../observers/bgp/bgp-observer";
import type { RisLiveSettings } from "../observers/bgp/bgp-settings";
import type { Validation } from "../observers/bgp/extra-route";
import { loadValidation } from "../observers/bgp/route-validation";
import { listenToRis, type RisListener } from "./ris-stream";
import { RouteWatch, type WatchEvent } from "./route-watch";

/** What a watch tells as it comes. */
export interface WatchListener {
  event(event: WatchEvent): void;
  /** How the watch itself fares, in words. */
  note(kind: "watching" | "lost" | "trouble", text: string): void;
}

export interface WatchOptions {
  readonly settings: RisLiveSettings;
  readonly validation: RouteValidation;
  /** Fields that nobody declares, as the store has them. @default none */
  readonly remembered?: ReadonlyMap<string, Fields>;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Milliseconds between looks at what is due. @default 1000 */
  readonly tickMs?: number;
  readonly keepAliveMs?: number;
  readonly retryMs?: number;
}

/** How a watch went. */
export interface WatchOutcome {
  /** At no time was nothing heard for longer than the settings allow, and at its end something was. */
  readonly complete: boolean;
}

const VALIDATE_AGAIN_MS = 600_000;
const TROUBLE_MS = 60_000;

/** Stays on RIS Live until the signal, and tells what happens to the routes of leases. @throws RisUrlError */
export async function watchBgp(
  declared: Declared,
  options: WatchOptions,
  listener: WatchListener,
): Promise<WatchOutcome> {
  const watch = new BgpWatch(declared, options, listener);
  return await watch.run();
}

class BgpWatch implements RisListener {
  private readonly routes: RouteWatch;
  private validation: Validation;
  private validatedAt = 0;
  private isWatching = false;
  /** When nothing was heard any more. */
  private lostAt = Date.now();
  private lostBecause = "no connection yet";
  private isTold = false;
  private wasUnwatched = false;
  private troubles = 0;
  private troubleToldAt = Number.NEGATIVE_INFINITY;

  constructor(
    declared: Declared,
    private readonly options: WatchOptions,
    private readonly listener: WatchListener,
  ) {
    this.routes = new RouteWatch(declared, options.settings, () => this.validation, options.remembered);
  }

  async run(): Promise<WatchOutcome> {
    const { settings, signal, tickMs = 1000, keepAliveMs, retryMs } = this.options;
    const prefixes = this.routes.prefixes();
    await this.validate();
    const timer = setInterval(() => this.tick(), tickMs);
    try {
      const { url, client } = settings;
      await listenToRis({ url, client, prefixes, signal, keepAliveMs, retryMs }, this);
    } finally {
      clearInterval(timer);
    }
    return { complete: this.isWatching && !this.wasUnwatched };
  }

  watching(): void {
    this.isWatching = true;
    this.isTold = false;
    this.listener.note("watching", `watching ${this.routes.prefixes().length} prefixes on RIS Live`);
  }

  lost(reason: string): void {
    // Every try again that fails like the one before is no news.
    const isNews = this.isWatching || reason !== this.lostBecause;
    if (this.isWatching) {
      this.lostAt = Date.now();
      this.routes.forget();
    }
    this.isWatching = false;
    this.lostBecause = reason;
    if (isNews)
      this.listener.note("lost", `RIS Live: ${reason}; what is announced until it is there again is not seen`);
  }

  update(update: Parameters<RisListener["update"]>[0]): void {
    for (const event of this.routes.heard(update, Date.now())) this.listener.event(event);
  }

  trouble(reason: string): void {
    this.troubles++;
    const now = Date.now();
    if (now - this.troubleToldAt < TROUBLE_MS) return;
    this.troubleToldAt = now;
    this.listener.note("trouble", `RIS Live: ${reason} (${this.troubles} since the start)`);
  }

  private tick(): void {
    const now = Date.now();
    for (const event of this.routes.due(now)) this.listener.event(event);
    if (this.routes.overflow > 0) {
      this.listener.event({ kind: "drift", difference: flood(this.routes.overflow) });
      this.routes.overflow = 0;
    }
    const unwatched = now - this.lostAt;
    if (!this.isWatching && !this.isTold && unwatched >= this.options.settings.unwatchedSeconds * 1000) {
      this.isTold = true;
      this.wasUnwatched = true;
      this.listener.event({ kind: "drift", difference: blind(new Date(this.lostAt), this.lostBecause) });
    }
    if (now - this.validatedAt > VALIDATE_AGAIN_MS) void this.validate();
  }

  /** Never rejects: what cannot be validated is unknown. */
  private async validate(): Promise<void> {
    this.validatedAt = Date.now();
    const { validation, signal } = this.options;
    this.validation = await loadValidation(validation.vrps, { signal, now: new Date() });
  }
}

const ALL = { observer: "bgp", type: "route", id: "*", lease: null, segment: null, fields: {} } as const;

function blind(since: Date, reason: string): Difference {
  const words = `nobody has been watching since ${since.toISOString().slice(0, 19)}Z: ${reason}`;
  return unobserved(words);
}

function flood(count: number): Difference {
  return unobserved(`${count} more routes in leased space were announced than are kept`);
}

function unobserved(reason: string): Difference {
  return {
    change: "unobserved",
    status: "undetermined",
    item: ALL,
    changes: [],
    reasons: [reason],
    unseen: true,
  };
}
