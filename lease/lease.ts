import { z } from "zod";
import { AddressError } from "./address-error";
import { formatPrefix, formatShort, type Prefix, parseAddress, parsePrefix } from "./prefix";

/** What a segment is used for. The first six are known to the rules; a team may use words of its own. */
export const KNOWN_PURPOSES = ["web", "admin", "data-collection", "email", "standby", "quarantine"] as const;

const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "use a slug of lower-case letters, digits and inner hyphens, at most 63",
  );

/** A calendar day, `YYYY-MM-DD`, read as UTC. */
export const isoDate = z.iso.date("use a calendar day, YYYY-MM-DD");

const asnRange = "use an AS number, a whole number from 0 to 4294967295";
/** An autonomous system number, 0 to 4294967295 (RFC 6793). AS0 says that nobody may originate (RFC 6483 §4). */
export const asn = z.int(asnRange).min(0, asnRange).max(4_294_967_295, asnRange);

/** Text that `parse` accepts, turned into its canonical form. The error names the value and the fix. */
function canonical(parse: (text: string) => Prefix, format: (prefix: Prefix) => string) {
  return z.string().transform((text, context) => {
    try {
      return format(parse(text));
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });
}

/** Text of a prefix that is canonical: strict notation, no host bits, IPv6 in RFC 5952 form. */
export const canonicalPrefix = canonical(parsePrefix, formatPrefix);

/** Text of a single address that is canonical, without a length. */
export const canonicalAddress = canonical(parseAddress, formatShort);

export const leaseStatus = z.enum(["onboarding", "active", "quarantined", "offboarding", "released"]);

const term = z
  .strictObject({ start: isoDate, end: isoDate, noticeDays: z.int().min(0).max(3650).optional() })
  .refine(({ start, end }) => start <= end, {
    path: ["end"],
    error: ({ input }) => {
      const { start, end } = input as { start: string; end: string };
      return `the term ends on ${end}, before it starts on ${start}; give an end on or after the start (it is inclusive)`;
    },
  });

const segmentDeclaration = z.strictObject({
  name: slug,
  purpose: z.string().min(1, "is empty; name the use, such as web"),
  prefixes: z.array(canonicalPrefix),
  /** Zone (`eu-west-1a`, a second address of it `eu-west-1a/2`) to the address that was placed there. */
  placements: z.record(z.string(), canonicalAddress).optional(),
});

const segmentDeclarations = z.array(segmentDeclaration).superRefine((segments, context) => {
  const seen = new Set<string>();
  for (const [at, { name }] of segments.entries()) {
    if (seen.has(name)) {
      const message = `segment ${name} is declared twice; keep one, or choose another name`;
      context.addIssue({ code: "custom", path: [at, "name"], message });
    }
    seen.add(name);
  }
});

/**
 * A lease of one prefix: who leases it from whom, for how long, for which uses, who announces it, and where it was placed.
 * Only `id`, `prefix`, `status` and `term` are required; another absence is a finding of a rule. Unknown keys are errors.
 */
export const leaseSchema = z.strictObject({
  id: slug,
  prefix: canonicalPrefix,
  status: leaseStatus,
  term,
  lessor: z
    .strictObject({
      name: z.string(),
      agreement: z.string(),
      contact: z.string(),
      holder: z.string(),
      rir: z.enum(["ripe", "arin", "apnic", "lacnic", "afrinic"]),
    })
    .optional(),
  owner: z.strictObject({ team: z.string(), contact: z.string() }).optional(),
  allowedUses: z.array(z.string().min(1, "is empty; name a use, such as web")).optional(),
  contacts: z.strictObject({ abuse: z.string(), transit: z.array(z.string()).optional() }).optional(),
  routing: z
    .strictObject({
      announcedBy: z.enum(["aws", "cloudflare", "lessee", "lessor", "none"]),
      origins: z.array(asn),
      longestAnnounced: z.int().min(0).max(128).optional(),
      byoasn: asn.optional(),
      authorization: z.strictObject({ reference: z.string(), verifiedOn: isoDate }).optional(),
      monitors: z.array(z.string()).optional(),
    })
    .optional(),
  reverseDns: z.strictObject({ responsibility: z.enum(["lessee", "lessor"]) }).optional(),
  provenance: z
    .strictObject({ verifiedOn: isoDate, verifiedBy: z.string(), evidence: z.string(), kyc: z.string().optional() })
    .optional(),
  reputation: z.strictObject({ checkedOn: isoDate, listings: z.array(z.string()) }).optional(),
  quarantinePlan: z.strictObject({ document: z.string(), onCall: z.string() }).optional(),
  quarantineDrill: z.strictObject({ ranOn: isoDate, evidence: z.string() }).optional(),
  retentionDays: z.int().min(1).optional(),
  segments: segmentDeclarations.optional(),
});

/** A lease after parsing: `prefix` and segment prefixes are canonical text. */
export type Lease = z.output<typeof leaseSchema>;
/** A lease as a program or a register writes it. */
export type LeaseInput = z.input<typeof leaseSchema>;
export type LeaseStatus = z.output<typeof leaseStatus>;
/** A segment as a lease records it. */
export type LeaseSegment = NonNullable<Lease["segments"]>[number];
