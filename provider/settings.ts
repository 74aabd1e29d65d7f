import { z } from "zod";
import { AddressError } from "../lease/address-error";
import { isAllowed } from "../register/fetch-bytes";
import { withdrawnRoutes } from "./routes/withdrawn-routes";

/** A setting that is absent is `undefined`; an empty text counts as absent, since that is how CI leaves a variable out. */
const text = z.string().trim().min(1);

/** `https:` anywhere, `http:` on this machine alone: a credential must not cross a network in clear. */
const serviceUrl = text.refine((value) => isSafeUrl(value) && new URL(value).search === "", {
  error: "give an https URL without user, query or fragment (http only on the loopback address)",
});

/** Many ticketing systems put the right to post into the query. */
const postUrl = text.refine(isSafeUrl, {
  error: "give an https URL without user or fragment (http only on the loopback address)",
});

/** An integer, also as the text that stack configuration and environment variables hold it in. */
const minutes = z.coerce.number({ error: "give whole minutes, such as 120" }).int().min(1).max(10_080);

/**
 * Everything the plugin is told about registries, announcers and what the internet sees. Each comes from provider
 * configuration (`pulumi config set leasehold:krillUrl …`, or the arguments of an explicit provider), else from the
 * environment. Credentials are never part of a resource, so they reach no resource's state.
 */
export const settingsSchema = z.object({
  /** Krill's base URL, such as `https://krill.example:3000`. */
  krillUrl: serviceUrl.optional(),
  /** Handle of the CA in Krill that holds the leased prefix. */
  krillCa: text.optional(),
  /** Krill's API token. */
  krillToken: text.optional(),
  /** RIPE NCC's RPKI management API. */
  ripeUrl: serviceUrl.default("https://my.ripe.net/api/rpki"),
  /** API key of the RIPE NCC account, with the RPKI right. */
  ripeKey: text.optional(),
  /** ARIN's Reg-RWS. */
  arinUrl: serviceUrl.default("https://reg.arin.net"),
  /** Org handle at ARIN that holds the space. */
  arinOrg: text.optional(),
  /** API key of an ARIN Online account linked to that organisation. */
  arinKey: text.optional(),
  /** Where a ROA request is posted with the publisher `webhook`. */
  webhookUrl: postUrl.optional(),
  /** Key of the posts' HMAC signature. */
  webhookSecret: text.optional(),
  /** Validated payloads as a relying party writes them: a file or an URL (Routinator `/json`, rpki-client, StayRTR). */
  vrps: text.optional(),
  /** Age in minutes beyond which validated payloads count as unknown. */
  vrpsMaxAge: minutes.default(120),
  /** Cloudflare's API. */
  cloudflareUrl: serviceUrl.default("https://api.cloudflare.com/client/v4"),
  /** Id of the Cloudflare account that the prefix was brought to. */
  cloudflareAccount: text.optional(),
  /** Cloudflare API token that may edit IP prefixes' BGP status. */
  cloudflareToken: text.optional(),
  /** AWS region that the prefix was brought to. Credentials come as for any AWS tool. */
  awsRegion: text.optional(),
  /** Another EC2 endpoint, such as a test server on this machine. */
  awsEndpoint: serviceUrl.optional(),
  /** A GoBGP speaker for the announcer `lessee`: `host:port` of its gRPC listener, or the path of the `gobgp` command. */
  gobgp: text.optional(),
  /**
   * Routes that nobody announces any more though neither the program nor an announcer can show it, such as
   * `203.0.113.0/24 AS64496`, separated by commas. The guard of removals then leaves them out.
   */
  withdrawn: text
    .refine(areRoutes, { error: "give routes as prefix and ASN, separated by commas: 203.0.113.0/24 AS64496" })
    .optional(),
});

/** Settings after reading, with defaults. */
export type ProviderSettings = z.output<typeof settingsSchema>;
export type SettingName = keyof ProviderSettings;

/** Settings that are credentials: marked secret in the schema and in the state, and never part of a message. */
export const SECRET_SETTINGS: ReadonlySet<SettingName> = new Set<SettingName>([
  "krillToken",
  "ripeKey",
  "arinKey",
  "webhookSecret",
  "cloudflareToken",
]);

/** Whether a setting's value is a credential, or a URL that holds one. */
export function isSecretSetting(name: string, value: unknown): boolean {
  if ((SECRET_SETTINGS as ReadonlySet<string>).has(name)) return true;
  if ((name !== "vrps" && name !== "webhookUrl") || typeof value !== "string" || !URL.canParse(value)) return false;
  const { username, password, search } = new URL(value);
  return username !== "" || password !== "" || search !== "";
}

