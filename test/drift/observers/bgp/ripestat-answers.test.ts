import fc from "fast-check";
import {
  RipestatAnswerError,
  readLookingGlass,
  readRoutingStatus,
} from "../../../../drift/observers/bgp/ripestat-answers";
import { parsePrefix } from "../../../../lease/prefix";
import { lookingGlass, routingStatus } from "../../../testbed/fake-ripestat";

const BLOCK = parsePrefix("203.0.113.0/24");

test("a summary is read with AS numbers in any spelling; what is none is a set", () => {
  const more = [
    { prefix: "203.0.113.128/25", origin: "AS64511" },
    { prefix: "203.0.113.0/26", origin: "{64501,64502}" },
  ];
  const status = readRoutingStatus(
    routingStatus({ origins: [64496, "64497"], more, at: "2026-06-01T08:00:00" }),
    BLOCK,
  );
  expect(status).toMatchObject({
    origins: [64496, 64497],
    moreSpecifics: [{ origin: 64511 }, { origin: null }],
    at: new Date("2026-06-01T08:00:00Z"),
    total: 300,
  });
});

test("paths of peers are read", () => {
  expect(readLookingGlass(lookingGlass("203.0.113.0/24", ["64500 64496", "64501 {64496,64497}"]))).toMatchObject([
    { path: [64500, 64496] },
    { path: [64501, [64496, 64497]] },
  ]);
});

test.each([
  ["HTML", "<html></html>"],
  ["half of it", routingStatus({}).slice(0, 80)],
  ["an error", JSON.stringify({ status: "error", messages: [["error", "secret"]], data: {} })],
  ["no data", JSON.stringify({ status: "ok", data: {} })],
  ["a prefix that is none", routingStatus({ more: [{ prefix: "203.0.113.0", origin: 1 }] })],
  ["no time", routingStatus({ at: "lately" })],
  ["an answer about another prefix", routingStatus({ resource: "203.0.113.0/25" })],
  ["null", "null"],
  ["an empty list", "[]"],
])("%s is no summary, and the reason quotes nothing", (_, text) => {
  expect(() => readRoutingStatus(text, BLOCK)).toThrow(RipestatAnswerError);
  expect(() => readRoutingStatus(text, BLOCK)).not.toThrow(/secret|html/);
});

test("no text fails in any other way", () => {
  const nothing = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(RipestatAnswerError);
    }
  };
  const answer = fc.record({ status: fc.constantFrom("ok", "error"), data: fc.jsonValue() });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        answer.map((one) => JSON.stringify(one)),
      ),
      (text) => {
        nothing(() => readRoutingStatus(text, BLOCK));
        nothing(() => readLookingGlass(text));
      },
    ),
  );
});
