import { z } from "zod";

/** Where RIPEstat answers. */
export const RIPESTAT_URL = "https://stat.ripe.net/data";
/** Where RIS Live streams. */
export const RIS_LIVE_URL = "wss://ris-live.ripe.net/v1/ws/";
/** What RIPEstat asks names of applications to look like. */
const APPLICATION = /^[A-Za-z0-9_-]{1,64}$/;
const applicationName = "letters, digits, hyphens and underscores, at most 64";

const gobgp = z.strictObject({
  source: z
    .string()
    .min(1)
    .max(4096)
    .describe("HOST:PORT of the daemon's API, or a file with what `gobgp global rib -j` printed"),
  asn: z
    .int()
    .min(1)
    .max(4_294_967_295)
    .optional()
    .describe(
      "AS of the daemon, from which its own routes come; a daemon that is asked says so itself, a file does not",
    ),
  fullTable: z
    .boolean()
    .default(false)
    .describe("The daemon hears the whole internet, so that routes which others announce must be there too"),
  maxAgeMinutes: z
    .int()
    .min(1)
    .max(100_000)
    .default(120)
    .describe("Oldest file that counts, in minutes; what an older one says is unknown"),
});

const ripestat = z.strictObject({
  sourceapp: z
    .string()
    .regex(APPLICATION, applicationName)
    .describe(
      "Name of your organisation or project that RIPEstat is told with every question; naming it turns RIPEstat on",
    ),
  url: z.string().min(1).max(4096).default(RIPESTAT_URL).describe("Where the data API answers"),
  atOnce: z.int().min(1).max(8).default(4).describe("Questions that are open at the same time; RIPEstat allows 8"),
  leastPeers: z
    .int()
    .min(1)
    .max(10_000)
    .default(3)
    .describe("Peers that must see a route before it counts; what fewer see is a peer's own affair"),
  visibility: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("Share of the peers that must see a declared route; below it the route is told as changed"),
  leastTotalPeers: z
    .int()
    .min(1)
    .max(10_000)
    .default(10)
    .describe("With fewer peers in all, how widely a route is seen is unknown"),
  maxAgeHours: z
    .number()
    .gt(0)
    .max(8760)
    .default(24)
    .describe("Oldest summary that counts, in hours; RIPEstat makes one every eight hours"),
});

const risLive = z.strictObject({
  client: z
    .string()
    .regex(APPLICATION, applicationName)
    .default("leasehold")
    .describe("Name that RIS Live is told; give that of your organisation"),
  url: z.string().min(1).max(4096).default(RIS_LIVE_URL).describe("Where the stream is"),
  leastPeers: z.int().min(1).max(10_000).default(1).describe("Peers that must send a route before it is told"),
  withdrawnPeers: z
    .int()
    .min(1)
    .max(10_000)
    .default(10)
    .describe("Peers that must withdraw a declared route, and not send it again, before it is told"),
  settleSeconds: z
    .number()
    .min(0)
    .max(3600)
    .default(20)
    .describe("How long a withdrawal must stand before it is told: a change of path withdraws first"),
  againMinutes: z
    .number()
    .min(0)
    .max(10_080)
    .default(60)
    .describe("A route that was told is not told again within so many minutes"),
  unwatchedSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(300)
    .describe("Without a connection for so long, the watch says that it sees nothing, and ends with 2"),
});

/** `drift.bgp` of `leasehold.yaml`. */
export const bgpSettingsSchema = z.strictObject({
  gobgp: gobgp.optional().describe("A GoBGP daemon of yours"),
  ripestat: ripestat.optional().describe("What the peers of the RIPE NCC's route collectors see"),
  risLive: risLive.prefault({}).describe("The stream of --watch"),
});
export type BgpSettings = z.output<typeof bgpSettingsSchema>;
export type GobgpSettings = z.output<typeof gobgp>;
export type RipestatSettings = z.output<typeof ripestat>;
export type RisLiveSettings = z.output<typeof risLive>;
