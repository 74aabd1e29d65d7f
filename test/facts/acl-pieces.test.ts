import { allowedPieces } from "../../facts/acl-pieces";
import type { EgressRule } from "../../facts/observations";
import { formatPrefix } from "../../lease/prefix";
import { observe } from "./observe";

type Entry = readonly [number: number, action: string, protocol: string, from: number, to: number, cidr: string];

function pieces(...entries: Entry[]): string[] {
  const { egressRules } = observe((graph) =>
    graph.add("aws:ec2/networkAcl:NetworkAcl", "acl", {
      egress: entries.map(([ruleNo, action, protocol, fromPort, toPort, cidrBlock]) => ({
        ruleNo,
        action,
        protocol,
        fromPort,
        toPort,
        cidrBlock,
      })),
    }),
  );
  return allowedPieces(egressRules as EgressRule[])
    .map(
      ({ protocol, ports, destinations }) =>
        `${protocol} ${ports?.from}-${ports?.to} ${destinations.prefixes().map(formatPrefix).join(",")}`,
    )
    .sort();
}

test("an allow entry without denies is one piece", () => {
  expect(pieces([100, "allow", "tcp", 443, 443, "0.0.0.0/0"])).toEqual(["tcp 443-443 0.0.0.0/0"]);
});

test("a deny with a lower number takes its part away, one with a higher number nothing", () => {
  expect(
    pieces(
      [90, "deny", "tcp", 25, 25, "0.0.0.0/0"],
      [100, "allow", "tcp", 0, 65535, "0.0.0.0/0"],
      [110, "deny", "tcp", 443, 443, "0.0.0.0/0"],
    ),
  ).toEqual(["tcp 0-24 0.0.0.0/0", "tcp 26-65535 0.0.0.0/0"]);
});

test("an entry for every protocol is taken apart by a deny of one", () => {
  expect(pieces([90, "deny", "tcp", 0, 65535, "128.0.0.0/1"], [100, "allow", "-1", 0, 0, "0.0.0.0/0"])).toEqual([
    "tcp 0-65535 0.0.0.0/1",
    "udp 0-65535 0.0.0.0/0",
  ]);
});

test("a deny of everything leaves nothing", () => {
  expect(pieces([90, "deny", "-1", 0, 0, "0.0.0.0/0"], [100, "allow", "tcp", 80, 80, "0.0.0.0/0"])).toEqual([]);
});
