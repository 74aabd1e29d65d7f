import { z } from "zod";
import { isAllowed } from "../../../register/fetch-bytes";
import { resolverSetting } from "../../dns/resolver-setting";

const apiUrl = z
  .string()
  .refine(isApiUrl, { error: "give an https URL without user, query or fragment (http only on the loopback address)" });

const cloudflareSchema = z.strictObject({
  records: z.boolean().default(true).describe("Look at declared Cloudflare zones, with CLOUDFLARE_API_TOKEN."),
  url: apiUrl.default("https://api.cloudflare.com/client/v4").describe("Cloudflare's API."),
  timeoutSeconds: z.number().min(0.1).max(300).default(20).describe("Longest wait for one page, in seconds."),
  pageSize: z.int().min(5).max(5000).default(100).describe("Records of a page."),
  mostPages: z.int().min(1).max(10_000).default(500).describe("Most pages of a zone; what lies beyond is not seen."),
});

/** `drift.dns` of leasehold.yaml. */
export const dnsSettingsSchema = z.strictObject({
  resolvers: z
    .array(resolverSetting)
    .max(8)
    .default([])
    .describe(
      "Resolvers to ask, as 192.0.2.53, 127.0.0.1:5300 or [2001:db8::53]:53. Each of several is asked everything, and where they disagree the answer is unknown. Default: those of this machine, one standing in for the other.",
    ),
  protocol: z
    .enum(["udp", "tcp"])
    .default("udp")
    .describe("udp goes over to TCP where an answer does not fit; tcp asks over TCP alone."),
  perSecond: z.number().min(1).max(100_000).default(500).describe("Most questions a second to each resolver."),
  atOnce: z.int().min(1).max(1024).default(64).describe("Questions that are open at the same time."),
  timeoutMs: z.int().min(10).max(60_000).default(2000).describe("Longest wait for one try, in milliseconds."),
  tries: z.int().min(1).max(10).default(3).describe("Tries of a question."),
  maxAddresses: z
    .int()
    .min(1)
    .max(1_048_576)
    .default(4096)
    .describe(
      "Most addresses to look up: declared ones first, then those of segments, then the rest of the blocks. What lies beyond is told as not observed.",
    ),
  nameServers: z
    .boolean()
    .default(true)
    .describe(
      "Ask the name servers of reverse zones themselves, which shows a lame delegation; needs port 53 outwards.",
    ),
  nameServerPort: z.int().min(1).max(65_535).default(53).describe("Port of name servers, for tests."),
  cloudflare: cloudflareSchema.prefault({}),
});

export type DnsSettings = z.output<typeof dnsSettingsSchema>;
export type CloudflareSettings = DnsSettings["cloudflare"];

function isApiUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.username === "" && url.password === "" && url.hash === "" && url.search === "" && isAllowed(url, true);
}
