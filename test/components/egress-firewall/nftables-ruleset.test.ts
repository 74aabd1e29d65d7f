import { egressAllowances } from "../../../components/egress-firewall/egress-allowances";
import { type NftablesOptions, nftablesRuleset } from "../../../components/egress-firewall/nftables-ruleset";
import { parsePrefix } from "../../../lease/prefix";

// What the rules do is tried on a real kernel in test/e2e/nftables.test.ts; here is how they are written.

function ruleset(options: Partial<NftablesOptions> = {}): string[] {
  const text = nftablesRuleset({
    leaseId: "office-2026",
    segmentName: "data-collection",
    workloads: [parsePrefix("10.0.1.0/24")],
    allowances: [],
    denied: [],
    rateLimits: [],
    addresses: ["10.0.0.10"],
    ...options,
  });
  return text.split("\n").map((line) => line.trim());
}

describe("an nftables ruleset", () => {
  test("replaces its own table in one transaction", () => {
    expect(ruleset().slice(1, 4)).toEqual([
      "table inet leasehold_data_collection",
      "delete table inet leasehold_data_collection",
      "table inet leasehold_data_collection {",
    ]);
  });

  test("drops what it does not name", () => {
    expect(ruleset()).toContain("type filter hook forward priority filter; policy drop;");
    expect(ruleset()).toContain("meta nfproto ipv6 counter name foreign_source drop");
  });

  test("writes sets in the fewest elements, since nftables refuses those that overlap", () => {
    const denied = ["192.0.2.0/25", "192.0.2.128/25", "192.0.2.7/32", "198.51.100.7/32"].map(parsePrefix);
    expect(ruleset({ denied })).toContain("elements = { 192.0.2.0/24, 198.51.100.7 }");
  });

  test("judges deny lists after break-glass and before ports", () => {
    const ports = [{ protocol: "tcp" as const, from: 443, to: 443, destinations: ["0.0.0.0/0"] }];
    const allowances = egressAllowances({ segmentName: "d", status: "active", ports, breakGlass: undefined }, []);
    const open = { ...allowances[0]!, destination: "192.0.2.66/32", breakGlass: true };
    const lines = ruleset({ allowances: [...allowances, open], denied: [parsePrefix("192.0.2.0/24")] });
    const order = [
      "ip daddr 192.0.2.66/32 tcp dport 443 goto limited",
      "ip daddr @denied4 counter name denied_destination drop",
      "meta nfproto ipv4 tcp dport 443 goto limited",
    ].map((line) => lines.indexOf(line));
    expect(order.every((at) => at > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("keeps identities apart whose names look alike in nftables, and lets no name write rules", () => {
    const rateLimits = ["role/a", "role a", 'x"; accept\n#'].map((identity) => ({ identity, packetsPerSecond: 1 }));
    const lines = ruleset({ rateLimits }).filter((line) => line.startsWith("limit "));
    expect(lines.map((line) => line.split(" {")[0])).toEqual([
      "limit role_a_0_packets",
      "limit role_a_1_packets",
      "limit x___accept___2_packets",
      'limit name "role_a_0_packets" counter name over_role_a_0 drop',
      'limit name "role_a_1_packets" counter name over_role_a_1 drop',
      'limit name "x___accept___2_packets" counter name over_x___accept___2 drop',
    ]);
  });

  test("spreads sources over several addresses by their hash alone", () => {
    expect(ruleset({ addresses: ["10.0.0.10", "10.0.0.11"], outside: "ens5" })).toContain(
      'oifname "ens5" ip saddr @workloads4 snat ip to jhash ip saddr mod 2 seed 0x1ea5e map { 0 : 10.0.0.10, 1 : 10.0.0.11 }',
    );
  });

  test("translates nothing where the workloads are IPv6", () => {
    expect(ruleset({ workloads: [parsePrefix("2001:db8:1::/64")] }).join()).not.toContain("snat");
  });
});
