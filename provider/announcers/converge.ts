import { pause as pauseInRealTime } from "../http/pause";
import { AnnounceError } from "./announce-error";

/** What to do next about an announcement, by what the announcer has just said. */
export type NextStep =
  | { readonly kind: "done" }
  /** Ask for the change. */
  | { readonly kind: "act"; readonly state: string }
  /** The announcer is at work, or cannot take the request yet. */
  | { readonly kind: "wait"; readonly state: string }
  | { readonly kind: "fail"; readonly error: AnnounceError };

/** A change that is brought about by looking, acting where needed, and looking again. */
export interface Change {
  /** In an error: "advertising 203.0.113.0/24 by aws". */
  readonly what: string;
  /** @param asked How often the change has been asked for so far. */
  look(asked: number): Promise<NextStep>;
  act(): Promise<void>;
  /** @default every few seconds, then every half minute */
  readonly pace?: Pace;
}

/** Milliseconds between two looks, the last of them for all that follow, and at least after the change was asked for. */
export interface Pace {
  readonly looks: readonly number[];
  readonly afterActing: number;
}

/** Pauses for so many milliseconds, or until the signal; tests give one that does not. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** How a test, or a caller with little time, bounds an announcer. */
export interface AnnouncerOptions {
  /** Waits between two looks. @default real time */
  readonly pause?: Pause;
  /** Milliseconds for one request. @default 30000 */
  readonly timeoutMs?: number;
}

/** With half a minute between them, longer than any announcer makes one wait between two changes. */
const MOST_BUSY = 40;
/** AWS takes one AdvertiseByoipCidr in 10 seconds from an account; nobody else is hurt by the same pace. */
const DEFAULT_PACE: Pace = { looks: [2_000, 5_000, 10_000, 20_000, 30_000], afterActing: 11_000 };

/**
 * Looks and acts until the change is there. It looks before it acts, so it can be stopped anywhere and run again.
 *
 * @throws AnnounceError where a look says that it cannot be, or `timeout` with the last state when the signal comes.
 */
export async function converge(change: Change, signal: AbortSignal, pause: Pause = pauseInRealTime): Promise<void> {
  const { looks, afterActing } = change.pace ?? DEFAULT_PACE;
  let state = "not looked at yet";
  let asked = 0;
  let busy = 0;
  for (let looked = 0; ; looked++) {
    if (signal.aborted) throw tooLate(change.what, state);
    const step = await unlessStopped(change.look(asked), change.what, state, signal);
    if (step.kind === "done") return;
    if (step.kind === "fail") throw step.error;
    state = step.state;
    const delay = looks[Math.min(looked, looks.length - 1)] ?? 0;
    if (step.kind === "act") {
      const refusal = await unlessStopped(whileBusy(change.act()), change.what, state, signal);
      if (refusal === undefined) asked++;
      else if (++busy === MOST_BUSY) throw refusal;
    }
    await pause(step.kind === "act" ? Math.max(delay, afterActing) : delay, signal);
  }
}

/** What is busy now may take the request at the next look; anything else that goes wrong is thrown. */
async function whileBusy(work: Promise<void>): Promise<AnnounceError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof AnnounceError && error.kind === "busy") return error;
    throw error;
  }
}

/** A call that the signal cut off failed for want of time, whatever it says. */
async function unlessStopped<T>(work: Promise<T>, what: string, state: string, signal: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw tooLate(what, state, error);
    throw error;
  }
}

function tooLate(what: string, state: string, cause?: unknown): AnnounceError {
  return new AnnounceError(
    "timeout",
    `${what}: the time is over and the last state was "${state}"; run pulumi up again to go on from there, or give ` +
      "the resource more time (customTimeouts)",
    { cause },
  );
}
