import { egressAllowances } from "../../../components/egress-firewall/egress-allowances";
import { networkAclEntries } from "../../../components/egress-firewall/network-acl-entries";
import type { Ports } from "../../../components/egress-segment/segment-arguments";

function entries(ports: Ports[], local: string[] = []): string[] {
  const allowances = egressAllowances({ segmentName: "data", status: "active", ports, breakGlass: undefined }, []);
  return networkAclEntries(allowances, local, 100).map(
    ({ number, egress, protocol, cidr, fromPort, toPort, icmp }) =>
      `${egress ? "out" : "in"} ${number} ${protocol} ${cidr} ${icmp ? "icmp" : `${fromPort}-${toPort}`}`,
  );
}

describe("entries of a network ACL", () => {
  test("let ports out, and answers to ephemeral ports back in, once for each destination", () => {
    const tcp = (port: number): Ports => ({ protocol: "tcp", from: port, to: port, destinations: ["0.0.0.0/0"] });
    expect(entries([tcp(80), tcp(443)])).toEqual([
      "out 100 6 0.0.0.0/0 80-80",
      "out 110 6 0.0.0.0/0 443-443",
      "in 100 6 0.0.0.0/0 1024-65535",
    ]);
  });

  test("let local space through both ways, and protocols without ports as they are", () => {
    expect(entries([{ protocol: "icmpv6", from: 0, to: 0, destinations: ["::/0"] }], ["10.0.0.0/16"])).toEqual([
      "out 100 -1 10.0.0.0/16 0-0",
      "out 110 58 ::/0 icmp",
      "in 100 -1 10.0.0.0/16 0-0",
      "in 110 58 ::/0 icmp",
    ]);
  });

  test("are none where nothing is allowed", () => {
    expect(entries([])).toEqual([]);
  });
});
