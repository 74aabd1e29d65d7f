import { errorCode } from "../../../register/error-code";
import type { NamedVrps } from "../rpki/named-vrps";
import type { Validation } from "./extra-route";

/** The payloads to validate routes with. What goes wrong leaves validity unknown; it never rejects. */
export async function loadValidation(
  vrps: NamedVrps | undefined,
  { signal, now }: { readonly signal: AbortSignal; readonly now: Date },
): Promise<Validation> {
  if (vrps === undefined) return undefined;
  const { loadVrps, VrpSourceError } =
    require("../../../provider/vrp-source") as typeof import("../../../provider/vrp-source");
  try {
    return (await loadVrps(vrps.source, { signal, now, maxAgeMinutes: vrps.maxAgeMinutes })).index;
  } catch (error) {
    if (error instanceof VrpSourceError) return { unknown: error.message };
    return { unknown: `the VRPs cannot be read (${errorCode(error) ?? "a fault of leasehold"})` };
  }
}