/** Environment variables of each setting; the first that is set and not empty counts. */
export const SETTING_VARIABLES: Readonly<Record<SettingName, readonly string[]>> = {
  krillUrl: ["LEASEHOLD_KRILL_URL"],
  krillCa: ["LEASEHOLD_KRILL_CA"],
  krillToken: ["LEASEHOLD_KRILL_TOKEN"],
  ripeUrl: ["LEASEHOLD_RIPE_URL"],
  ripeKey: ["LEASEHOLD_RIPE_KEY"],
  arinUrl: ["LEASEHOLD_ARIN_URL"],
  arinOrg: ["LEASEHOLD_ARIN_ORG"],
  arinKey: ["LEASEHOLD_ARIN_KEY"],
  webhookUrl: ["LEASEHOLD_WEBHOOK_URL"],
  webhookSecret: ["LEASEHOLD_WEBHOOK_SECRET"],
  vrps: ["LEASEHOLD_VRPS"],
  vrpsMaxAge: ["LEASEHOLD_VRPS_MAX_AGE"],
  cloudflareUrl: ["LEASEHOLD_CLOUDFLARE_URL"],
  cloudflareAccount: ["LEASEHOLD_CLOUDFLARE_ACCOUNT"],
  cloudflareToken: ["LEASEHOLD_CLOUDFLARE_TOKEN", "CLOUDFLARE_API_TOKEN"],
  awsRegion: ["AWS_REGION", "AWS_DEFAULT_REGION"],
  awsEndpoint: ["AWS_ENDPOINT_URL_EC2"],
  gobgp: ["LEASEHOLD_GOBGP"],
  withdrawn: ["LEASEHOLD_WITHDRAWN"],
};

export const SETTING_NAMES = Object.keys(SETTING_VARIABLES) as SettingName[];

/** A setting that cannot be used. The value is never repeated: it may be a credential. */
export interface SettingProblem {
  readonly setting: string;
  /** What is wrong and what to write instead. */
  readonly reason: string;
}

/** Settings that cannot be used, all at once. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly SettingProblem[]) {
    super(problems.map(({ setting, reason }) => `${settingPlace(setting)}: ${reason}`).join("\n"));
    this.name = "SettingsError";
  }
}

/** How a setting is given, for messages: `leasehold:krillUrl (or LEASEHOLD_KRILL_URL)`. */
export function settingPlace(setting: string): string {
  const [variable] = SETTING_VARIABLES[setting as SettingName] ?? [];
  return variable === undefined ? `leasehold:${setting}` : `leasehold:${setting} (or ${variable})`;
}

/**
 * Reads the settings. Configuration comes before the environment.
 *
 * @param config Provider configuration by name; names of other parts of Leasehold, such as `register`, are left alone.
 * @throws SettingsError naming every setting that cannot be used, without its value.
 */
export function readSettings(
  config: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): ProviderSettings {
  const given: Record<string, unknown> = {};
  for (const setting of SETTING_NAMES) {
    const value = [config[setting], ...SETTING_VARIABLES[setting].map((name) => environment[name])].find(isGiven);
    if (value !== undefined) given[setting] = value;
  }
  const misspelt = Object.keys(config).filter(isMisspelt);
  const parsed = settingsSchema.safeParse(given);
  const problems = [
    ...misspelt.map((setting) => ({ setting, reason: `is no setting; there are ${SETTING_NAMES.join(", ")}` })),
    ...(parsed.success ? [] : parsed.error.issues.map(readableProblem)),
  ];
  if (problems.length > 0 || !parsed.success) throw new SettingsError(problems);
  return parsed.data;
}

/** Zod's own words about types are for programmers; ours are kept. The value is left out: it may be a credential. */
function readableProblem({ path, message, code }: z.core.$ZodIssue): SettingProblem {
  return {
    setting: String(path[0]),
    reason: code === "invalid_type" && path[0] !== "vrpsMaxAge" ? "give a text that is not empty" : message,
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Other names of the namespace are somebody else's, but not those that begin like a setting. */
function isMisspelt(name: string): boolean {
  if ((SETTING_NAMES as string[]).includes(name)) return false;
  return /^(?:krill|ripe|arin|webhook|vrps|cloudflare|aws|gobgp)/i.test(name);
}

function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== "" || url.password !== "" || url.hash !== "") return false;
  return isAllowed(url, true);
}

function areRoutes(value: string): boolean {
  try {
    withdrawnRoutes(value);
    return true;
  } catch (error) {
    if (error instanceof AddressError) return false;
    throw error;
  }
}
