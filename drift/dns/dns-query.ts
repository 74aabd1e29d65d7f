import { encode, RECURSION_DESIRED } from "dns-packet";
import type { DnsType } from "./dns-answer";

/** Largest answer over UDP that is asked for: what passes unfragmented almost everywhere (RFC 9715 §3). Bytes. */
export const UDP_PAYLOAD = 1232;

/** A message that asks one question, without its id. */
export interface DnsQuery {
  readonly name: string;
  readonly type: DnsType;
  /** The message; its first two bytes are the id, which whoever sends it chooses. */
  readonly bytes: Buffer;
  /** Where the question ends in it. */
  readonly questionEnd: number;
}

const HEADER = 12;
const LONGEST_NAME = 253;
const LABEL = /^[!-~]{1,63}$/;
/** Type and class of a question. */
const TYPE_AND_CLASS = 4;

/** Lower case, without the trailing dot. */
export function plainName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith(".") && lower !== "." ? lower.slice(0, -1) : lower;
}

/** Whether a name can be asked for: printable ASCII, labels of 1 to 63 bytes, 253 in all (RFC 1035 §2.3.4). */
export function isAskable(name: string): boolean {
  if (name === ".") return true;
  return name.length <= LONGEST_NAME && name.split(".").every((label) => LABEL.test(label));
}

/**
 * @param recursion ask for recursion; without it a server gives what it holds itself.
 * @param edns say how much fits into one datagram (RFC 6891); a few old servers refuse it.
 */
export function makeQuery(name: string, type: DnsType, recursion: boolean, edns: boolean): DnsQuery {
  const bytes = encode({
    type: "query",
    id: 0,
    flags: recursion ? RECURSION_DESIRED : 0,
    questions: [{ name, type }],
    additionals: edns
      ? [
          {
            type: "OPT",
            name: ".",
            udpPayloadSize: UDP_PAYLOAD,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ]
      : [],
  });
  const questionEnd = HEADER + (name === "." ? 1 : name.length + 2) + TYPE_AND_CLASS;
  return { name, type, bytes, questionEnd };
}

/** The message with an id. */
export function withId(query: DnsQuery, id: number): Buffer {
  const bytes = Buffer.from(query.bytes);
  bytes.writeUInt16BE(id, 0);
  return bytes;
}

/**
 * Whether a message, whose id is right, answers a query: a response to a standard query that repeats the question byte by
 * byte, letters in any case. A refusal may lack the question; that is the one thing that is believed without it.
 * @returns what is wrong with it, in words.
 */
export function mismatch(query: DnsQuery, message: Buffer): string | undefined {
  if (message.length < HEADER) return "a message without a header";
  const flags = message.readUInt16BE(2);
  if ((flags & 0x8000) === 0) return "a query in place of an answer";
  if ((flags & 0x7800) !== 0) return "an answer to another kind of request";
  const questions = message.readUInt16BE(4);
  if (questions === 0 && (flags & 0xf) !== 0) return undefined;
  if (questions !== 1 || message.length < query.questionEnd) return "an answer to another question";
  for (let at = HEADER; at < query.questionEnd; at++) {
    const [there, here] = [message[at] as number, query.bytes[at] as number];
    const isName = at < query.questionEnd - TYPE_AND_CLASS;
    if (there !== here && !(isName && lower(there) === lower(here))) return "an answer to another question";
  }
  return undefined;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
