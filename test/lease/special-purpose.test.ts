import { parsePrefix } from "../../lease/prefix";
import { BOGONS, PRIVATE } from "../../lease/special-purpose";

test.each([
  "10.1.0.0/16",
  "172.31.0.0/16",
  "192.168.0.0/24",
  "100.64.0.1/32",
  "127.0.0.1/32",
  "169.254.169.254/32",
  "fd00::/8",
  "fe80::1/128",
  "::1/128",
])("%s is private and a bogon", (text) => {
  expect(PRIVATE.containsPrefix(parsePrefix(text))).toBe(true);
  expect(BOGONS.containsPrefix(parsePrefix(text))).toBe(true);
});

test.each(["203.0.113.0/24", "2001:db8::/32", "224.0.0.1/32", "255.255.255.255/32", "0.0.0.0/32", "ff02::1/128"])(
  "%s is a bogon, and not private",
  (text) => {
    expect(BOGONS.containsPrefix(parsePrefix(text))).toBe(true);
    expect(PRIVATE.overlapsPrefix(parsePrefix(text))).toBe(false);
  },
);

test.each(["192.0.0.9/32", "172.32.0.0/16", "100.128.0.0/16", "2600::/16", "2001:4:112::/48", "64:ff9b::/96"])(
  "%s is neither: packets to it may be meant",
  (text) => {
    expect(BOGONS.overlapsPrefix(parsePrefix(text))).toBe(false);
    expect(PRIVATE.overlapsPrefix(parsePrefix(text))).toBe(false);
  },
);

test("a prefix that is only partly special is not contained", () => {
  expect(PRIVATE.containsPrefix(parsePrefix("172.0.0.0/8"))).toBe(false);
  expect(PRIVATE.overlapsPrefix(parsePrefix("172.0.0.0/8"))).toBe(true);
  expect(BOGONS.containsPrefix(parsePrefix("0.0.0.0/0"))).toBe(false);
});
