import { setMaxListeners } from "node:events";
import { formatShort } from "../../../lease/prefix";
import { type HttpAnswer, HttpError, type HttpLimits, sendRequest } from "../../../provider/http/http-client";
import { parseJson } from "../../../provider/parse-json";
import { paced } from "../../paced";
import type { HttpEngine } from "./engine";
import type { EngineAnswer, Hit } from "./engine-answer";
import { Failures } from "./failures";
import { pointTo } from "./json-pointer";
import type { Target } from "./targets";

/** What a service is asked with. */
export interface ServiceOptions {
  readonly key: string | undefined;
  readonly perSecond: number;
  readonly signal: AbortSignal;
  /** Bounds of a request; tests give quick ones. */
  readonly http?: HttpLimits;
  readonly onDone: () => void;
}

type Verdict = "listed" | "unlisted" | { readonly unknown: string; readonly giveUp?: true };

const AT_ONCE = 4;
const TRIES = 2;
const MOST_BYTES = 1_000_000;
/** After so many failures in a row a service is asked no more. */
const ENOUGH_FAILURES = 5;

/** Asks an HTTP service about addresses, one at a time. Never throws for what it answers. */
export async function askService(
  engine: HttpEngine,
  targets: readonly Target[],
  options: ServiceOptions,
): Promise<EngineAnswer> {
  const hits: Hit[] = [];
  const failures = new Failures();
  const listed = targets.filter(({ address }) => engine.families.includes(address.family));
  const asked = listed.slice(0, engine.mostQuestions);
  for (const { lease, address } of listed.slice(engine.mostQuestions)) {
    failures.add(lease, `only ${engine.mostQuestions} addresses are asked about in one run`, formatShort(address));
  }
  const giveUp = new AbortController();
  const signal = AbortSignal.any([options.signal, giveUp.signal]);
  setMaxListeners(0, signal);
  const open = new Set(asked);
  let failed = 0;
  await paced(asked, { atOnce: AT_ONCE, perSecond: options.perSecond, signal }, async (target) => {
    const verdict = await ask(engine, formatShort(target.address), { ...options, signal });
    if (giveUp.signal.aborted && typeof verdict === "object") return;
    open.delete(target);
    options.onDone();
    failed = typeof verdict === "object" ? failed + 1 : 0;
    if (verdict === "listed") hits.push({ ...target, prefix: target.address, codes: [], weight: engine.weight });
    if (typeof verdict !== "object") return;
    failures.add(target.lease, verdict.unknown, formatShort(target.address));
    if (verdict.giveUp || failed >= ENOUGH_FAILURES) giveUp.abort();
  });
  const why = options.signal.aborted ? "the run ended before it was asked" : "it was asked no more after that";
  for (const { lease } of open) failures.add(lease, why);
  return { hits, failures: failures.list() };
}

async function ask(engine: HttpEngine, address: string, { key, signal, http }: ServiceOptions): Promise<Verdict> {
  const path = engine.url.replaceAll("{address}", encodeURIComponent(address));
  const url = new URL(path.replaceAll("{key}", encodeURIComponent(key ?? "")));
  const headers: Record<string, string> = { accept: "application/json", ...engine.headers };
  if (key !== undefined && engine.key?.header !== undefined) headers[engine.key.header] = `${engine.key.prefix}${key}`;
  if (key !== undefined && engine.key?.query !== undefined) url.searchParams.set(engine.key.query, key);
  const request = { method: engine.method, url: url.href, headers, idempotent: true, place: url.host };
  try {
    const limits = { tries: TRIES, maxBytes: MOST_BYTES, ...http, signal };
    return verdictOf(engine, address, await sendRequest(request, limits));
  } catch (error) {
    if (error instanceof HttpError) return { unknown: error.message };
    throw error;
  }
}

/** Only an answer of the shape that the definition describes says something; a refusal, a page or an error never reads as clean. */
function verdictOf(engine: HttpEngine, address: string, { status, text }: HttpAnswer): Verdict {
  if (engine.unlistedStatuses.includes(status)) return "unlisted";
  if (status === 429) return { unknown: "it answered 429: too many questions", giveUp: true };
  if (status === 401 || status === 403)
    return { unknown: `it answered ${status}: it refuses the key or us`, giveUp: true };
  if (status < 200 || status > 299) return { unknown: `it answered ${status}` };
  const document = parseJson(text);
  if (document === undefined) return { unknown: "it answered with something that is no JSON" };
  const { atLeast, equals, absentIsUnlistedWith } = engine.listed;
  const pointer = engine.listed.pointer.replaceAll("{address}", address);
  const pointed = pointTo(document, pointer);
  if (!pointed.found) {
    const isSound = absentIsUnlistedWith !== undefined && pointTo(document, absentIsUnlistedWith).found;
    return isSound ? "unlisted" : { unknown: `its answer holds nothing at ${pointer}` };
  }
  const { value } = pointed;
  if (atLeast !== undefined) {
    if (typeof value !== "number" || Number.isNaN(value))
      return { unknown: `its answer holds no number at ${pointer}` };
    return value >= atLeast ? "listed" : "unlisted";
  }
  if (equals !== undefined) {
    if (typeof value !== typeof equals) return { unknown: `its answer holds no ${typeof equals} at ${pointer}` };
    return value === equals ? "listed" : "unlisted";
  }
  if (typeof value !== "object" || value === null) return { unknown: `its answer holds no list at ${pointer}` };
  return Object.keys(value).length > 0 ? "listed" : "unlisted";
}
