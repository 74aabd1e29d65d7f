import { AnnounceError } from "./announce-error";
import type { Announcer, AnnouncerName } from "./announcer";
import type { AnnouncerSettings } from "./announcer-settings";
import { recordedAnnouncer } from "./recorded-announcer";

/**
 * The announcer of that name. Nothing is asked of it yet.
 *
 * @throws AnnounceError (`settings`) where a setting that it needs is missing.
 */
export function openAnnouncer(name: AnnouncerName, _settings: AnnouncerSettings): Announcer {
  switch (name) {
    case "lessor":
      return recordedAnnouncer("lessor", "the lessor announces it; ask a route collector whether it is seen");
    case "lessee":
      return recordedAnnouncer(
        "lessee",
        "no GoBGP daemon is configured (gobgp); a router announces it, or nobody does",
      );
    default:
      throw new AnnounceError("settings", `announcing by ${name} is not available in this version; use by: lessee`);
  }
}
