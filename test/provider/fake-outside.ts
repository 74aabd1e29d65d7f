import { formatPrefix, parsePrefix } from "../../lease/prefix";
import { formatRoa, type RoaPayload, roaPayload, sameRoa } from "../../lease/rpki/roa";
import { VrpIndex } from "../../lease/rpki/route-origin";
import type { AnnouncedPrefix, AnnouncementState, Announcer, AnnouncerName } from "../../provider/announcers/announcer";
import { openAnnouncer } from "../../provider/announcers/open-announcer";
import { inCall, type LogSeverity } from "../../provider/call-context";
import { LeaseholdProvider } from "../../provider/leasehold-provider";
import type { Properties } from "../../provider/property-value";
import { manualPublisher } from "../../provider/publishers/manual";
import type { PublisherName } from "../../provider/publishers/publish-error";
import type { Publisher, RoaChange } from "../../provider/publishers/publisher";
import type { Outside } from "../../provider/services";
import { VrpSourceError } from "../../provider/vrp-source";

/** A registry that keeps what it publishes; `webhook` takes everything and can be asked nothing. */
export class FakePublisher implements Publisher {
  roas: RoaPayload[] = [];
  readonly changes: RoaChange[] = [];
  /** What goes wrong with the next question or change. */
  failure: Error | undefined;
  readonly published: Publisher["published"];

  constructor(readonly name: PublisherName) {
    if (name !== "webhook") {
      this.published = async () => {
        this.#mayFail();
        return [...this.roas];
      };
    }
  }

  async apply(change: RoaChange) {
    this.#mayFail();
    // What others ask meanwhile must not see a change half done.
    await new Promise((next) => setImmediate(next));
    this.changes.push(change);
    const left = this.roas.filter((roa) => !change.remove.some((gone) => sameRoa(gone, roa)));
    const fresh = change.add.filter((roa) => !left.some((there) => sameRoa(there, roa)));
    this.roas = [...left, ...fresh];
    return this.name === "webhook" ? { requestId: `TICKET-${this.changes.length}` } : {};
  }

  /** What is published, in words. */
  get names(): string[] {
    return this.roas.map(formatRoa).sort();
  }

  #mayFail(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}

/** An announcer that keeps what it announces. */
export class FakeAnnouncer implements Announcer {
  readonly announced = new Set<string>();
  readonly calls: string[] = [];
  failure: Error | undefined;
  /** Answers instead of what it knows. */
  answer: AnnouncementState | undefined;

  constructor(readonly name: AnnouncerName) {}

  async advertise({ prefix, origin }: AnnouncedPrefix) {
    this.calls.push(`advertise ${formatPrefix(prefix)} AS${origin}`);
    this.announced.add(formatPrefix(prefix));
    if (this.failure !== undefined) throw this.failure;
  }

  async withdraw({ prefix, origin }: AnnouncedPrefix) {
    if (this.failure !== undefined) throw this.failure;
    this.calls.push(`withdraw ${formatPrefix(prefix)} AS${origin}`);
    this.announced.delete(formatPrefix(prefix));
  }

  async status({ prefix }: AnnouncedPrefix): Promise<AnnouncementState> {
    if (this.failure !== undefined) throw this.failure;
    if (this.answer !== undefined) return this.answer;
    const advertised = this.announced.has(formatPrefix(prefix));
    return { advertised, state: advertised ? "advertised" : "provisioned" };
  }
}

export interface LogLine {
  readonly severity: LogSeverity;
  readonly message: string;
}

/** The whole outside, with its state, and a provider that knows no other. */
export class FakeOutside implements Outside {
  readonly publishers = new Map<PublisherName, FakePublisher>();
  readonly announcers = new Map<AnnouncerName, FakeAnnouncer>();
  /** What relying parties see; a text says why nobody can look. */
  vrps: RoaPayload[] | string = [];
  readonly waits: number[] = [];
  /** What happens while somebody waits. */
  meanwhile: (waits: number) => void = () => undefined;
  readonly log: LogLine[] = [];

  publisher(name: PublisherName): FakePublisher {
    const known = this.publishers.get(name) ?? new FakePublisher(name);
    this.publishers.set(name, known);
    return known;
  }

  announcer(name: AnnouncerName): FakeAnnouncer {
    const known = this.announcers.get(name) ?? new FakeAnnouncer(name);
    this.announcers.set(name, known);
    return known;
  }

  openPublisher(name: PublisherName): Publisher {
    return name === "manual" ? manualPublisher() : this.publisher(name);
  }

  openAnnouncer(name: AnnouncerName, settings: Parameters<Outside["openAnnouncer"]>[1]): Announcer {
    return name === "aws" || name === "cloudflare" ? this.announcer(name) : openAnnouncer(name, settings);
  }

  async loadVrps(source: string) {
    if (typeof this.vrps === "string") throw new VrpSourceError(source, this.vrps);
    return { index: new VrpIndex(this.vrps), size: this.vrps.length, expired: 0, source };
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(milliseconds);
    this.meanwhile(this.waits.length);
    await new Promise((next) => setImmediate(next));
    signal.throwIfAborted();
  }

  /** A run of the plugin: what it remembers ends with it. Payloads are configured, as `vrps`, unless said otherwise. */
  run(config: Properties = { vrps: "vrps.json" }): LeaseholdProvider {
    const provider = new LeaseholdProvider("0.1.0", { outside: this, environment: {} });
    provider.configure(config);
    return provider;
  }

  /** Does something as the engine's call, and keeps what is logged. */
  call<T>(work: () => T, timeoutMs?: number): T {
    const log = (severity: LogSeverity, message: string) => void this.log.push({ severity, message });
    return inCall({ log, ...(timeoutMs !== undefined && { timeoutMs }) }, work);
  }

  /** What was logged at a severity, as one text. */
  logged(severity: LogSeverity): string {
    return this.log
      .filter((line) => line.severity === severity)
      .map(({ message }) => message)
      .join("\n");
  }
}

/** A ROA in short: `roa("203.0.113.0/24", 64496)`. */
export const roa = roaPayload;

/** The lessor's own ROA, of the block that the lease is part of. */
export const LESSOR = roaPayload("203.0.112.0/22", 64511, 22);

export const PREFIX = parsePrefix("203.0.113.0/24");
