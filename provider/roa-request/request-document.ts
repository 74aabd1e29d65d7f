import { z } from "zod";
import { isoDate } from "../../lease/lease";

/** What a request asks for. */
export type RequestAction = "publish" | "change" | "revoke";

const route = z.object({ prefix: z.string(), origin: z.int() });

/** A ROA and the lease it stands for, as its request names them. */
export const roaSchema = z.object({
  leaseId: z.string(),
  prefix: z.string(),
  asn: z.int(),
  maxLength: z.int().optional(),
  announces: z.array(route).optional(),
  longestAnnounced: z.int().optional(),
  origins: z.array(z.int()).optional(),
  leaseEnd: z.string().optional(),
  removeOn: isoDate.optional(),
});
export type Roa = z.output<typeof roaSchema>;

/** The JSON document: read back to see whether the request is still the one that was made. */
export const requestSchema = z.object({
  version: z.literal(1),
  action: z.enum(["publish", "change", "revoke"]),
  roa: roaSchema,
});
export type RoaRequestDocument = z.output<typeof requestSchema>;

/** Text of the JSON document. The same request always gives the same text. */
export function requestJson(action: RequestAction, roa: Roa): string {
  return `${JSON.stringify({ version: 1, action, roa: roaSchema.parse(roa) }, null, 2)}\n`;
}

/** The request in words, for whoever publishes ROAs for the space: mostly the lessor. */
export function requestText(action: RequestAction, roa: Roa): string {
  return `${[...HEADINGS[action], "", ...facts(roa), "", ...INSTRUCTIONS[action](roa)].join("\n")}\n`;
}

const HEADINGS: Record<RequestAction, readonly string[]> = {
  publish: ["Request to publish a ROA", "========================"],
  change: ["Change to a ROA request", "======================="],
  revoke: ["Request to revoke a ROA", "======================="],
};

function facts(roa: Roa): string[] {
  const lines = [
    ["Prefix", roa.prefix],
    ["Origin", roa.asn === 0 ? "AS0 (nobody may announce it)" : `AS${roa.asn}`],
    ["Max length", maxLengthText(roa)],
    ["Lease", roa.leaseId],
    ["Lease ends", roa.leaseEnd ?? "not stated"],
    ["Announced", routesText(roa)],
    ...(roa.removeOn === undefined ? [] : [["Remove on", roa.removeOn]]),
  ];
  return lines.map(([label, value]) => `${`${label}:`.padEnd(12)} ${value}`);
}

function maxLengthText({ prefix, maxLength }: Roa): string {
  const own = prefix.slice(prefix.indexOf("/") + 1);
  return maxLength === undefined || String(maxLength) === own ? `/${own}, the prefix's own length` : `/${maxLength}`;
}

function routesText({ announces = [] }: Roa): string {
  return announces.map(({ prefix, origin }) => `${prefix} from AS${origin}`).join(", ") || "nothing";
}

const INSTRUCTIONS: Record<RequestAction, (roa: Roa) => string[]> = {
  publish: (roa) => [
    `Please publish a ROA that authorises ${subject(roa)}, and nothing more (RFC 9319, section 5).`,
    ...expiry(roa),
  ],
  change: (roa) => [
    `The ROA that authorises ${subject(roa)} stays as it is; what is said above about the lease has changed.`,
    ...expiry(roa),
  ],
  revoke: (roa) => [
    `Please revoke the ROA that authorises ${subject(roa)}.`,
    "Do so after the route has been withdrawn: while another ROA covers the prefix, a route that is still announced turns",
    "invalid, not unknown (RFC 6907, section 7.2.2).",
  ],
};

function subject(roa: Roa): string {
  const origin = roa.asn === 0 ? "nobody (AS0)" : `AS${roa.asn}`;
  return `${origin} to originate ${roa.prefix}, max length ${maxLengthText(roa)}`;
}

function expiry({ leaseEnd, removeOn }: Roa): string[] {
  const end =
    leaseEnd === undefined
      ? []
      : [`The authorisation should not outlive the lease: its last day is ${leaseEnd} (UTC).`];
  const removal =
    removeOn === undefined ? [] : [`Please do not renew it beyond ${removeOn} (UTC): remove it that day.`];
  return [...end, ...removal];
}
