import type { Notice } from "../../policies/notice";
import type { HttpLimits } from "../../provider/http/http-client";
import { DeliveryLock } from "../store/delivery-lock";
import type { DriftStore } from "../store/drift-store";
import type { Outbox, OutboxMessage } from "../store/outbox";
import { DriftStoreError } from "../store/store-error";
import { type Channel, ChannelError, type Outcome } from "./channel";
import { type ChannelSettings, channelName } from "./notify-settings";
import { openChannel } from "./open-channel";

export interface DeliverOptions {
  /** Holds the secrets that settings name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends telling; what is left is told by the next run. */
  readonly signal?: AbortSignal;
  /** @default the clock */
  readonly now?: () => Date;
  /** How HTTP requests are bounded. @default 4 tries of 15 seconds, a pause that a service asks for up to a minute */
  readonly limits?: HttpLimits;
  /** Milliseconds to wait for another run that is telling. @default 60000 */
  readonly waitMs?: number;
}

/** What was told, and what was not. */
export interface Delivered {
  /** Messages that are known to have arrived. */
  readonly sent: number;
  /** What went wrong, for people: a failed notification fails no run, and is seen. */
  readonly notices: readonly Notice[];
}

const WAIT_MS = 60_000;

/**
 * Tells what lies in the outbox of a store, channel by channel and oldest first, and writes down what became of each
 * message. A message is marked before its first byte is sent. Where a run was cut off after that, nobody knows whether it
 * arrived: where the receiver knows a message again by its key, or can be asked, it is sent again under the same key; where
 * not, it is told in another message that says so. One process at a time does this for a store. A failure is a notice.
 */
export async function deliver(
  store: DriftStore,
  channels: readonly ChannelSettings[],
  options: DeliverOptions,
): Promise<Delivered> {
  try {
    return store.outbox.due().length === 0 ? { sent: 0, notices: [] } : await deliverAlone(store, channels, options);
  } catch (error) {
    if (!(error instanceof DriftStoreError)) throw error;
    // The run itself is kept.
    const message = `${error.message}. What was found is kept, and not all of it was told: the next run does.`;
    return { sent: 0, notices: [notice("warning", message)] };
  }
}

async function deliverAlone(
  store: DriftStore,
  channels: readonly ChannelSettings[],
  options: DeliverOptions,
): Promise<Delivered> {
  const lock = await DeliveryLock.acquire(store.file, options.waitMs ?? WAIT_MS, options.signal);
  if (lock === undefined)
    return {
      sent: 0,
      notices: [notice("info", "another run is telling what was found; what is left it or the next run tells.")],
    };
  try {
    return await new Round(store.outbox, channels, options).run();
  } finally {
    lock.release();
  }
}

class Round {
  private sent = 0;
  private readonly notices: Notice[] = [];

  constructor(
    private readonly outbox: Outbox,
    private readonly channels: readonly ChannelSettings[],
    private readonly options: DeliverOptions,
  ) {}

  async run(): Promise<Delivered> {
    const known = new Set(this.channels.map(channelName));
    const orphans = new Map<string, number>();
    for (const { channel } of this.outbox.due()) {
      if (!known.has(channel)) orphans.set(channel, (orphans.get(channel) ?? 0) + 1);
    }
    for (const [name, count] of orphans) {
      this.warn(
        `${messages(count)} for the channel ${name}, which drift.notify names no longer; name it again to have them told.`,
      );
    }
    for (const settings of this.channels) await this.tell(settings);
    return { sent: this.sent, notices: this.notices };
  }

  private async tell(settings: ChannelSettings): Promise<void> {
    const name = channelName(settings);
    const due = () => this.outbox.due().filter(({ channel }) => channel === name);
    if (due().length === 0) return;
    const channel = this.open(settings);
    if (channel === undefined) return;
    if (!channel.repeatable) {
      for (const message of due().filter(({ cutOff }) => cutOff)) this.outbox.unsure(message, "a run was cut off");
    }
    for (const message of due()) {
      if (this.options.signal?.aborted) {
        this.warn(`${messages(due().length)} for ${name}: there was no time left. The next run tells.`);
        return;
      }
      if (!(await this.send(channel, message))) return;
    }
  }

  /** Whether what comes after may be told: never something later before something earlier. */
  private async send(channel: Channel, message: OutboxMessage): Promise<boolean> {
    const { now = () => new Date() } = this.options;
    this.outbox.begin(message, now());
    const outcome = await channel.send(message);
    this.settle(channel, message, outcome, now());
    return outcome.kind === "sent";
  }

  private settle({ name, repeatable }: Channel, message: OutboxMessage, outcome: Outcome, now: Date): void {
    if (outcome.kind === "sent") {
      this.outbox.sent(message, now, outcome.notes);
      this.sent += 1;
      if (outcome.remark !== undefined) this.warn(`${name}: ${outcome.remark}.`);
      return;
    }
    if (outcome.kind === "failed" || repeatable) {
      this.outbox.failed(message, outcome.problem);
      this.warn(`${name} was not told: ${outcome.problem}. The next run tries again.`);
      return;
    }
    this.outbox.unsure(message, outcome.problem);
    this.warn(`${name} may or may not have been told: ${outcome.problem}. The next run tells it again, and says so.`);
  }

  private open(settings: ChannelSettings): Channel | undefined {
    const { environment, limits = {}, signal, now = () => new Date() } = this.options;
    const name = channelName(settings);
    const noted = (key: string) => this.outbox.noted(name, key);
    try {
      return openChannel(settings, { environment, limits: { ...limits, ...(signal && { signal }) }, now, noted });
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      this.warn(`${name} was not told: ${error.message}. What it is to be told is kept.`);
      return undefined;
    }
  }

  private warn(message: string): void {
    this.notices.push(notice("warning", message));
  }
}

function messages(count: number): string {
  return count === 1 ? "1 message waits" : `${count} messages wait`;
}

function notice(level: Notice["level"], message: string): Notice {
  return { about: "notification", level, message };
}
