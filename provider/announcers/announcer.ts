import type { Prefix } from "../../lease/prefix";

/** Who can announce leased space: the words of an Advertisement's `by`. */
export const ANNOUNCERS = ["aws", "cloudflare", "lessee", "lessor"] as const;
export type AnnouncerName = (typeof ANNOUNCERS)[number];

/** A prefix that is announced, or is to be. */
export interface AnnouncedPrefix {
  readonly leaseId: string;
  readonly prefix: Prefix;
  /** The AS at the end of the path, 1 to 4294967295. */
  readonly origin: number;
}

/** What an announcer says of a prefix. */
export interface AnnouncementState {
  /** Undefined where it cannot be known, or is about to change; never to be read as withdrawn. */
  readonly advertised: boolean | undefined;
  /** The announcer's own word for it, such as `pending-withdrawal`; `recorded` where there is nobody to ask. */
  readonly state: string;
  /** The origin that the announcer names; absent where it names none. */
  readonly origin?: number;
  /** What is worth knowing besides, in words: why it is not announced, or why nobody knows. */
  readonly note?: string;
}

/**
 * One way to have a prefix announced. Both calls read before they write, so that a second run after a lost answer finds
 * the work done; both come back only when the announcer itself says that it is.
 */
export interface Announcer {
  readonly name: AnnouncerName;
  /** @throws AnnounceError where it is refused, cannot be reached, or `signal` ends the wait. */
  advertise(route: AnnouncedPrefix, signal: AbortSignal): Promise<void>;
  /**
   * Comes back when the route is out of the announcer's network, so that its ROA may go.
   *
   * @throws AnnounceError as advertise does. Of a prefix that the configured account does not hold (`not-held`) nobody
   * can say that it is withdrawn: another account or region may announce it.
   */
  withdraw(route: AnnouncedPrefix, signal: AbortSignal): Promise<void>;
  /** @throws AnnounceError where the announcer cannot be asked: its answer is then unknown. */
  status(route: AnnouncedPrefix, signal?: AbortSignal): Promise<AnnouncementState>;
}
