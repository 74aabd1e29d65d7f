import { setMaxListeners } from "node:events";
import { type Family, formatShort } from "../../../lease/prefix";
import { cleanText } from "../../../provider/http/clean-text";
import type { DnsClient } from "../../dns/dns-client";
import { paced } from "../../paced";
import { dnsblName } from "./dnsbl-name";
import type { DnsblEngine } from "./engine";
import type { EngineAnswer, Hit } from "./engine-answer";
import { Failures } from "./failures";
import type { Target } from "./targets";
import { readZoneAnswer } from "./zone-answer";
import { testZone } from "./zone-self-test";

/** What a zone is asked with. */
export interface ZoneSweepOptions {
  readonly client: Pick<DnsClient, "query">;
  /** The zone's name, with the customer's key in it where it has one. */
  readonly zone: string;
  readonly perSecond: number;
  readonly signal: AbortSignal;
  /** Ask for the reason of each hit, a TXT record. */
  readonly reasons: boolean;
  /** Told after each address. */
  readonly onDone: () => void;
}

/** Questions to one zone that are open at the same time. */
const AT_ONCE = 64;
/** After so many questions in a row without an answer, a zone is asked no more: it is down, or refuses. */
const ENOUGH_SILENCE = 32;
/** Reasons that are asked for: those of the first hits. */
const MOST_REASONS = 100;
const LONGEST_REASON = 200;

/** Asks one zone about addresses, after it passed its self-test. Never throws for what it answers. */
export async function sweepZone(
  engine: DnsblEngine,
  targets: readonly Target[],
  options: ZoneSweepOptions,
): Promise<EngineAnswer> {
  const hits: Hit[] = [];
  const failures = new Failures();
  for (const family of engine.families) {
    const asked = targets.filter(({ address }) => address.family === family);
    if (asked.length > 0) await sweepFamily(engine, family, asked, options, hits, failures);
  }
  return { hits: options.reasons ? await withReasons(hits, options) : hits, failures: failures.list() };
}

async function sweepFamily(
  engine: DnsblEngine,
  family: Family,
  targets: readonly Target[],
  options: ZoneSweepOptions,
  hits: Hit[],
  failures: Failures,
): Promise<void> {
  const { client, zone, perSecond, signal } = options;
  const distrust = await testZone(engine, zone, family, client, signal);
  if (distrust !== undefined) {
    for (const target of targets) failures.add(target.lease, hidden(distrust, zone, engine.zone));
    return;
  }
  const giveUp = new AbortController();
  const pace = { atOnce: AT_ONCE, perSecond, signal: AbortSignal.any([signal, giveUp.signal]) };
  // Every open question listens.
  setMaxListeners(0, pace.signal);
  const open = new Set(targets);
  let silent = 0;
  await paced(targets, pace, async (target) => {
    const answer = readZoneAnswer(engine, await client.query(dnsblName(target.address, zone), "A", pace.signal));
    if (giveUp.signal.aborted && answer.kind === "unknown") return;
    open.delete(target);
    options.onDone();
    silent = answer.kind === "unknown" ? silent + 1 : 0;
    if (answer.kind === "listed")
      hits.push({ ...target, prefix: target.address, codes: answer.codes, weight: answer.weight });
    if (answer.kind !== "unknown") return;
    failures.add(target.lease, hidden(answer.reason, zone, engine.zone), formatShort(target.address));
    if (answer.refused || silent >= ENOUGH_SILENCE) giveUp.abort();
  });
  const why = signal.aborted ? "the run ended before it was asked" : "it was asked no more after that";
  for (const { lease } of open) failures.add(lease, why);
}

/** The text of the TXT record that many zones keep beside each entry, cleaned of what a terminal would obey. */
async function withReasons(hits: readonly Hit[], options: ZoneSweepOptions): Promise<Hit[]> {
  const { client, zone, perSecond, signal } = options;
  const reasons = new Map<Hit, string>();
  await paced(hits.slice(0, MOST_REASONS), { atOnce: AT_ONCE, perSecond, signal }, async (hit) => {
    const answer = await client.query(dnsblName(hit.prefix, zone), "TXT", signal);
    if (answer.kind !== "answer") return;
    const texts = answer.records.filter(({ type }) => type === "TXT").map(({ data }) => data);
    const reason = cleanText(hidden(texts.sort().join("; "), zone, zone), LONGEST_REASON);
    if (reason !== "") reasons.set(hit, reason);
  });
  return hits.map((hit) => {
    const reason = reasons.get(hit);
    return reason === undefined ? hit : { ...hit, reason };
  });
}

/** A zone's name holds the customer's key: it is shown as the catalogue writes it. */
function hidden(text: string, zone: string, shown: string): string {
  return zone === shown ? text : text.replaceAll(zone, shown);
}
