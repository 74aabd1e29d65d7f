import { AsyncLocalStorage } from "node:async_hooks";
import type { Properties } from "./property-value";

export type LogSeverity = "debug" | "info" | "warning" | "error";

/** What the engine says of one call besides its properties, and the way to talk back while it runs. */
export interface CallContext {
  /** The resource's `customTimeouts` for this operation, in milliseconds; undefined where the program names none. */
  readonly timeoutMs?: number;
  /** Inputs of the old state, where the engine sends them; old properties are outputs. */
  readonly oldInputs?: Properties;
  /**
   * Shows a message beside the resource.
   * @param passing Progress: shown while the operation runs, and not kept. @default false
   */
  log(severity: LogSeverity, message: string, passing?: boolean): void;
}

const calls = new AsyncLocalStorage<CallContext>();
const OUTSIDE: CallContext = { log: () => undefined };

/** Runs `work` as the call of that context. */
export function inCall<T>(context: CallContext, work: () => T): T {
  return calls.run(context, work);
}

/** The call that is being answered; outside of one, messages go nowhere. */
export function currentCall(): CallContext {
  return calls.getStore() ?? OUTSIDE;
}
