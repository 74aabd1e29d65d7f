import type { Declared } from "../../../../drift/declared";
import type { Observation, Observer } from "../../../../drift/observer";
import { createReputationObserver } from "../../../../drift/observers/reputation/reputation-observer";
import {
  type ReputationSettingsInput,
  reputationSettingsSchema,
} from "../../../../drift/observers/reputation/reputation-settings";
import { NOW } from "./declared-leases";

/** An observer with quick limits, of settings as leasehold.yaml has them. */
export function observer(
  settings: ReputationSettingsInput,
  environment: { variables?: Record<string, string>; folder?: string } = {},
): Observer {
  const quick = { perSecond: 10_000, timeoutMs: 60, ...settings };
  return createReputationObserver(reputationSettingsSchema.parse(quick), {
    variables: {},
    folder: "/",
    ...environment,
  });
}

/** What it sees of leases, until a signal. */
export function observe(
  declared: Declared,
  settings: ReputationSettingsInput,
  environment: { variables?: Record<string, string>; folder?: string; signal?: AbortSignal } = {},
): Promise<Observation> {
  const { signal = new AbortController().signal, ...rest } = environment;
  return observer(settings, rest).observe(declared, { signal, now: NOW });
}

/** Nothing was seen, nothing is clean: each lease is unknown to the engine, and the reasons say why. */
export function expectUnknown(observation: Observation, engine: string, ...words: readonly string[]): void {
  expect(observation.items).toEqual([]);
  expect(observation.unseen).toEqual([
    {
      covers: { type: "listing", scope: engine, lease: "edge-2026" },
      reason: expect.any(String),
    },
  ]);
  for (const word of words) expect(observation.unseen[0]?.reason).toContain(word);
}
