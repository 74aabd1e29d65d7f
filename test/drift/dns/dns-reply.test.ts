import { type Answer, encode } from "dns-packet";
import fc from "fast-check";
import type { DnsType } from "../../../drift/dns/dns-answer";
import { makeQuery, mismatch } from "../../../drift/dns/dns-query";
import { readReply } from "../../../drift/dns/dns-reply";

const NAME = "4.113.0.203.in-addr.arpa";
const KINDS = ["answer", "absent", "alias", "truncated", "unknown", "not-understood"];

function message(type: DnsType, answers: Answer[]): Buffer {
  return encode({ type: "response", id: 7, questions: [{ name: NAME, type }], answers });
}

const WHOLE: readonly (readonly [DnsType, Answer[]])[] = [
  ["PTR", [{ name: NAME, type: "PTR", ttl: 1, data: "out.example.com" }]],
  ["A", [{ name: NAME, type: "A", ttl: 1, data: "203.0.113.4" }]],
  ["AAAA", [{ name: NAME, type: "AAAA", ttl: 1, data: "2001:db8::4" }]],
  ["TXT", [{ name: NAME, type: "TXT", ttl: 1, data: ["listed", "see https://example.com"] }]],
  ["SOA", [{ name: NAME, type: "SOA", ttl: 1, data: { mname: "ns.example", rname: "h.example", serial: 1 } }]],
];

describe("reading a DNS message", () => {
  test("whatever a server sends is read to an end, and nothing throws", () => {
    const query = makeQuery(NAME, "PTR", true, true);
    const header = message("PTR", []).subarray(0, query.questionEnd);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(20), { maxLength: 4 }), (tail, counts) => {
        const bytes = Buffer.concat([header, tail]);
        for (const [at, count] of counts.entries()) if (at !== 0) bytes.writeUInt16BE(count, 4 + at * 2);
        expect(KINDS).toContain(readReply(query, bytes, false).kind);
      }),
      { numRuns: 1000 },
    );
  });

  test("with any byte replaced a message is either not for the question or read to an end", () => {
    const query = makeQuery(NAME, "PTR", true, true);
    const whole = message("PTR", [{ name: NAME, type: "PTR", ttl: 1, data: "out.example.com" }]);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        if (mismatch(query, bytes) === undefined) expect(KINDS).toContain(readReply(query, bytes, false).kind);
        else expect(at).toBeLessThan(query.questionEnd);
      }),
    );
  });

  test.each(WHOLE)("a %s answer that is cut anywhere is unknown", (type, answers) => {
    const query = makeQuery(NAME, type, true, true);
    const whole = message(type, answers);
    expect(readReply(query, whole, false).kind).toBe("answer");
    for (let end = query.questionEnd; end < whole.length; end++) {
      expect(readReply(query, whole.subarray(0, end), false)).toMatchObject({ kind: "unknown" });
    }
  });

  test("a message is for a question only where it repeats it, letters in any case", () => {
    const query = makeQuery(NAME, "PTR", true, true);
    const upper = encode({ type: "response", questions: [{ name: NAME.toUpperCase(), type: "PTR" }] });
    expect(mismatch(query, upper)).toBeUndefined();
    expect(mismatch(query, query.bytes)).toBe("a query in place of an answer");
    expect(mismatch(query, message("A", []))).toBe("an answer to another question");
    expect(mismatch(query, message("PTR", []).subarray(0, 20))).toBe("an answer to another question");
    expect(mismatch(query, Buffer.alloc(5))).toBe("a message without a header");
  });

  test("records of other names alone say nothing of this one", () => {
    const query = makeQuery(NAME, "PTR", true, true);
    const other = message("PTR", [{ name: "5.113.0.203.in-addr.arpa", type: "PTR", ttl: 1, data: "out.example.com" }]);
    expect(readReply(query, other, false)).toEqual({ kind: "unknown", reason: "an answer about another name" });
  });

  test("records of another class are none", () => {
    const query = makeQuery(NAME, "TXT", true, true);
    const chaos = message("TXT", [{ name: NAME, type: "TXT", class: "CH", ttl: 1, data: "version" }]);
    expect(readReply(query, chaos, false)).toEqual({ kind: "absent", reason: "nodata" });
  });

  test("the longest chain of pointers ends", () => {
    const query = makeQuery(NAME, "PTR", true, true);
    const bytes = Buffer.concat([message("PTR", []).subarray(0, query.questionEnd), Buffer.alloc(60_000)]);
    for (let at = query.questionEnd + 2; at + 1 < 0x3fff; at += 2) bytes.writeUInt16BE(0xc000 | (at - 2), at);
    bytes.writeUInt16BE(0xffff, 6);
    expect(readReply(query, bytes, false).kind).toBe("unknown");
  });
});
