import type { ProviderSettings } from "../settings";

/** The part of the plugin's settings that announcers read. */
export type AnnouncerSettings = Pick<
  ProviderSettings,
  "awsRegion" | "awsEndpoint" | "cloudflareUrl" | "cloudflareAccount" | "cloudflareToken" | "gobgp"
>;
