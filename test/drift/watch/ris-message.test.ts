import fc from "fast-check";
import { readRisMessage } from "../../../drift/watch/ris-message";
import { formatPrefix } from "../../../lease/prefix";
import { risMessage } from "../../testbed/fake-ris-live";

function read(data: object) {
  const message = readRisMessage(risMessage(data));
  if (message?.kind !== "update") return message;
  return {
    peer: message.peer,
    announced: message.announced.map(({ prefix, path }) => [formatPrefix(prefix), path]),
    withdrawn: message.withdrawn.map(formatPrefix),
  };
}

test("announcements of both families are read with their path, an AS_SET as a list, and withdrawals", () => {
  expect(
    read({
      path: [64500, 64501, [64496, 64497]],
      announcements: [
        { next_hop: "192.0.2.1", prefixes: ["203.0.113.0/24", "198.51.100.0/25"] },
        { next_hop: "2001:db8::1", prefixes: ["2001:DB8:0::/48"] },
      ],
      withdrawals: ["192.0.2.0/24"],
    }),
  ).toEqual({
    peer: "192.0.2.9",
    announced: ["203.0.113.0/24", "198.51.100.0/25", "2001:db8::/48"].map((one) => [
      one,
      [64500, 64501, [64496, 64497]],
    ]),
    withdrawn: ["192.0.2.0/24"],
  });
});

test("what says nothing of routes is no trouble, and an error is made fit to show", () => {
  expect(readRisMessage('{"type":"pong","data":null}')).toEqual({ kind: "other" });
  expect(readRisMessage('{"type":"ris_subscribe_ok","data":{}}')).toEqual({ kind: "subscribed" });
  expect(readRisMessage('{"type":"ris_error","data":{"message":"too\\u001b[31m slow\\nyou"}}')).toEqual({
    kind: "error",
    message: "too [31m slow you",
  });
});

test.each([
  ["no JSON", "{"],
  ["no type", '{"data":{}}'],
  ["a prefix that is none", risMessage({ announcements: [{ prefixes: ["203.0.113.0"] }] })],
  ["a withdrawal that is none", risMessage({ withdrawals: ["everything"] })],
  ["an AS number that is none", risMessage({ path: [4_294_967_296], announcements: [] })],
  ["sets in sets", risMessage({ path: [[[64496]]], announcements: [] })],
  ["a peer that is a novel", risMessage({ peer: "x".repeat(65) })],
])("%s is lost, and known to be", (_, text) => expect(readRisMessage(text)).toBeUndefined());

test("no text throws", () => {
  const data = fc.record({
    peer: fc.oneof(fc.string(), fc.jsonValue()),
    path: fc.oneof(fc.array(fc.oneof(fc.nat(), fc.jsonValue())), fc.jsonValue()),
    announcements: fc.oneof(fc.array(fc.record({ prefixes: fc.array(fc.string()) })), fc.jsonValue()),
    withdrawals: fc.jsonValue(),
  });
  const type = fc.constantFrom("ris_message", "ris_error", "ris_subscribe_ok", "pong");
  fc.assert(
    fc.property(fc.record({ type, data: fc.oneof(data, fc.jsonValue()) }), (message) => {
      void readRisMessage(JSON.stringify(message));
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void readRisMessage(text)));
});
