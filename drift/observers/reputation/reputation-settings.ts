import { z } from "zod";
import { nearest } from "../../../policies/nearest";
import { resolverSetting } from "../../dns/resolver-setting";
import { ENGINES } from "./catalogue";
import { type Engine, engineSchema } from "./engine";

const perEngine = <T extends z.ZodType>(value: T, meaning: string) =>
  z.record(z.string(), value).default({}).describe(meaning);

const fields = z.strictObject({
  engines: z
    .array(z.string())
    .max(200)
    .default([])
    .describe(
      "Ids of the engines to ask, by leasehold reputation engines; none is asked unless it is here. To choose one is to say that its terms of use were read",
    ),
  resolvers: z
    .array(resolverSetting)
    .max(16)
    .default([])
    .describe(
      "DNS resolvers for zones, as 192.0.2.53 or 127.0.0.1:5300; none: those of this machine. Many zones refuse public resolvers",
    ),
  perSecond: z
    .number()
    .gt(0)
    .max(100_000)
    .default(50)
    .describe("Most questions a second to each engine; an engine's own limit counts where it is lower"),
  maxAddresses: z
    .int()
    .min(1)
    .max(65_536)
    .default(4096)
    .describe("Most addresses in a run: blocks are asked whole while they fit, then what is in use alone"),
  timeoutMs: z.int().min(10).max(60_000).default(2000).describe("Milliseconds to wait for a zone's answer, each try"),
  reasons: z.boolean().default(true).describe("Ask zones for the reason of what they list (TXT)"),
  policyListings: z
    .boolean()
    .default(false)
    .describe("Report policy listings too, such as Spamhaus PBL, as warnings: they are no abuse"),
  severities: perEngine(z.enum(["error", "warning"]), "Severity of listings by engine, in place of its weight's"),
  files: perEngine(z.string().min(1), "Path or URL of a list by engine, in place of the published one"),
  cache: z
    .string()
    .min(1)
    .optional()
    .describe("Folder in which lists are kept, so that none is fetched more often than its operator wants"),
  keys: perEngine(
    z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "name an environment variable"),
    "Environment variable that holds the key, by engine",
  ),
  own: z.array(engineSchema).max(200).default([]).describe("Engines of your own, in the form of the catalogue's"),
});

/** What `drift.reputation` of leasehold.yaml may say. */
export const reputationSettingsSchema = fields.superRefine((settings, context) => {
  const known = new Map([...ENGINES, ...settings.own].map((engine) => [engine.id, engine]));
  const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  const check = (id: string, path: (string | number)[]): void => {
    const engine = known.get(id);
    if (engine === undefined) {
      const near = nearest(id, [...known.keys()]);
      issue(
        path,
        `there is no engine ${id}; ${near === undefined ? "leasehold reputation engines lists them" : `did you mean ${near}?`}`,
      );
    } else if (engine.retired !== undefined) {
      issue(path, `${id} was retired in ${engine.retired.since} (${engine.retired.why}); take it out`);
    }
  };
  for (const [at, id] of settings.engines.entries()) check(id, ["engines", at]);
  for (const part of ["severities", "files", "keys"] as const) {
    for (const id of Object.keys(settings[part])) check(id, [part, id]);
  }
  for (const [at, { id }] of settings.own.entries()) {
    const first = settings.own.findIndex((other) => other.id === id);
    if (first < at || ENGINES.some((engine) => engine.id === id)) {
      issue(["own", at, "id"], `${id} is the id of another engine; choose one of its own`);
    }
  }
});
export type ReputationSettings = z.output<typeof reputationSettingsSchema>;
export type ReputationSettingsInput = z.input<typeof reputationSettingsSchema>;

/** The engines that the settings choose, each once, in their order. */
export function chosenEngines({ engines, own }: ReputationSettings): Engine[] {
  const known = new Map([...ENGINES, ...own].map((engine) => [engine.id, engine]));
  return [...new Set(engines)].map((id) => known.get(id)).filter((engine) => engine !== undefined);
}
