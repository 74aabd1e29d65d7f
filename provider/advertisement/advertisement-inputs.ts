import type { CheckResult } from "@pulumi/pulumi/provider";
import { z } from "zod";
import { formatPrefix, type Prefix, parsePrefix } from "../../lease/prefix";
import { ANNOUNCERS, type AnnouncedPrefix, type AnnouncerName } from "../announcers/announcer";
import { InputChecks } from "../input-checks";
import { knownProperties, type Properties } from "../property-value";

/** An announcement as its properties say, all of them known. */
export interface ReadAdvertisement {
  readonly route: AnnouncedPrefix;
  readonly by: AnnouncerName;
  /** Whether it is to be announced. */
  readonly advertised: boolean;
  /** Whether to wait for a ROA before it is. */
  readonly waitForRoa: boolean;
}

const shape = z.object({
  leaseId: z.string(),
  prefix: z.string(),
  origin: z.int(),
  by: z.enum(ANNOUNCERS),
  advertised: z.boolean().default(true),
  waitForRoa: z.boolean().default(true),
});

const OUTPUTS = ["state", "validity"];

/** Checks the inputs of an announcement, and completes and normalises them. */
export function checkAdvertisement(news: Properties): CheckResult {
  const checks = new InputChecks(news);
  checks.require("leaseId", "name the lease");
  checks.text("leaseId");
  checks.require("prefix", "give the prefix that is announced");
  checks.prefix("prefix");
  checks.require("origin", "give the AS that originates the prefix");
  checks.asn("origin");
  if (checks.known("origin") === 0) checks.fail("origin", "AS0 never announces (RFC 7607); give the AS that does");
  checks.require("by", `say who announces: ${ANNOUNCERS.join(", ")}`);
  checks.oneOf("by", ANNOUNCERS);
  for (const flag of ["advertised", "waitForRoa"]) {
    checks.setDefault(flag, true);
    if (!["boolean", "undefined"].includes(typeof checks.known(flag))) checks.fail(flag, "give true or false");
  }
  return { inputs: checks.inputs, failures: checks.failures };
}

/** Reads the properties of an announcement, inputs or outputs. @throws AddressError or ZodError where they are none */
export function readAdvertisement(properties: Properties): ReadAdvertisement {
  const { leaseId, prefix, origin, ...rest } = shape.parse(knownProperties(properties));
  return { route: { leaseId, prefix: parsePrefix(prefix), origin }, ...rest };
}

/** Properties without what the provider adds to the inputs. */
export function advertisementInputs(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !OUTPUTS.includes(name)));
}

export function advertisementId({ leaseId, prefix, origin }: AnnouncedPrefix): string {
  return `${leaseId}:${formatPrefix(prefix)}:AS${origin}`;
}

/**
 * Reads an id as `pulumi import` gets it: who announces, before the resource's own id, `aws:office-2026:203.0.113.0/24:AS64496`.
 * @throws Error that says how an id is written.
 */
export function parseAdvertisementId(id: string): ReadAdvertisement {
  const [, by, leaseId = "", prefix = "", origin] =
    /^([a-z]+):([^:/]+):([0-9a-fA-F.:]+\/\d{1,3}):AS(\d{1,10})$/.exec(id) ?? [];
  const announcer = ANNOUNCERS.find((name) => name === by);
  const parsed: Prefix | undefined = announcer === undefined ? undefined : parsePrefix(prefix);
  if (announcer === undefined || parsed === undefined) {
    throw new Error(
      `${JSON.stringify(id.slice(0, 100))} is no id of an announcement; write announcer:lease:prefix:ASN, ` +
        "such as aws:office-2026:203.0.113.0/24:AS64496",
    );
  }
  return {
    route: { leaseId, prefix: parsed, origin: Number(origin) },
    by: announcer,
    advertised: true,
    waitForRoa: true,
  };
}
