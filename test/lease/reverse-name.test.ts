import * as fc from "fast-check";
import { AddressSet } from "../../lease/address-set";
import { formatPrefix, fullLength, parseAddress, parsePrefix } from "../../lease/prefix";
import { parseReverseName, reverseName, reverseZones } from "../../lease/reverse-name";
import { prefix } from "./arbitraries";

const ZEROS = Array.from({ length: 24 }, () => "0").join(".");

test.each([
  ["203.0.113.1", "1.113.0.203.in-addr.arpa"],
  ["::ffff:203.0.113.1", "1.113.0.203.in-addr.arpa"],
  ["2001:db8::", `${ZEROS}.8.b.d.0.1.0.0.2.ip6.arpa`],
])("%s has the name %s", (address, name) => {
  expect(reverseName(parseAddress(address))).toBe(name);
});

test.each([
  ["203.0.113.0/24", ["113.0.203.in-addr.arpa"]],
  ["203.0.112.0/23", ["112.0.203.in-addr.arpa", "113.0.203.in-addr.arpa"]],
  ["203.0.113.64/26", ["113.0.203.in-addr.arpa"]],
  ["203.0.113.1/32", ["113.0.203.in-addr.arpa"]],
  ["10.16.0.0/15", ["16.10.in-addr.arpa", "17.10.in-addr.arpa"]],
  ["10.0.0.0/8", ["10.in-addr.arpa"]],
  ["2001:db8::/32", ["8.b.d.0.1.0.0.2.ip6.arpa"]],
  ["2001:db8::/31", ["8.b.d.0.1.0.0.2.ip6.arpa", "9.b.d.0.1.0.0.2.ip6.arpa"]],
])("%s lies in the zones %j", (text, zones) => {
  expect(reverseZones(parsePrefix(text))).toEqual(zones);
});

test("a block has no single reverse name", () => {
  expect(() => reverseName(parsePrefix("203.0.113.0/24"))).toThrow(/203\.0\.113\.0\/24 is a block/);
});

test("a name reads back as its address, in any case and with a trailing dot", () => {
  fc.assert(
    fc.property(prefix, (block) => {
      const address = { ...block, length: fullLength(block.family) };
      fc.pre(block.family === 4 || block.first >> 32n !== 0xffffn);
      expect(parseReverseName(reverseName(address))).toEqual(address);
      expect(parseReverseName(`${reverseName(address).toUpperCase()}.`)).toEqual(address);
    }),
  );
});

test("the zones of a block cover it, and exactly it where it ends on a boundary of the tree", () => {
  const sizeable = prefix.filter(({ family, length }) => family === 6 || length >= 4);
  fc.assert(
    fc.property(sizeable, (block) => {
      const zones = reverseZones(block).map(parseReverseName);
      expect(zones).not.toContain(undefined);
      const covered = AddressSet.of(zones.flatMap((zone) => (zone === undefined ? [] : [zone])));
      expect(covered.containsPrefix(block)).toBe(true);
      if (block.family === 6 || block.length <= 24) expect(covered.prefixes()).toEqual([block]);
    }),
  );
});

test.each([
  ["113.0.203.in-addr.arpa", "203.0.113.0/24"],
  ["203.in-addr.arpa.", "203.0.0.0/8"],
  ["in-addr.arpa", "0.0.0.0/0"],
  ["8.B.D.0.1.0.0.2.IP6.ARPA", "2001:db8::/32"],
  ["0/25.113.0.203.in-addr.arpa", "203.0.113.0/25"],
  ["1.0/25.113.0.203.in-addr.arpa", "203.0.113.1/32"],
  ["0-127.113.0.203.in-addr.arpa", "203.0.113.0/25"],
  ["130.128-191.113.0.203.in-addr.arpa", "203.0.113.130/32"],
])("%s stands for %s", (name, expected) => {
  const found = parseReverseName(name);
  expect(found && formatPrefix(found)).toBe(expected);
});

test.each([
  "www.example.com",
  "",
  "in-addr.arpa.example.com",
  "xin-addr.arpa",
  "256.113.0.203.in-addr.arpa",
  "01.113.0.203.in-addr.arpa",
  "1.1.113.0.203.in-addr.arpa",
  "_dmarc.113.0.203.in-addr.arpa",
  "200.0/25.113.0.203.in-addr.arpa",
  "1.0/24.113.0.203.in-addr.arpa",
  "0-100.113.0.203.in-addr.arpa",
  "127-0.113.0.203.in-addr.arpa",
  ".113.0.203.in-addr.arpa",
  "g.8.b.d.0.1.0.0.2.ip6.arpa",
  "10.8.b.d.0.1.0.0.2.ip6.arpa",
  `0.${ZEROS}.8.b.d.0.1.0.0.2.ip6.arpa`,
  `${"1.".repeat(100_000)}in-addr.arpa`,
])("%.60s is no name of an address", (name) => {
  expect(parseReverseName(name)).toBeUndefined();
});
