import { readFileSync } from "node:fs";
import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { approvalSettingsSchema } from "./approvals/approval-settings";
import { nearest } from "./nearest";
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
});
/** Settings with every default filled in. */
export type Settings = z.output<typeof settingsSchema>;

/** The settings of a project without a `leasehold.yaml`. */
export const defaultSettings: Settings = settingsSchema.parse({});

/** A `leasehold.yaml` that cannot be used. The message holds every problem, each with its line and column. */
export class SettingsError extends Error {
  constructor(
    /** The file as it was named. */
    readonly file: string,
    /** One text a problem, with its position first. */
    readonly problems: readonly string[],
  ) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "SettingsError";
  }
}

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  if (document.errors.length > 0) {
    throw new SettingsError(
      file,
      document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`),
    );
  }
  const parsed = settingsSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(issue.path, key) }));
    }
    return [{ path: issue.path, message: `${issue.path.join(".") || "the file"}: ${issue.message}` }];
  });
  throw new SettingsError(
    file,
    problems.map(({ path, message }) => {
      const offset = offsetOf(document.contents, path);
      return offset === undefined ? message : `${at(offset)}: ${message}`;
    }),
  );
}

/** The JSON Schema of `leasehold.yaml`, published for editors. */
export function settingsJsonSchema(): object {
  return { title: "leasehold.yaml", ...z.toJSONSchema(settingsSchema, { io: "input" }) };
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const known =
    path.length === 0
      ? Object.keys(settingsSchema.shape)
      : path[0] === "riskyPorts"
        ? ["ports", "purposes"]
        : path[0] === "waivers"
          ? Object.keys(waiverSchema.shape)
          : path[0] === "approvals"
            ? Object.keys(approvalSettingsSchema.shape)
            : ["4", "6"];
  const near = nearest(key, known);
  return near
    ? `unknown setting ${key}; did you mean ${near}?`
    : `unknown setting ${key}; known are: ${known.join(", ")}`;
}

/** Where the key or value at `path` starts; the nearest one above it where the path leads nowhere. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step));
      if (!pair) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else {
      const item = isSeq(node) && typeof step === "number" ? node.items[step] : undefined;
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}
