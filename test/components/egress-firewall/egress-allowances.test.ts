import type { CheckedOpening } from "../../../components/egress-firewall/break-glass-opening";
import { egressAllowances } from "../../../components/egress-firewall/egress-allowances";
import type { Ports } from "../../../components/egress-segment/segment-arguments";

const WEB: Ports = { protocol: "tcp", from: 443, to: 443, destinations: ["0.0.0.0/0", "198.51.100.0/24"] };
const RANGE: Ports = { protocol: "udp", from: 5000, to: 5010, destinations: ["192.0.2.0/24"] };
const BREAK_GLASS = { approvers: ["on-call"], hours: 1, destinations: ["198.51.100.0/25", "192.0.2.0/25"] };

function opening(state: CheckedOpening["state"]): CheckedOpening {
  return {
    state,
    ports: { protocol: "tcp", from: 22, to: 22, destinations: ["192.0.2.66/32"] },
    description: "break-glass inc-7",
    opening: { name: "inc-7", from: "", until: "", approvedBy: [], destinations: [], fromPort: 22 },
  };
}

function keys(status: "active" | "quarantined", ports: Ports[], openings: CheckedOpening[] = []): string[] {
  return egressAllowances({ segmentName: "data", status, ports, breakGlass: BREAK_GLASS }, openings).map(
    ({ key }) => key,
  );
}

describe("what a segment may reach", () => {
  test("is its ports at their destinations, named after them", () => {
    expect(keys("active", [WEB, RANGE])).toEqual([
      "tcp-443-any4",
      "tcp-443-198-51-100-0_24",
      "udp-5000-5010-192-0-2-0_24",
    ]);
  });

  test("keeps its names when ports come, go, move or repeat", () => {
    expect(keys("active", [RANGE, WEB, RANGE])).toEqual([
      "udp-5000-5010-192-0-2-0_24",
      "tcp-443-any4",
      "tcp-443-198-51-100-0_24",
    ]);
  });

  test("is only where break-glass leads, once it is quarantined", () => {
    expect(keys("quarantined", [WEB, RANGE])).toEqual([
      "tcp-443-192-0-2-0_25",
      "tcp-443-198-51-100-0_25",
      "udp-5000-5010-192-0-2-0_25",
    ]);
  });

  test("is nothing in quarantine without break-glass destinations", () => {
    const segment = { segmentName: "data", status: "quarantined" as const, ports: [WEB], breakGlass: undefined };
    expect(egressAllowances(segment, [])).toEqual([]);
  });

  test.each([
    ["open", ["break-glass-inc-7-tcp-22-192-0-2-66_32"]],
    ["ahead", []],
    ["over", []],
  ] as const)("an opening that is %s adds %j", (state, expected) => {
    expect(keys("active", [], [opening(state)])).toEqual(expected);
    expect(keys("quarantined", [], [opening(state)])).toEqual(expected);
  });

  test("has no ports for protocols without", () => {
    const any = (protocol: Ports["protocol"], to: string): Ports => ({ protocol, from: 0, to: 0, destinations: [to] });
    expect(keys("active", [any("icmp", "0.0.0.0/0"), any("all", "2001:db8::/32")])).toEqual([
      "icmp-any4",
      "all-2001-db8--_32",
    ]);
  });
});
