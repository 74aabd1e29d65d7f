import type { ProviderSettings } from "../settings";
import { manualPublisher } from "./manual";
import { PublishError, type PublisherName } from "./publish-error";
import type { Publisher } from "./publisher";

/**
 * The publisher of that name, with its address and credentials from the settings. Nothing is sent yet.
 * @throws PublishError where a setting is missing; it names the setting and its environment variable.
 */
export function openPublisher(name: PublisherName, settings: ProviderSettings): Publisher {
  return OPEN[name](settings);
}

const OPEN: Readonly<Record<PublisherName, (settings: ProviderSettings) => Publisher>> = {
  manual: manualPublisher,
  krill: () => notYet("krill"),
  ripe: () => notYet("ripe"),
  arin: () => notYet("arin"),
  webhook: () => notYet("webhook"),
};

function notYet(name: PublisherName): never {
  throw new PublishError(name, "settings", "this publisher is not available in this version", "use manual");
}
