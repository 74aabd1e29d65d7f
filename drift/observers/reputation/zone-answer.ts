import { readPrefix } from "../../../lease/prefix";
import { cleanText } from "../../../provider/http/clean-text";
import type { DnsAnswer } from "../../dns/dns-answer";
import { type DnsblEngine, WEIGHTS, type Weight } from "./engine";

/** What a zone says about an address. */
export type ZoneAnswer =
  | { readonly kind: "listed"; readonly codes: readonly string[]; readonly weight: Weight }
  | { readonly kind: "unlisted" }
  /** `refused`: by a code that means the zone will not answer, so that asking on is of no use. */
  | { readonly kind: "unknown"; readonly reason: string; readonly refused: boolean };

const LOOPBACK = 127n;
/** 127.255.255.0/24: refusals, by Spamhaus' example. */
const REFUSALS = 0x7f_ff_ffn;
/** A zone must not use it (RFC 5782 §2.1): several give it to resolvers that they refuse. */
const NO_CODE = "127.0.0.1";

/** What the well-known refusal codes mean. */
const KNOWN_REFUSALS: Readonly<Record<string, string>> = {
  "127.255.255.252": "the zone's name is misspelt",
  "127.255.255.254": "it does not answer public resolvers",
  "127.255.255.255": "too many questions were asked",
};

/**
 * Reads a zone's answer. Only addresses in 127.0.0.0/8 that are no refusal say that something is listed; anything else, as a
 * parked domain or a lying resolver gives it, is unknown, and one such record makes the whole answer unknown.
 */
export function readZoneAnswer(engine: DnsblEngine, answer: DnsAnswer): ZoneAnswer {
  if (answer.kind === "absent") return { kind: "unlisted" };
  if (answer.kind === "unknown") return { kind: "unknown", reason: answer.reason, refused: false };
  const codes = [...new Set(answer.records.filter(({ type }) => type === "A").map(({ data }) => data))].sort();
  if (codes.length === 0) return { kind: "unknown", reason: "an answer without an address", refused: false };
  for (const code of codes) {
    const problem = refusalOf(engine, code);
    if (problem !== undefined) return { kind: "unknown", ...problem };
  }
  const bad = codes.filter((code) => engine.codes.find((one) => one.code === code)?.harmless !== true);
  if (bad.length === 0) return { kind: "unlisted" };
  return { kind: "listed", codes: bad, weight: heaviest(bad.map((code) => weightOf(engine, code))) };
}

/** The codes that count: those of a weight other than `policy`, or all of them. */
export function countedCodes(engine: DnsblEngine, codes: readonly string[], withPolicy: boolean): string[] {
  return codes.filter((code) => withPolicy || weightOf(engine, code) !== "policy");
}

/** What codes mean, where the catalogue knows it: `SBL, CSS`. */
export function meaningOf(engine: DnsblEngine, codes: readonly string[]): string {
  const words = codes.map((code) => engine.codes.find((one) => one.code === code)?.means);
  return [...new Set(words.filter((word) => word !== undefined))].join(", ");
}

export function heaviest(weights: readonly Weight[]): Weight {
  return WEIGHTS.find((weight) => weights.includes(weight)) ?? "minor";
}

/** How much a code weighs. */
export function weightOf(engine: DnsblEngine, code: string): Weight {
  return engine.codes.find((one) => one.code === code)?.weight ?? engine.weight;
}

function refusalOf(engine: DnsblEngine, code: string): { reason: string; refused: boolean } | undefined {
  const shown = cleanText(code, 40);
  const documented = engine.errorCodes.find((one) => one.code === code);
  if (documented !== undefined)
    return { reason: `it refuses to answer (${shown}: ${documented.means})`, refused: true };
  const address = readPrefix(code);
  if (address?.family !== 4 || address.first >> 24n !== LOOPBACK) {
    return { reason: `it answered ${shown}, which is no return code of a blocklist`, refused: false };
  }
  if (address.first >> 8n === REFUSALS) {
    const why = KNOWN_REFUSALS[code] ?? "an error code";
    return { reason: `it refuses to answer (${shown}: ${why})`, refused: true };
  }
  if (code === NO_CODE && !engine.codes.some((one) => one.code === code)) {
    return { reason: `it answered ${NO_CODE}, which no blocklist may use`, refused: true };
  }
  return undefined;
}
