import fc from "fast-check";
import { scanAddresses } from "../../facts/scan-text";
import { formatAddress, formatPrefix } from "../../lease/prefix";

function found(text: string): string[] {
  return scanAddresses(text).flatMap(({ prefixes }) => prefixes.map(formatPrefix));
}

test.each([
  ["plain", "203.0.113.5", "203.0.113.5/32"],
  ["inside a sentence", "allow 203.0.113.5, please", "203.0.113.5/32"],
  ["with a port", "http://203.0.113.5:8080/x", "203.0.113.5/32"],
  ["as a CIDR", "ip4:203.0.113.0/24", "203.0.113.0/24"],
  ["with host bits", "eth0 203.0.113.5/24", "203.0.113.0/24"],
  ["with a netmask", "203.0.113.0/255.255.255.0", "203.0.113.0/24"],
  ["with leading zeros", "203.000.113.005", "203.0.113.5/32"],
  ["in a host name", "ec2-203-0-113-5.compute-1.amazonaws.com", "203.0.113.5/32"],
  ["in JSON", '{"Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.5/32"]}}}', "203.0.113.5/32"],
  ["glued to a word", "x203.0.113.5y", "203.0.113.5/32"],
  ["at the end of a sentence", "from 203.0.113.5.", "203.0.113.5/32"],
  ["IPv6", "2001:db8::5", "2001:db8::5/128"],
  ["IPv6 in upper case", "2001:DB8::ABCD", "2001:db8::abcd/128"],
  ["IPv6 uncompressed", "2001:0db8:0000:0000:0000:0000:0000:0005", "2001:db8::5/128"],
  ["IPv6 as a CIDR", "2001:db8:1::/48", "2001:db8:1::/48"],
  ["IPv6 in brackets", "https://[2001:db8::5]:443/", "2001:db8::5/128"],
  ["IPv6 with a zone", "2001:db8::5%eth0", "2001:db8::5/128"],
  ["IPv6 after a label", "v=spf1 ip6:2001:db8:1::/48 -all", "2001:db8:1::/48"],
  ["IPv6 before a colon", "2001:db8::5: unreachable", "2001:db8::5/128"],
  ["mapped, hex", "::FFFF:CB00:7105", "203.0.113.5/32"],
  ["mapped, uncompressed", "0:0:0:0:0:ffff:cb00:7105", "203.0.113.5/32"],
  ["mapped, a block", "::ffff:cb00:7100/120", "203.0.113.0/24"],
  ["translated", "64:ff9b::cb00:7105", "203.0.113.5/32"],
  ["reversed", "5.113.0.203.in-addr.arpa.", "203.0.113.5/32"],
  ["reversed, a zone in upper case", "113.0.203.IN-ADDR.ARPA", "203.0.113.0/24"],
  ["reversed, with a label before it", "_dns.5.113.0.203.in-addr.arpa", "203.0.113.5/32"],
  ["reversed IPv6", "8.b.d.0.1.0.0.2.ip6.arpa", "2001:db8::/32"],
])("finds an address %s", (_, text, expected) => {
  expect(found(text)).toContain(expected);
});

test("the text of a mapped address is found in its dotted form too", () => {
  expect(found("::ffff:203.0.113.5")).toContain("203.0.113.5/32");
});

test.each(["203.0.113.16-203.0.113.31", "203.0.113.16 - 203.0.113.31", "203.0.113.16 to 203.0.113.31"])(
  "a range is all that lies in it: %s",
  (text) => {
    expect(found(text)).toEqual(["203.0.113.16/28"]);
  },
);

test("a range of IPv6 is all that lies in it", () => {
  // The other readings are of a label `2001:` before `db8::`.
  expect(found("2001:db8::-2001:db8::f")[0]).toBe("2001:db8::/124");
});

test.each([
  "version 1.2.3.4.5",
  "256.0.0.1",
  "203.0.113",
  "12:34:56",
  "std::vector",
  "2026-11-22",
  "",
  "....",
  ":::::::",
  "fe:ed",
])("finds nothing in %j", (text) => {
  expect(found(text)).toEqual([]);
});

test("whatever stands around an IPv4 address, it is found", () => {
  const around = fc.stringMatching(/^[ a-z,;"'()=<>\n]{0,20}$/);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), around, around, (address, before, after) => {
      const text = formatAddress(4, BigInt(address));
      expect(found(`${before}${text}${after}`)).toContain(`${text}/32`);
    }),
  );
});

test("whatever its case, an IPv6 address is found, compressed or not", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n << 96n, max: (1n << 128n) - 1n }), fc.boolean(), (address, isLong) => {
      const short = formatAddress(6, address);
      const long = (address.toString(16).padStart(32, "0").match(/.{4}/g) ?? []).join(":");
      expect(found(`"${(isLong ? long : short).toUpperCase()}"`)).toContain(`${short}/128`);
    }),
  );
});

test("no text makes it throw or repeat another value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      for (const { text: written } of scanAddresses(text)) expect(text).toContain(written);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-fA-F:.\-/ ]{0,200}$/), (text) => {
      for (const { prefixes } of scanAddresses(text)) expect(prefixes.length).toBeGreaterThan(0);
    }),
  );
});
