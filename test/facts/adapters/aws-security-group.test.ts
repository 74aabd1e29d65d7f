import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";

test("inline rules are read with protocol, ports, CIDRs and lists", () => {
  const { egressRules, firewalls } = observe((graph) => {
    const list = graph.add(LIST, "list");
    graph.add(GROUP, "one", {
      egress: [
        {
          protocol: "6",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: ["192.0.2.0/24"],
          ipv6CidrBlocks: ["2001:db8::/32"],
          prefixListIds: [ref(list)],
        },
      ],
    });
  });
  expect(firewalls).toHaveLength(1);
  expect(egressRules).toMatchObject([
    {
      protocol: { value: "tcp" },
      ports: { value: { from: 443, to: 443 } },
      prefixLists: { keys: [urnOf(LIST, "list")] },
    },
  ]);
  expect(egressRules[0]?.prefixes).toHaveLength(2);
});

test("no egress is no rule, since the provider removes AWS's own", () => {
  expect(observeOne(GROUP, {}).egressRules).toEqual([]);
  expect(observeOne(GROUP, { egress: [] }).egressRules).toEqual([]);
});

test("rules, CIDRs and ports that nobody knows are unknown paths", () => {
  expect(observeOne(GROUP, { egress: UNKNOWN }).egressRules[0]?.unknownDestinations).toEqual([
    `${urnOf(GROUP)}#egress`,
  ]);
  const rule = observeOne(GROUP, {
    egress: [{ protocol: "tcp", fromPort: UNKNOWN, toPort: 80, cidrBlocks: [UNKNOWN] }],
  }).egressRules[0];
  expect(rule?.ports.unknown).toEqual([`${urnOf(GROUP)}#egress[0].fromPort`]);
  expect(rule?.unknownDestinations).toEqual([`${urnOf(GROUP)}#egress[0].cidrBlocks[0]`]);
});

test.each([
  ["-1", 0],
  ["all", 443],
])("protocol %s opens every port, whatever ports it names", (protocol, port) => {
  const rule = observeOne(GROUP, { egress: [{ protocol, fromPort: port, toPort: port, cidrBlocks: ["::/0"] }] })
    .egressRules[0];
  expect(rule?.ports.value).toEqual({ from: 0, to: 65535 });
});
