import { formatPrefix, type Prefix } from "../../../lease/prefix";
import { HttpError, sendRequest } from "../../../provider/http/http-client";
import type { ObserveLimits } from "../../observer";
import { paced } from "../../paced";
import { originOf, upstreamOf } from "./as-path";
import type { RipestatSettings } from "./bgp-settings";
import type { BgpView, Sighting, Viewed } from "./bgp-view";
import type { DeclaredAnnouncements } from "./declared-announcements";
import {
  type PeerPath,
  RipestatAnswerError,
  type RoutingStatus,
  readLookingGlass,
  readRoutingStatus,
} from "./ripestat-answers";

const TRY_MS = 20_000;
const TRIES = 3;
const LARGEST_ANSWER = 20_000_000;
const HOUR_MS = 3_600_000;

/** What the peers of the RIPE NCC's route collectors see: a summary of the last eight hours, and paths of the last minutes. */
export class RipestatView implements BgpView {
  readonly name = "ripestat";
  readonly leastVisibility: number;

  constructor(private readonly settings: RipestatSettings) {
    this.leastVisibility = settings.visibility;
  }

  expects(): boolean {
    return true;
  }

  async look(leases: readonly DeclaredAnnouncements[], limits: ObserveLimits): Promise<Viewed> {
    const { signal, now, progress } = limits;
    const sightings: Sighting[] = [];
    const blind = new Map<string, Set<string>>();
    const questions = leases.flatMap((one) => questionsOf(one));
    const open = new Set(questions);
    await paced(questions, { atOnce: this.settings.atOnce, signal }, async (question) => {
      try {
        const answer = await this.answer(question, now, signal);
        sightings.push(...answer.sightings);
        if (answer.lacks !== undefined) note(blind, question.lease, `RIPEstat: ${answer.lacks}`);
      } catch (error) {
        if (!(error instanceof HttpError || error instanceof RipestatAnswerError)) throw error;
        note(blind, question.lease, `RIPEstat: ${error.message}`);
      }
      open.delete(question);
      progress?.(questions.length - open.size, questions.length);
    });
    for (const { lease } of open) note(blind, lease, "RIPEstat: the run ended before everything was asked");
    return {
      sightings,
      blind: [...blind].flatMap(([lease, reasons]) => [...reasons].map((reason) => ({ lease, reason }))),
    };
  }

  private async answer({ prefix, parts }: Question, now: Date, signal: AbortSignal): Promise<Answer> {
    const { leastPeers, leastTotalPeers, maxAgeHours } = this.settings;
    const least = `&min_peers_seeing=${leastPeers}`;
    const status = readAnswer("routing-status", await this.get("routing-status", prefix, least, signal), (text) =>
      readRoutingStatus(text, prefix),
    );
    const age = now.getTime() - status.at.getTime();
    if (Math.abs(age) > maxAgeHours * HOUR_MS) {
      const at = status.at.toISOString().slice(0, 16);
      const problem = age < 0 ? "which is still to come" : `more than ${maxAgeHours} hours ago`;
      throw new RipestatAnswerError(`routing-status is of ${at}Z, ${problem}`);
    }
    const paths = readAnswer("looking-glass", await this.get("looking-glass", prefix, "", signal), readLookingGlass);
    const inside = status.moreSpecifics.filter((seen) => parts?.has(formatPrefix(seen.prefix)) === false);
    const exact = this.exact(prefix, status, paths);
    // Where hardly anybody was asked, that nobody sees a route says nothing.
    const isBlind = exact.length === 0 && status.total < leastTotalPeers;
    const lacks = `${formatPrefix(prefix)} is seen by none of the ${status.total} peers that were asked, which are too few`;
    return { sightings: [...exact, ...inside], ...(isBlind && { lacks }) };
  }

  /** Who originates the prefix by the paths of now; how widely it is seen is from the summary. */
  private exact(prefix: Prefix, status: RoutingStatus, paths: readonly PeerPath[]): Sighting[] {
    const { leastPeers, leastTotalPeers } = this.settings;
    const byOrigin = new Map<number | null, { peers: number; upstreams: Set<number> }>();
    for (const { prefix: seen, path } of paths) {
      const origin = originOf(path);
      if (origin === undefined || formatPrefix(seen) !== formatPrefix(prefix)) continue;
      const entry = byOrigin.get(origin) ?? { peers: 0, upstreams: new Set() };
      entry.peers++;
      const upstream = upstreamOf(path);
      if (typeof upstream === "number") entry.upstreams.add(upstream);
      byOrigin.set(origin, entry);
    }
    const visibility =
      status.total < leastTotalPeers
        ? { unknown: `RIPEstat asked only ${status.total} peers` }
        : status.seeing / status.total;
    return [...byOrigin]
      .filter(([, { peers }]) => peers >= leastPeers)
      .map(([origin, { upstreams }]) => ({
        prefix,
        origin,
        upstreams: [...upstreams].sort((a, b) => a - b),
        visibility,
      }));
  }

  private async get(call: string, prefix: Prefix, more: string, signal: AbortSignal): Promise<string> {
    const resource = encodeURIComponent(formatPrefix(prefix));
    const place = `${call} of ${formatPrefix(prefix)}`;
    const url = `${this.settings.url}/${call}/data.json?resource=${resource}&sourceapp=${this.settings.sourceapp}${more}`;
    const headers = { accept: "application/json" };
    const { status, text } = await sendRequest(
      { method: "GET", url, headers, idempotent: true, place },
      { timeoutMs: TRY_MS, tries: TRIES, maxBytes: LARGEST_ANSWER, signal },
    );
    if (status === 200) return text;
    const limited = status === 429 ? "; it limits how often it may be asked: ask less often" : "";
    throw new RipestatAnswerError(`${place} was answered with status ${status}${limited}`);
  }
}

interface Answer {
  readonly sightings: readonly Sighting[];
  /** Why it may not be all, in words. */
  readonly lacks?: string;
}

interface Question {
  readonly lease: string;
  readonly prefix: Prefix;
  /** Where what is inside counts too: the prefixes in it that have questions of their own, which say more. */
  readonly parts?: ReadonlyMap<string, Prefix>;
}

/** The lease as a whole with all inside, and each announced prefix that is not the whole. */
function questionsOf({ viewed, routes }: DeclaredAnnouncements): Question[] {
  const lease = viewed.lease.id;
  const announced = new Map(routes.map(({ prefix }) => [formatPrefix(prefix), prefix]));
  announced.delete(formatPrefix(viewed.prefix));
  return [
    { lease, prefix: viewed.prefix, parts: announced },
    ...[...announced.values()].map((prefix) => ({ lease, prefix })),
  ];
}

function readAnswer<T>(call: string, text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof RipestatAnswerError) throw new RipestatAnswerError(`${call} ${error.message}`);
    throw error;
  }
}

function note(reasons: Map<string, Set<string>>, lease: string, reason: string): void {
  reasons.set(lease, (reasons.get(lease) ?? new Set()).add(reason));
}
