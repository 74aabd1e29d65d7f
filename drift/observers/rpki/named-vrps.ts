import { DEFAULT_MAX_AGE_MINUTES } from "../../../provider/vrp-source";
import type { RpkiSettings } from "./rpki-settings";

/** Validated payloads to look at. */
export interface NamedVrps {
  /** A path, an https URL, or an http URL of this machine. */
  readonly source: string;
  readonly maxAgeMinutes: number;
}

/** The payloads that the settings name, else `LEASEHOLD_VRPS`, no older than they or `LEASEHOLD_VRPS_MAX_AGE` say. */
export function namedVrps(
  { vrps, maxAgeMinutes }: RpkiSettings,
  environment: Readonly<Record<string, string | undefined>>,
): NamedVrps | undefined {
  const source = vrps ?? (environment.LEASEHOLD_VRPS || undefined);
  if (source === undefined) return undefined;
  const { LEASEHOLD_VRPS_MAX_AGE: said = "" } = environment;
  const configured = /^[1-9]\d{0,8}$/.test(said) ? Number(said) : DEFAULT_MAX_AGE_MINUTES;
  return { source, maxAgeMinutes: maxAgeMinutes ?? configured };
}
