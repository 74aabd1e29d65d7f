import { type Command, InvalidArgumentError } from "commander";
import type { VrpIndex } from "../lease/rpki/route-origin";
import type { Notice } from "../policies/notice";
import type { VrpSnapshot } from "../provider/vrp-source";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { resolveSource } from "./source";

/** Where validated payloads are read from. */
export interface VrpOptions {
  /** A path, an https URL, or an http URL of this machine. */
  readonly vrps?: string;
  /** Minutes. */
  readonly vrpsMaxAge?: number;
}

/** `--vrps` and `--vrps-max-age`, for commands that look at what relying parties see now. */
export function addVrpOptions(command: Command): Command {
  return command
    .option(
      "--vrps <source>",
      "VRPs that a relying party sees: a file or URL with the JSON of Routinator, rpki-client or StayRTR (default: LEASEHOLD_VRPS)",
    )
    .option(
      "--vrps-max-age <minutes>",
      "oldest VRPs that count; older ones are unknown (default: LEASEHOLD_VRPS_MAX_AGE, then 120)",
      minutes,
    );
}

/** The VRPs that the options or the environment name; undefined where none are. @throws VrpSourceError, UsageError */
export async function loadSnapshot(options: VrpOptions, io: Io): Promise<VrpSnapshot | undefined> {
  const source = options.vrps ?? (io.environment.LEASEHOLD_VRPS || undefined);
  if (source === undefined) return undefined;
  const { loadVrps } = require("../provider/vrp-source") as typeof import("../provider/vrp-source");
  return await loadVrps(resolveSource(source, io), { maxAgeMinutes: options.vrpsMaxAge ?? configuredAge(io) });
}

/** What a judgement is given of VRPs. */
export interface ObservedVrps {
  readonly vrps: VrpIndex | "unknown" | undefined;
  readonly notices: readonly Notice[];
}

/** As `loadSnapshot`, but VRPs that cannot be looked at leave undetermined what depends on them, with a notice. */
export async function observedVrps(options: VrpOptions, io: Io): Promise<ObservedVrps> {
  try {
    const snapshot = await loadSnapshot(options, io);
    return { vrps: snapshot?.index, notices: [] };
  } catch (error) {
    const { VrpSourceError } = require("../provider/vrp-source") as typeof import("../provider/vrp-source");
    if (!(error instanceof VrpSourceError)) throw error;
    const message = `${error.message}. What depends on it is undetermined.`;
    return { vrps: "unknown", notices: [{ about: "input", level: "warning", message }] };
  }
}

function configuredAge(io: Io): number | undefined {
  const text = io.environment.LEASEHOLD_VRPS_MAX_AGE;
  if (!text) return undefined;
  if (isMinutes(text)) return Number(text);
  throw new UsageError("LEASEHOLD_VRPS_MAX_AGE is no whole number of minutes above 0.");
}

function minutes(text: string): number {
  if (isMinutes(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number of minutes above 0.");
}

function isMinutes(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}
