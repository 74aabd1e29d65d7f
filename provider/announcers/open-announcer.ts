import type { Announcer, AnnouncerName } from "./announcer";
import type { AnnouncerSettings } from "./announcer-settings";
import { AwsAnnouncer } from "./aws-announcer";
import { CloudflareAnnouncer } from "./cloudflare-announcer";
import { GobgpAnnouncer } from "./gobgp-announcer";
import { recordedAnnouncer } from "./recorded-announcer";

const BY_LESSOR = "the lessor announces it; a route collector shows whether it is seen";
const BY_HAND = "no GoBGP daemon is set (leasehold:gobgp): a router of your own announces it, or nobody does";

/**
 * The announcer of that name. Nothing is asked of it yet.
 *
 * @throws AnnounceError (`settings`) where a setting that it needs is missing.
 */
export function openAnnouncer(name: AnnouncerName, settings: AnnouncerSettings): Announcer {
  switch (name) {
    case "aws":
      return new AwsAnnouncer(settings);
    case "cloudflare":
      return new CloudflareAnnouncer(settings);
    case "lessee":
      return settings.gobgp === undefined ? recordedAnnouncer(name, BY_HAND) : new GobgpAnnouncer(settings.gobgp);
    case "lessor":
      return recordedAnnouncer(name, BY_LESSOR);
  }
}
