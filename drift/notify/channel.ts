import type { HttpLimits } from "../../provider/http/http-client";
import type { OutboxMessage } from "../store/outbox";

/** What became of an attempt to tell something. */
export type Outcome =
  /** It arrived. `notes`: what the channel keeps from now on, by name; null: no longer. `remark`: what was not quite right. */
  | { readonly kind: "sent"; readonly notes?: Readonly<Record<string, string | null>>; readonly remark?: string }
  /** It did not. The next run tries again. */
  | { readonly kind: "failed"; readonly problem: string }
  /** Nobody knows. */
  | { readonly kind: "unsure"; readonly problem: string };

/** Where people are told. */
export interface Channel {
  readonly name: string;
  /**
   * Whether a second message of the same key does no harm: the receiver drops it by its key, or can be asked whether it has
   * it. Where not, a message that may have arrived is never sent again as it was.
   */
  readonly repeatable: boolean;
  /** Tells one message. Never throws for what the other side does. Before a repeat (`tries` above 0) it asks, where it can. */
  send(message: OutboxMessage): Promise<Outcome>;
}

/** What channels are opened with. */
export interface ChannelContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits: HttpLimits;
  readonly now: () => Date;
  /** What the channel kept under a name. */
  readonly noted: (name: string) => string | undefined;
}

/** A channel that cannot be opened as it is set. The message says which setting or variable, and never a secret. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
}

/** The value of an environment variable that settings name. @throws ChannelError where it is not set */
export function requireVariable(name: string, { environment }: ChannelContext, what: string): string {
  const value = environment[name]?.trim();
  if (value) return value;
  throw new ChannelError(`set the environment variable ${name} to ${what}`);
}
