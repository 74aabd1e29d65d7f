import type { EngineInput } from "../engine";

/** Engines of the Spamhaus Project. */
export const SPAMHAUS: readonly EngineInput[] = [
  {
    id: "spamhaus-zen",
    name: "Spamhaus ZEN",
    operator: "The Spamhaus Project",
    kind: "dnsbl",
    zone: "zen.spamhaus.org",
    lists: "what SBL, CSS, XBL, DROP and PBL list, by return code",
    weight: "major",
    families: [4, 6],
    codes: [
      { code: "127.0.0.2", means: "SBL" },
      { code: "127.0.0.3", means: "CSS" },
      { code: "127.0.0.4", means: "XBL" },
      { code: "127.0.0.5", means: "XBL" },
      { code: "127.0.0.6", means: "XBL" },
      { code: "127.0.0.7", means: "XBL" },
      { code: "127.0.0.9", means: "DROP", weight: "severe" },
      { code: "127.0.0.10", means: "PBL, by the provider", weight: "policy" },
      { code: "127.0.0.11", means: "PBL, by Spamhaus", weight: "policy" },
    ],
    documentation: "https://www.spamhaus.org/blocklists/zen-blocklist/",
    termsUrl: "https://www.spamhaus.org/blocklists/dnsbl-fair-use-policy/",
  },
];
