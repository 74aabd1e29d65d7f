import type { HttpLimits } from "../http/http-client";
import type { ProviderSettings } from "../settings";
import { arinPublisher } from "./arin";
import { krillPublisher } from "./krill";
import { manualPublisher } from "./manual";
import type { PublisherName } from "./publish-error";
import type { Publisher } from "./publisher";
import { ripePublisher } from "./ripe";
import { webhookPublisher } from "./webhook";

/**
 * The publisher of that name, with its address and credentials from the settings. Nothing is sent yet.
 * @param limits Time-outs, sizes and tries of its requests, and the signal that ends them.
 * @throws PublishError where a setting is missing; it names the setting and its environment variable.
 */
export function openPublisher(name: PublisherName, settings: ProviderSettings, limits?: HttpLimits): Publisher {
  return OPEN[name](settings, limits);
}

const OPEN: Readonly<Record<PublisherName, (settings: ProviderSettings, limits?: HttpLimits) => Publisher>> = {
  manual: manualPublisher,
  krill: krillPublisher,
  ripe: ripePublisher,
  arin: arinPublisher,
  webhook: webhookPublisher,
};
