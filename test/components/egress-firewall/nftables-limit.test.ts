import fc from "fast-check";
import { byteLimit, packetLimit } from "../../../components/egress-firewall/nftables-limit";

test.each([
  [1, "rate over 1/second burst 5 packets"],
  [250, "rate over 250/second burst 250 packets"],
  [0.5, "rate over 30/minute burst 5 packets"],
  [0.01, "rate over 36/hour burst 5 packets"],
  [1e-9, "rate over 1/hour burst 5 packets"],
  [1.33, "rate over 4788/hour burst 5 packets"],
])("%d packets a second are written %s", (perSecond, text) => {
  expect(packetLimit(perSecond)).toBe(text);
});

test("a packet limit is never above what was given, and never rounds down to nothing", () => {
  fc.assert(
    fc.property(fc.double({ min: 1 / 3600, max: 1e6, noNaN: true }), (perSecond) => {
      const [, rate, unit] = /over (\d+)\/(second|minute|hour)/.exec(packetLimit(perSecond)) ?? [];
      const seconds = { second: 1, minute: 60, hour: 3600 }[unit as "second"];
      expect(Number(rate)).toBeGreaterThan(0);
      expect(Number(rate) / seconds).toBeLessThanOrEqual(perSecond);
    }),
  );
});

test.each([
  [1500.9, "rate over 1500 bytes/second burst 131072 bytes"],
  [0.5, "rate over 1 bytes/second burst 131072 bytes"],
  [2_000_000, "rate over 2000000 bytes/second burst 2000000 bytes"],
])("%d bytes a second are written %s", (perSecond, text) => {
  expect(byteLimit(perSecond)).toBe(text);
});
