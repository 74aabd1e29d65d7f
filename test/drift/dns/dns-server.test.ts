import { DnsServerError, parseDnsServer } from "../../../drift/dns/dns-server";

describe("naming a DNS server", () => {
  test.each([
    ["127.0.0.1:5300", "127.0.0.1", 5300, "127.0.0.1:5300"],
    ["192.0.2.53", "192.0.2.53", 53, "192.0.2.53:53"],
    ["[::1]:53", "::1", 53, "[::1]:53"],
    ["[2001:db8::53]", "2001:db8::53", 53, "[2001:db8::53]:53"],
    ["2001:db8::53", "2001:db8::53", 53, "[2001:db8::53]:53"],
  ])("%s is an address and a port", (text, address, port, label) => {
    expect(parseDnsServer(text)).toEqual({ address, port, label });
  });

  test.each([
    "ns.example.com",
    "192.0.2.256",
    "192.0.2.53:0",
    "192.0.2.53:70000",
    "[192.0.2.53]:53",
    "",
    "[::1",
    "a:b:c",
  ])("%j is refused with the way out", (text) => {
    expect(() => parseDnsServer(text)).toThrow(DnsServerError);
    expect(() => parseDnsServer(text)).toThrow(/such as 192\.0\.2\.53/);
  });
});
