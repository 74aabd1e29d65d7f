import type { AnnouncementState, Announcer, AnnouncerName } from "./announcer";

/**
 * Somebody else's announcement, or one made by hand: it is recorded in the state, nothing is sent, and whether it is seen
 * is nobody's to say here.
 */
export function recordedAnnouncer(name: AnnouncerName, note: string): Announcer {
  return {
    name,
    async advertise() {},
    async withdraw() {},
    async status(): Promise<AnnouncementState> {
      return { advertised: undefined, state: "recorded", note };
    },
  };
}
