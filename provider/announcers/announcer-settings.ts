/** The part of the provider's settings that announcers read. */
export interface AnnouncerSettings {
  /** Region whose BYOIP ranges are meant. @default what the AWS SDK finds */
  readonly awsRegion?: string;
  /** EC2 endpoint in place of the region's own. */
  readonly awsEndpoint?: string;
  /** @default "https://api.cloudflare.com/client/v4" */
  readonly cloudflareUrl?: string;
  /** Account id, 32 hexadecimal digits. */
  readonly cloudflareAccount?: string;
  /** API token with the permission `IP Prefixes: BGP On Demand Write`. A secret. */
  readonly cloudflareToken?: string;
  /**
   * `HOST:PORT` of a GoBGP daemon's API, or path of a `gobgp` executable that reaches one by its own defaults. Without it the
   * lessee's announcements are recorded only.
   */
  readonly gobgp?: string;
}
