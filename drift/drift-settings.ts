import { z } from "zod";
import { readSettingsDocument } from "../policies/settings-document";
import { notifySettingsSchema } from "./notify/notify-settings";
import { awsSettingsSchema } from "./observers/aws/aws-settings";
import { bgpSettingsSchema } from "./observers/bgp/bgp-settings";
import { dnsSettingsSchema } from "./observers/dns/dns-settings";
import { rdapSettingsSchema } from "./observers/rdap/rdap-settings";
import { reputationSettingsSchema } from "./observers/reputation/reputation-settings";
import { rpkiSettingsSchema } from "./observers/rpki/rpki-settings";
import { flappingSettingsSchema } from "./store/flapping-settings";

/** Settings of an observer. Its key alone, with nothing behind it, is enough for it to run. */
function section<Schema extends z.ZodType>(schema: Schema, meaning: string) {
  return z
    .preprocess((value) => (value === null ? {} : value), schema)
    .optional()
    .describe(meaning);
}

/** What `drift:` of `leasehold.yaml` may say. An observer runs where its key is there, be it empty. */
export const driftSettingsSchema = z.strictObject({
  timeout: z
    .number()
    .gt(0)
    .max(86_400)
    .default(120)
    .describe("Seconds that each observer may take; what it has not seen by then is unknown"),
  ignore: z
    .string()
    .min(1)
    .max(4096)
    .default(".leaseholdignore")
    .describe("File of drift that is known and accepted, in gitignore syntax, relative to this file"),
  store: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("File that keeps what was found over time, relative to this file; absent: nothing is kept"),
  flapping: flappingSettingsSchema.prefault({}).describe("When what comes and goes is no longer told each time"),
  notify: notifySettingsSchema
    .default([])
    .describe("Who is told of what is new, worse or recovered; needs a store. Secrets stand in environment variables"),
  aws: section(awsSettingsSchema, "What AWS has of the leases, in regions and accounts"),
  dns: section(dnsSettingsSchema, "Reverse names, whether they lead back, and who answers for their zones"),
  rpki: section(rpkiSettingsSchema, "ROAs as a relying party sees them"),
  bgp: section(bgpSettingsSchema, "Routes, in views of the routing table"),
  reputation: section(reputationSettingsSchema, "Blocklists and other engines that speak ill of addresses"),
  rdap: section(rdapSettingsSchema, "How leases are registered: holder, status, abuse contact, reverse delegation"),
});
export type DriftSettings = z.output<typeof driftSettingsSchema>;

/** The settings of a project that says nothing of drift. */
export const defaultDriftSettings: DriftSettings = driftSettingsSchema.parse({});

/** `drift:` of a `leasehold.yaml`. @throws SettingsError with all problems at once, each with its place in the file */
export function parseDriftSettings(text: string, file: string): DriftSettings {
  return readSettingsDocument(text, file, driftSettingsSchema, "drift");
}
