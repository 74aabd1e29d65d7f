import { z } from "zod";
import { isoDate } from "../../../lease/lease";
import { parseAddress } from "../../../lease/prefix";

/**
 * How much a listing weighs. `severe`: stolen or spam-hosting space, or a whole AS, which marketplaces refuse. `major`: lists
 * by which mail or web services refuse traffic widely. `minor`: lists that few act on. `policy`: a statement of which hosts
 * should send mail, no abuse.
 */
export const WEIGHTS = ["severe", "major", "minor", "policy"] as const;
export type Weight = (typeof WEIGHTS)[number];

const httpsUrl = z.string().regex(/^https?:\/\/[^\s/@]+(?:\/\S*)?$/, "write a URL without user and password");
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "use lower-case letters, digits and single hyphens");
const weight = z.enum(WEIGHTS);
const returnAddress = z.string().regex(/^127(?:\.\d{1,3}){3}$/, "write a return code in full, such as 127.0.0.2");
const environmentName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, "name an environment variable, such as ABUSEIPDB_API_KEY");
const jsonPointer = z
  .string()
  .regex(/^(?:\/[^/]*)*$/, "write a JSON pointer, such as /data/score; {address} stands for the address");
const address = z.string().refine(isAddress, "write a single address");

function isAddress(text: string): boolean {
  try {
    parseAddress(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether somebody read the terms of use for this catalogue. */
const terms = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("not-read") }),
  z.strictObject({
    state: z.literal("read"),
    on: isoDate,
    /** What they permit and forbid, in a sentence. */
    permits: z.string().min(1),
  }),
]);

const common = {
  id: slug,
  name: z.string().min(1),
  /** Who runs it. */
  operator: z.string().min(1),
  /** What it lists, as the end of "It lists …". */
  lists: z.string().min(1),
  weight,
  /**
   * What a listing is about: one `address`; a `range` by what its hosts did; or the whole `asn` that announces it, which is
   * not the lessee's doing.
   */
  scope: z.enum(["address", "range", "asn"]).default("address"),
  families: z
    .array(z.union([z.literal(4), z.literal(6)]))
    .min(1)
    .default([4]),
  documentation: httpsUrl,
  termsUrl: httpsUrl,
  terms: terms.default({ state: "not-read" }),
  /** No longer served: it cannot be chosen. */
  retired: z.strictObject({ since: z.string().regex(/^\d{4}(?:-\d{2}){0,2}$/), why: z.string().min(1) }).optional(),
  /** Most questions a second that its operator wants. */
  perSecond: z.number().gt(0).max(100_000).optional(),
};

/** A DNS zone that lists addresses (RFC 5782). */
const dnsblEngine = z.strictObject({
  ...common,
  kind: z.literal("dnsbl"),
  /** `{key}` stands for the customer's key. */
  zone: z
    .string()
    .regex(/^(?:\{key\}\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, "write a zone's name"),
  /** Environment variable that holds the key. */
  keyFrom: environmentName.optional(),
  /** What its return codes mean; a code that is not here counts by the zone's weight. */
  codes: z
    .array(
      z.strictObject({
        code: returnAddress,
        means: z.string().min(1),
        weight: weight.optional(),
        /** It says nothing bad: the zone praises, too. */
        harmless: z.literal(true).optional(),
      }),
    )
    .default([]),
  /** Codes by which it refuses to answer, besides 127.255.255.0/24 and 127.0.0.1, which are refusals everywhere. */
  errorCodes: z.array(z.strictObject({ code: returnAddress, means: z.string().min(1) })).default([]),
  /** Addresses that must and must not be listed before the zone is believed. @default those of RFC 5782 §5 */
  selfTest: z.strictObject({ listed: address, unlisted: address }).optional(),
});

/** Formats of published lists. */
export const LIST_FORMATS = ["drop-json", "asn-json", "cidr-text", "asn-text", "dshield"] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

const listFields = {
  ...common,
  /** Where it is published, where nobody says otherwise. */
  url: httpsUrl,
  format: z.enum(LIST_FORMATS),
  /** Fetched no more often than this, in minutes, where there is a cache. */
  leastMinutes: z.int().min(1).max(10_080).default(60),
  /** Older lists say nothing about now. Hours. */
  maxAgeHours: z.int().min(1).max(8760).default(72),
  /** A list with fewer entries is taken for broken. */
  leastEntries: z.int().min(0).default(1),
};

/** A published list of prefixes. */
const fileEngine = z.strictObject({ ...listFields, kind: z.literal("file") });
/** A published list of AS numbers. */
const asnEngine = z.strictObject({ ...listFields, kind: z.literal("asn") });

/** A service that is asked about one address over HTTP and answers JSON. */
const httpEngine = z.strictObject({
  ...common,
  kind: z.literal("http"),
  method: z.enum(["GET", "POST"]).default("GET"),
  /** `{address}` stands for the address that is asked about. */
  url: httpsUrl.refine((text) => text.includes("{address}"), "say where the address goes: {address}"),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), z.string()).default({}),
  /** How the customer's key is sent, and the environment variable that holds it. */
  key: z
    .strictObject({
      from: environmentName,
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,64}$/)
        .optional(),
      query: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,64}$/)
        .optional(),
      /** In the URL, where `{key}` stands. */
      path: z.literal(true).optional(),
      /** Stands before the key in a header: `Bearer `. */
      prefix: z.string().max(32).default(""),
    })
    .refine(
      (key) => [key.header, key.query, key.path].filter((one) => one !== undefined).length === 1,
      "say one of header, query, path",
    )
    .optional(),
  /** What in the answer says that the address is listed. */
  listed: z
    .strictObject({
      /** RFC 6901; empty for the whole answer. */
      pointer: jsonPointer,
      /** Listed from this number on. */
      atLeast: z.number().optional(),
      /** Listed where it is exactly this. */
      equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
      /** Listed where it is a list or an object with entries. */
      hasEntries: z.literal(true).optional(),
      /** An answer without it, but with something here, says that the address is not listed. @default it says nothing */
      absentIsUnlistedWith: jsonPointer.optional(),
    })
    .refine(
      (test) => [test.atLeast, test.equals, test.hasEntries].filter((one) => one !== undefined).length === 1,
      "say one of atLeast, equals, hasEntries",
    ),
  /** Statuses by which the service says that it does not list the address. */
  unlistedStatuses: z.array(z.int().min(200).max(499)).default([]),
  /** Most addresses in one run: such services count questions by day. */
  mostQuestions: z.int().min(1).max(100_000).default(100),
});

/** An engine of the catalogue, or one of the user's own. Unknown keys are errors. */
export const engineSchema = z.discriminatedUnion("kind", [dnsblEngine, fileEngine, asnEngine, httpEngine]);
export type Engine = z.output<typeof engineSchema>;
export type EngineInput = z.input<typeof engineSchema>;
export type DnsblEngine = z.output<typeof dnsblEngine>;
export type ListEngine = z.output<typeof fileEngine> | z.output<typeof asnEngine>;
export type HttpEngine = z.output<typeof httpEngine>;

/** The environment variable that an engine's key is read from, unless the settings name another; undefined: it needs none. */
export function keyVariable(engine: Engine): string | undefined {
  if (engine.kind === "dnsbl") return engine.keyFrom;
  return engine.kind === "http" ? engine.key?.from : undefined;
}
