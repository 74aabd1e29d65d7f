import type { SettingName } from "./settings";

/** What each setting is, for people who read the schema. */
export const SETTING_DESCRIPTIONS: Readonly<Record<SettingName, string>> = {
  krillUrl: "Krill's base URL, such as https://krill.example:3000",
  krillCa: "Handle of the CA in Krill that holds the leased prefix",
  krillToken: "Krill's API token",
  ripeUrl: "RIPE NCC's RPKI management API; default https://my.ripe.net/api/rpki",
  ripeKey: "API key of the RIPE NCC account, with the RPKI right",
  arinUrl: "ARIN's Reg-RWS; default https://reg.arin.net",
  arinOrg: "Org handle at ARIN that holds the space",
  arinKey: "API key of an ARIN Online account linked to that organisation",
  webhookUrl: "Where a ROA request is posted with the publisher webhook",
  webhookSecret: "Key of the posts' HMAC signature",
  vrps: "Validated payloads as a relying party writes them: a file or a URL (Routinator /json, rpki-client, StayRTR)",
  vrpsMaxAge: "Age in minutes beyond which validated payloads count as unknown; default 120",
  cloudflareUrl: "Cloudflare's API; default https://api.cloudflare.com/client/v4",
  cloudflareAccount: "Id of the Cloudflare account that the prefix was brought to",
  cloudflareToken: "Cloudflare API token that may edit the BGP status of IP prefixes",
  awsRegion: "AWS region that the prefix was brought to; credentials come as for any AWS tool",
  awsEndpoint: "Another EC2 endpoint, such as a test server on this machine",
  gobgp: "A GoBGP speaker for the announcer lessee: host:port of its gRPC listener, or the path of the gobgp command",
  withdrawn:
    "Routes that nobody announces any more though neither the program nor an announcer can show it, such as " +
    "203.0.113.0/24 AS64496, separated by commas: a ROA that only they need may then be revoked",
};
