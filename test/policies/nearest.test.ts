import { nearest } from "../../policies/nearest";

test.each([
  ["leaseExpiringDay", "leaseExpiringDays"],
  ["OPENEGRESSPORTS", "openEgressPorts"],
  ["riskyport", "riskyPorts"],
])("%s most likely means %s", (word, meant) => {
  expect(nearest(word, ["leaseExpiringDays", "openEgressPorts", "openEgressShare", "riskyPorts"])).toBe(meant);
});

test("a word that resembles none has no suggestion", () => {
  expect(nearest("colour", ["riskyPorts", "severities"])).toBeUndefined();
  expect(nearest("x", ["4", "6"])).toBeUndefined();
});
