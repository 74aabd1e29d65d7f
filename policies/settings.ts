import { readFileSync } from "node:fs";
import { z } from "zod";
import { approvalSettingsSchema } from "./approvals/approval-settings";
import { geofeedSettingsSchema } from "./geofeed-settings";
import { readSettingsDocument, SettingsError } from "./settings-document";
import { waiverSchema } from "./waivers/waivers";

const port = z.int().min(0).max(65_535);
const purposes = z.array(z.string().min(1)).default([]).describe("Purposes of segments that may use the port");

const portRange = z.union([
  port.transform((only) => ({ from: only, to: only })),
  z
    .string()
    .regex(/^\d{1,5}-\d{1,5}$/, "write a range of ports as 135-139")
    .transform((text) => ({ from: Number(text.split("-")[0]), to: Number(text.split("-")[1]) }))
    .refine(({ from, to }) => from <= to && to <= 65_535, "a range of ports goes upwards and ends at 65535"),
]);

const riskyPort = z.union([
  portRange.transform((range) => ({ ...range, purposes: [] as string[] })),
  z.strictObject({ ports: portRange, purposes }).transform(({ ports, purposes }) => ({ ...ports, purposes })),
]);

/** Ports that compromised hosts use first. Mail is for email segments; the others are for none. */
const RISKY_PORTS: readonly z.input<typeof riskyPort>[] = [
  23,
  { ports: 25, purposes: ["email"] },
  "135-139",
  445,
  1433,
  3306,
  3389,
  5432,
  5900,
  6379,
  6667,
  11211,
];

/** Whole days, up to ten years. */
function days(standard: number, meaning: string) {
  return z.int().min(0).max(3650).default(standard).describe(meaning);
}

/** What `leasehold.yaml` may say. Every number of a rule is here, with its default; unknown keys are errors. */
export const settingsSchema = z.strictObject({
  leaseExpiringDays: z
    .int()
    .min(0)
    .max(3650)
    .default(30)
    .describe("lease-expiring: warn this many days before the end, or with the notice period where that is longer"),
  longestPublic: z
    .strictObject({ 4: z.int().min(0).max(32).default(24), 6: z.int().min(0).max(128).default(48) })
    .default({ 4: 24, 6: 48 })
    .describe("announcement-too-specific: the longest prefix that networks carry, by address family"),
  openEgressPorts: z
    .int()
    .min(1)
    .max(65_536)
    .default(60_000)
    .describe("open-egress: from this many ports on, a wide destination is open egress"),
  openEgressShare: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe("open-egress: the share of the address space from which on a destination is wide"),
  riskyPorts: z
    .array(riskyPort)
    .default(RISKY_PORTS.map((entry) => riskyPort.parse(entry)))
    .describe("risky-port: the whole list, as ports, ranges, or {ports, purposes} with the purposes that may use them"),
  reverseDnsForAdmin: z
    .boolean()
    .default(false)
    .describe("reverse-dns-missing: NAT addresses of admin segments need a reverse name too"),
  referenceMaxBitsShorter: z
    .int()
    .min(0)
    .max(128)
    .default(4)
    .describe(
      "orphaned-reference: a CIDR that contains the space and is more bits shorter than this means something else",
    ),
  provenanceMaxAgeDays: days(365, "provenance-unverified: a verification older than this many days is stale"),
  provenanceGraceDays: days(
    7,
    "provenance-unverified: an onboarding lease has this many days from its start to be verified",
  ),
  kycLessors: z
    .array(z.string().min(1))
    .default([])
    .describe('provenance-unverified: names of the lessors that ask for a KYC reference; "*" stands for every lessor'),
  handoverReputationDays: days(
    14,
    "handover-reputation-missing: the reputation baseline is taken by this many days after the start",
  ),
  quarantineDrillFirstDays: days(7, "quarantine-drill-stale: the first drill is run by this many days after the start"),
  quarantineDrillDays: days(90, "quarantine-drill-stale: a drill older than this many days is stale"),
  breakGlassHours: z
    .number()
    .gt(0)
    .default(24)
    .describe("break-glass-missing: the longest time, in hours, for which a way around may be open"),
  flowLogRetentionDays: days(
    90,
    "flow-log-retention: days to keep flow logs where the lease's retentionDays says nothing",
  ),
  privilegedRoles: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "broad-network-permission: ARNs (with * and ?) or names of roles that may do privileged network actions, besides those that PrivilegedAccess names",
    ),
  severities: z
    .record(z.string(), z.enum(["error", "warning", "off"]))
    .default({})
    .describe("Severity by rule name, in place of the rule's own; off: the rule does not run"),
  waivers: z.array(waiverSchema).max(10_000).default([]).describe("Findings that are accepted for now"),
  baseline: z.string().min(1).optional().describe("File of findings that were known; only what is new fails"),
  ownRules: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("Folder of rules of your own, in Rego, relative to this file; leasehold rules build compiles them"),
  approvals: approvalSettingsSchema.optional().describe("Who must sign a privileged change; absent: nobody"),
  geofeed: geofeedSettingsSchema,
  // Read by `leasehold drift` alone, with schemas that nothing else needs.
  drift: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? undefined)
    .describe("What leasehold drift looks at, and how"),
});
/** Settings with every default filled in. */
export type Settings = z.output<typeof settingsSchema>;

/** The settings of a project without a `leasehold.yaml`. */
export const defaultSettings: Settings = settingsSchema.parse({});

/** Reads a `leasehold.yaml`. Throws `SettingsError` with all problems at once; a missing file is one of them. */
export function loadSettings(file: string): Settings {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw new SettingsError(file, [reason]);
  }
  return parseSettings(text, file);
}

/** As `loadSettings`, of text that is already read; `file` names it in errors. */
export function parseSettings(text: string, file: string): Settings {
  return readSettingsDocument(text, file, settingsSchema);
}

/** The JSON Schema of `leasehold.yaml`, but for what `drift` takes: drift/settings-schema.ts adds that. */
export function settingsJsonSchema(): object {
  return { title: "leasehold.yaml", ...z.toJSONSchema(settingsSchema, { io: "input" }) };
}
