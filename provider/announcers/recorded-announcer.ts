import type { AnnouncementState, Announcer, AnnouncerName } from "./announcer";

/**
 * Somebody else's announcement, or one made by hand: it is recorded in the state, nothing is sent, and whether it is seen
 * is nobody's to say here.
 */
export function recordedAnnouncer(name: AnnouncerName, note: string): Announcer {
  const recorded: AnnouncementState = { advertised: undefined, state: "recorded", note };
  return {
    name,
    advertise: () => Promise.resolve(),
    withdraw: () => Promise.resolve(),
    status: () => Promise.resolve(recorded),
  };
}
