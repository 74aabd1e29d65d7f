import { type Answer, type DecodedPacket, decode } from "dns-packet";
import { formatShort, readPrefix } from "../../lease/prefix";
import type { DnsRecord } from "./dns-answer";
import { type DnsQuery, plainName } from "./dns-query";

/** What one message says to a question. */
export type DnsReply =
  | { readonly kind: "answer"; readonly records: readonly DnsRecord[] }
  | { readonly kind: "absent"; readonly reason: "nxdomain" | "nodata" }
  /** The name is an alias, and the message does not say what its target has. */
  | { readonly kind: "alias"; readonly target: string }
  /** It did not fit into a datagram: to be asked for over TCP. */
  | { readonly kind: "truncated" }
  /** It cannot be relied on, and the server would say the same again. */
  | { readonly kind: "unknown"; readonly reason: string; readonly silent?: true }
  /** The server does not understand the question as it was put. */
  | { readonly kind: "not-understood"; readonly reason: string };

const RCODES: Readonly<Record<number, string>> = {
  1: "FORMERR",
  2: "SERVFAIL",
  4: "NOTIMP",
  5: "REFUSED",
  6: "YXDOMAIN",
  8: "NXRRSET",
  9: "NOTAUTH",
  10: "NOTZONE",
};
const NOERROR = 0;
const FORMERR = 1;
const NXDOMAIN = 3;
const NOTIMP = 4;
const TRUNCATED = 1 << 9;
const AUTHORITATIVE = 1 << 10;
/** Aliases that are followed inside one message. */
const MOST_ALIASES = 16;

/**
 * Reads a message that `mismatch` found nothing wrong with. Whatever cannot be decoded or makes no sense is `unknown`.
 * @param authoritative believe only what the server says with authority (the bit AA, RFC 1035 §4.1.1).
 */
export function readReply(query: DnsQuery, message: Buffer, authoritative: boolean): DnsReply {
  const flags = message.readUInt16BE(2);
  const rcode = flags & 0xf;
  // Before decoding: what is cut off may not decode.
  if ((flags & TRUNCATED) !== 0) return { kind: "truncated" };
  if (rcode === FORMERR || rcode === NOTIMP) return { kind: "not-understood", reason: RCODES[rcode] as string };
  if (rcode !== NOERROR && rcode !== NXDOMAIN) return unknown(RCODES[rcode] ?? `response code ${rcode}`);
  if (authoritative && (flags & AUTHORITATIVE) === 0) return unknown("an answer without authority");
  const packet = decodeMessage(message);
  if (packet === undefined) return unknown("a malformed message");
  const extended = (packet.additionals ?? []).some((one) => one.type === "OPT" && one.extendedRcode !== 0);
  if (extended) return unknown("an extended response code");
  return readAnswers(query, packet, rcode === NXDOMAIN);
}

function readAnswers(query: DnsQuery, packet: DecodedPacket, isMissing: boolean): DnsReply {
  const answers = (packet.answers ?? []).filter(isInternet);
  const owner = query.type === "CNAME" ? query.name : endOfAliases(query.name, answers);
  if (owner === undefined) return unknown("aliases in a circle");
  const records: DnsRecord[] = [];
  for (const answer of answers) {
    if (answer.type !== query.type || shownName(answer.name) !== owner) continue;
    const data = shownData(answer);
    if (data === undefined) return unknown("a malformed record");
    records.push({ name: owner, type: answer.type, ttl: answer.ttl ?? 0, data });
  }
  // NXDOMAIN is about the end of the aliases (RFC 6604 §3), and nobody has records at a name that is not there.
  if (isMissing)
    return records.length === 0 ? { kind: "absent", reason: "nxdomain" } : unknown("a contradictory answer");
  if (records.length > 0) return { kind: "answer", records };
  if (owner !== query.name) return { kind: "alias", target: owner };
  // Whoever answers with what was not asked for, of other names alone, says nothing of this one.
  if (answers.some(({ type }) => type === query.type)) return unknown("an answer about another name");
  return isReferral(packet) ? unknown("a referral in place of an answer") : { kind: "absent", reason: "nodata" };
}

/** The name at which the answers' aliases end; undefined where they run in a circle. */
function endOfAliases(name: string, answers: readonly Answer[]): string | undefined {
  const aliases = new Map<string, string>();
  for (const answer of answers) {
    if (answer.type === "CNAME") aliases.set(shownName(answer.name), shownName(answer.data));
  }
  let at = name;
  for (let followed = 0; followed <= MOST_ALIASES; followed++) {
    const next = aliases.get(at);
    if (next === undefined) return at;
    at = next;
  }
  return undefined;
}

/** Name servers but no SOA, and no authority: asks to go elsewhere (RFC 2308 §2.1.2). */
function isReferral(packet: DecodedPacket): boolean {
  const authorities = packet.authorities ?? [];
  return (
    !packet.flag_aa && authorities.some(({ type }) => type === "NS") && !authorities.some(({ type }) => type === "SOA")
  );
}

/** The decoder throws at most of what does not decode, and reads texts beyond the message's end as if it were theirs. */
function decodeMessage(message: Buffer): DecodedPacket | undefined {
  try {
    const packet = decode(message);
    return decode.bytes <= message.length ? packet : undefined;
  } catch {
    return undefined;
  }
}

function isInternet(answer: Answer): boolean {
  return answer.type !== "OPT" && answer.class === "IN";
}

function shownData(answer: Answer): string | undefined {
  switch (answer.type) {
    case "A":
    case "AAAA": {
      const address = readPrefix(answer.data);
      return address === undefined ? undefined : formatShort(address);
    }
    case "PTR":
    case "NS":
    case "CNAME":
      return shownName(answer.data);
    case "TXT": {
      const strings = Array.isArray(answer.data) ? answer.data : [answer.data];
      return printable(strings.map((one) => one.toString()).join(""), true);
    }
    case "SOA": {
      const { mname, rname, serial, refresh, retry, expire, minimum } = answer.data;
      return [shownName(mname), shownName(rname), serial, refresh, retry, expire, minimum].join(" ");
    }
    default:
      return undefined;
  }
}

function shownName(name: string): string {
  return printable(plainName(name), false);
}

/** With `\DDD` for each byte that is no printable ASCII. */
function printable(text: string, withBlanks: boolean): string {
  if (/^[!-~]*$/.test(text)) return text;
  let shown = "";
  for (const byte of Buffer.from(text)) {
    const isPlain = (byte > 0x20 && byte < 0x7f) || (byte === 0x20 && withBlanks);
    shown += isPlain ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, "0")}`;
  }
  return shown;
}

function unknown(reason: string): DnsReply {
  return { kind: "unknown", reason };
}
