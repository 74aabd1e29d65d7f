import { type Command, InvalidArgumentError } from "commander";

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
      "VRPs as a relying party saw them: a file or URL with the JSON of Routinator, rpki-client or StayRTR (default: LEASEHOLD_VRPS)",
    )
    .option(
      "--vrps-max-age <minutes>",
      "oldest VRPs that are looked at (default: LEASEHOLD_VRPS_MAX_AGE, then 120)",
      minutes,
    );
}

function minutes(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError("Give a whole number of minutes above 0.");
}
