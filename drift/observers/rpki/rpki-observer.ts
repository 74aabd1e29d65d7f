import type { VrpSnapshot } from "../../../provider/vrp-source";
import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer } from "../../observer";
import { expectedRoas } from "./expected-roas";
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
  return new RpkiObserver(settings, settings.vrps ?? (environment.LEASEHOLD_VRPS || undefined));
}

class RpkiObserver implements Observer {
  readonly name = "rpki";
  readonly extra = "added";

  constructor(
    private readonly settings: RpkiSettings,
    private readonly source: string | undefined,
  ) {}

  expect(declared: Declared): readonly DriftItem[] {
    return this.source === undefined ? [] : expectedRoas(declared);
  }

  async observe(declared: Declared, { now, signal }: ObserveLimits): Promise<Observation> {
    const { source, settings } = this;
    if (source === undefined) {
      const missing = "rpki: no VRPs are named (--vrps, LEASEHOLD_VRPS or drift.rpki.vrps), so ROAs were not looked at";
      return { items: [], unseen: [], notObserved: [missing] };
    }
    if (declared.leases.length === 0) return { items: [], unseen: [], notObserved: [] };
    const { loadVrps, VrpSourceError } =
      require("../../../provider/vrp-source") as typeof import("../../../provider/vrp-source");
    let snapshot: VrpSnapshot;
    try {
      const limits = { timeoutMs: DOWNLOAD_MS, signal, now, maxAgeMinutes: settings.maxAgeMinutes };
      snapshot = await loadVrps(source, limits);
    } catch (error) {
      if (!(error instanceof VrpSourceError)) throw error;
      return { items: [], unseen: [{ reason: error.message }], notObserved: [] };
    }
    const soon = now.getTime() / 1000 + settings.lapseHours * HOUR_S;
    return { ...seenRoas(declared, snapshot.index, soon), notObserved: [] };
  }
}
