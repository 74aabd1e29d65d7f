import type { DnsAnswer } from "../../../../drift/dns/dns-answer";
import { ENGINES } from "../../../../drift/observers/reputation/catalogue";
import { dnsblName, V6_TEST_POINTS } from "../../../../drift/observers/reputation/dnsbl-name";
import type { DnsblEngine } from "../../../../drift/observers/reputation/engine";
import { readZoneAnswer } from "../../../../drift/observers/reputation/zone-answer";
import { parseAddress } from "../../../../lease/prefix";

function engine(id: string): DnsblEngine {
  const found = ENGINES.find((one) => one.id === id);
  if (found?.kind !== "dnsbl") throw new Error(`${id} is no zone`);
  return found;
}

const zen = engine("spamhaus-zen");
const records = (...addresses: string[]): DnsAnswer => ({
  kind: "answer",
  records: addresses.map((data) => ({ name: "x", type: "A", ttl: 60, data })),
});

test("a name is the reversed octets, or 32 reversed nibbles, under the zone", () => {
  expect(dnsblName(parseAddress("203.0.113.7"), "bl.example.com")).toBe("7.113.0.203.bl.example.com");
  const six = "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example.com";
  expect(dnsblName(V6_TEST_POINTS.listed, "bl.example.com")).toBe(six);
});

test.each([
  [["127.0.0.2"], "major"],
  [["127.0.0.10", "127.0.0.4"], "major"],
  [["127.0.0.9", "127.0.0.2"], "severe"],
  [["127.0.0.11"], "policy"],
  [["127.0.0.99"], "major"],
])("%j is a listing that weighs %s", (addresses, weight) => {
  expect(readZoneAnswer(zen, records(...addresses))).toEqual({ kind: "listed", codes: [...addresses].sort(), weight });
});

test.each([
  ["127.255.255.252", "misspelt", true],
  ["127.255.255.254", "public resolvers", true],
  ["127.255.255.255", "too many", true],
  ["127.255.255.7", "error code", true],
  ["127.0.0.1", "no blocklist may use", true],
  ["192.0.2.80", "no return code", false],
  ["nonsense", "no return code", false],
])("%s is unknown, whatever else is answered", (address, words, refused) => {
  const answer = readZoneAnswer(zen, records("127.0.0.2", address));
  expect(answer).toEqual({ kind: "unknown", reason: expect.stringContaining(words), refused });
});

test("no such name is unlisted; a time-out and an answer without addresses are unknown", () => {
  expect(readZoneAnswer(zen, { kind: "absent", reason: "nxdomain" })).toEqual({ kind: "unlisted" });
  expect(readZoneAnswer(zen, { kind: "unknown", reason: "time-out" })).toMatchObject({
    kind: "unknown",
    reason: "time-out",
  });
  expect(readZoneAnswer(zen, records())).toMatchObject({ kind: "unknown" });
});

test("a zone that praises too lists only what it blames", () => {
  const hostkarma = engine("hostkarma");
  expect(readZoneAnswer(hostkarma, records("127.0.0.1"))).toEqual({ kind: "unlisted" });
  expect(readZoneAnswer(hostkarma, records("127.0.0.3", "127.0.0.4"))).toMatchObject({ codes: ["127.0.0.4"] });
  expect(readZoneAnswer(engine("mailspike-rep"), records("127.0.0.19"))).toEqual({ kind: "unlisted" });
});
