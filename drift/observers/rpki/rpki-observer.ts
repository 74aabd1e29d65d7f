import type { VrpSnapshot } from "../../../provider/vrp-source";
import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer } from "../../observer";
import { expectedRoas } from "./expected-roas";
import { type NamedVrps, namedVrps } from "./named-vrps";
import type { RpkiSettings } from "./rpki-settings";
import { seenRoas } from "./seen-roas";

const HOUR_S = 3600;
const DOWNLOAD_MS = 60_000;

/**
 * Looks at the ROAs of leases as a relying party sees them: missing, loosened, extra, about to lapse; those of larger
 * blocks around a lease; and those that outlived their lease.
 *
 * @param environment `LEASEHOLD_VRPS` names the payloads where the settings do not.
 */
export function createRpkiObserver(
  settings: RpkiSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Observer {
  return new RpkiObserver(settings, namedVrps(settings, environment));
}

class RpkiObserver implements Observer {
  readonly name = "rpki";
  readonly extra = "added";

  constructor(
    private readonly settings: RpkiSettings,
    private readonly vrps: NamedVrps | undefined,
  ) {}

  expect(declared: Declared): readonly DriftItem[] {
    return expectedRoas(declared);
  }

  async observe(declared: Declared, { now, signal }: ObserveLimits): Promise<Observation> {
    const { vrps, settings } = this;
    if (vrps === undefined) {
      const reason = "no VRPs are named: give --vrps, or set LEASEHOLD_VRPS or drift.rpki.vrps";
      return { items: [], unseen: [{ reason }], notObserved: [] };
    }
    if (declared.leases.length === 0) return { items: [], unseen: [], notObserved: [] };
    const { loadVrps, VrpSourceError } =
      require("../../../provider/vrp-source") as typeof import("../../../provider/vrp-source");
    let snapshot: VrpSnapshot;
    try {
      const limits = { timeoutMs: DOWNLOAD_MS, signal, now, maxAgeMinutes: vrps.maxAgeMinutes };
      snapshot = await loadVrps(vrps.source, limits);
    } catch (error) {
      if (!(error instanceof VrpSourceError)) throw error;
      return { items: [], unseen: [{ reason: error.message }], notObserved: [], vrps: "unknown" };
    }
    const soon = now.getTime() / 1000 + settings.lapseHours * HOUR_S;
    const items = seenRoas(declared, snapshot.index, soon);
    return { items, unseen: [], notObserved: [], vrps: snapshot.index };
  }
}
