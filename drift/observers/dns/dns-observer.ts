import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Observation, ObserveLimits, Observer, Unseen } from "../../observer";
import { cloudflareZones, declaredSets, recordItem } from "./cloudflare-records";
import { DELEGATION, delegatedZones, expectedDelegation, observeDelegations } from "./delegation";
import type { DnsSettings } from "./dns-settings";
import { type Failure, unseenOf } from "./failures";
import { FORWARD, forwardTargets, observeForward } from "./forward-records";
import { expectedPointer, observePointers, PTR } from "./pointers";
import { reversePlan } from "./reverse-plan";
import type { Voices } from "./voices";

/**
 * Looks at the DNS as the world sees it: the PTR record of every address of a block, whether its names lead back, declared A
 * and AAAA records, and the delegation of the reverse zones; and into declared Cloudflare zones.
 *
 * @param environment `CLOUDFLARE_API_TOKEN` opens the Cloudflare zones; without it they are not looked at.
 */
export function createDnsObserver(
  settings: DnsSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Observer {
  return new DnsObserver(settings, environment.CLOUDFLARE_API_TOKEN || undefined);
}

class DnsObserver implements Observer {
  readonly name = "dns";
  readonly extra = "added";

  constructor(
    private readonly settings: DnsSettings,
    private readonly token: string | undefined,
  ) {}

  expect(declared: Declared): readonly DriftItem[] {
    const looksIntoCloudflare = this.settings.cloudflare.records && this.token !== undefined;
    return [
      ...reversePlan(declared, this.settings.maxAddresses).targets.flatMap((target) => expectedPointer(target) ?? []),
      ...delegatedZones(declared).zones.map(expectedDelegation),
      ...forwardTargets(declared).map(({ item }) => item),
      ...(looksIntoCloudflare ? [...declaredSets(declared).values()].map((set) => recordItem(set, declared)) : []),
    ];
  }

  async observe(declared: Declared, limits: ObserveLimits): Promise<Observation> {
    const [dns, cloudflare] = await Promise.all([this.#ask(declared, limits), this.#open(declared, limits)]);
    return {
      items: [...dns.items, ...cloudflare.items],
      unseen: [...dns.unseen, ...cloudflare.unseen],
      notObserved: [...dns.notObserved, ...cloudflare.notObserved],
    };
  }

  async #ask(declared: Declared, { signal, progress }: ObserveLimits): Promise<Observation> {
    const { targets, notObserved } = reversePlan(declared, this.settings.maxAddresses);
    const { zones, notObserved: zonesLeft } = delegatedZones(declared);
    const forward = forwardTargets(declared);
    const left = [...notObserved, ...zonesLeft, ...(this.settings.nameServers ? [] : [NOT_ASKED_THEMSELVES])];
    const total = targets.length + zones.length + forward.length;
    if (total === 0) return { items: [], unseen: [], notObserved: [] };
    const { Voices } = require("./voices") as typeof import("./voices");
    const { NameServers } = require("./name-servers") as typeof import("./name-servers");
    const voices: Voices = new Voices(this.settings, signal);
    const nameServers = this.settings.nameServers ? new NameServers(this.settings, voices, signal) : undefined;
    const pace = { atOnce: this.settings.atOnce, signal };
    let done = 0;
    try {
      const pointers = await observePointers(targets, voices, pace, () => progress?.(++done, total));
      const delegations = await observeDelegations(zones, voices, nameServers, pace);
      const records = await observeForward(forward, voices, pace);
      progress?.(total, total);
      const unseen = [
        ...delegations.unseen,
        ...unseenOf(PTR, "PTR records", pointers.failures, countBy(targets.map(({ zone }) => zone))),
        ...unseenOf(DELEGATION, "delegations", delegations.failures, countBy(zones.map(({ name }) => name))),
        ...unseenOf(FORWARD, "A and AAAA records", records.failures, countBy(forward.map(() => FORWARD))),
      ];
      const items = [...pointers.items, ...delegations.items, ...records.items];
      const failures = [...pointers.failures, ...delegations.failures, ...records.failures];
      return { items, unseen: voices.hasAnswered ? unseen : this.#nothing(unseen, failures), notObserved: left };
    } finally {
      voices.close();
      nameServers?.close();
    }
  }

  /** Where no resolver said anything at all, that is one thing that went wrong. */
  #nothing(unseen: Unseen[], failures: readonly Failure[]): Unseen[] {
    if (failures.length <= 1 || this.token !== undefined) return unseen;
    return [{ reason: `nothing could be looked up: ${unseen[0]?.reason}` }];
  }

  async #open(declared: Declared, { signal }: ObserveLimits): Promise<Observation> {
    const zones = cloudflareZones(declared);
    if (zones.length === 0) return { items: [], unseen: [], notObserved: [] };
    if (!this.settings.cloudflare.records || this.token === undefined) {
      const why = this.settings.cloudflare.records ? "set CLOUDFLARE_API_TOKEN" : "drift.dns.cloudflare.records is off";
      return { items: [], unseen: [], notObserved: [`the Cloudflare zones ${zones.join(", ")}: ${why}`] };
    }
    const { CloudflareZones } = require("./cloudflare-zones") as typeof import("./cloudflare-zones");
    return {
      ...(await new CloudflareZones(this.settings.cloudflare, this.token, signal).observe(declared)),
      notObserved: [],
    };
  }
}

const NOT_ASKED_THEMSELVES = "whether the reverse zones' name servers answer for them: drift.dns.nameServers is off";

function countBy(scopes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const scope of scopes) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  return counts;
}
