import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer } from "../../observer";
import type { DnsSettings } from "./dns-settings";
import { unseenOf } from "./failures";
import { expectedPointer, observePointers, PTR } from "./pointers";
import { type ReversePlan, reversePlan } from "./reverse-plan";

/**
 * Looks at the DNS as the world sees it: the PTR record of every address of a block, whether its names lead back.
 *
 * @param environment `CLOUDFLARE_API_TOKEN` opens the declared Cloudflare zones.
 */
export function createDnsObserver(
  settings: DnsSettings,
  _environment: Readonly<Record<string, string | undefined>>,
): Observer {
  return new DnsObserver(settings);
}

class DnsObserver implements Observer {
  readonly name = "dns";
  readonly extra = "added";

  constructor(private readonly settings: DnsSettings) {}

  expect(declared: Declared): readonly DriftItem[] {
    const { targets } = reversePlan(declared, this.settings.maxAddresses);
    return targets.flatMap((target) => expectedPointer(target) ?? []);
  }

  async observe(declared: Declared, limits: ObserveLimits): Promise<Observation> {
    const plan = reversePlan(declared, this.settings.maxAddresses);
    if (plan.targets.length === 0) return { items: [], unseen: [], notObserved: plan.notObserved };
    const { Voices } = require("./voices") as typeof import("./voices");
    const voices = new Voices(this.settings, limits.signal);
    try {
      return await this.#look(plan, voices, limits);
    } finally {
      voices.close();
    }
  }

  async #look(
    { targets, notObserved }: ReversePlan,
    voices: import("./voices").Voices,
    { signal, progress }: ObserveLimits,
  ): Promise<Observation> {
    let done = 0;
    const pace = { atOnce: this.settings.atOnce, signal };
    const pointers = await observePointers(targets, voices, pace, () => progress?.(++done, targets.length));
    const asked = new Map<string, number>();
    for (const { zone } of targets) asked.set(zone, (asked.get(zone) ?? 0) + 1);
    const unseen = unseenOf(PTR, "PTR records", pointers.failures, asked);
    return { items: pointers.items, unseen, notObserved };
  }
}
