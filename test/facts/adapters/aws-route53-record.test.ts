import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const RECORD = "aws:route53/record:Record";
const ZONE = "aws:route53/zone:Zone";

test("a PTR names its address, relative to its zone or in full", () => {
  const { reverseNames } = observe((graph) => {
    const zone = graph.add(ZONE, "zone", { name: "113.0.203.in-addr.arpa" });
    graph.add(RECORD, "short", { zoneId: ref(zone), name: "9", type: "PTR", records: ["Web.Example.com."] });
    graph.add(RECORD, "long", {
      zoneId: "Z1",
      name: "10.113.0.203.IN-ADDR.ARPA.",
      type: "PTR",
      records: ["web.example.com"],
    });
  });
  expect(reverseNames.map(({ address, names }) => [address.value?.first, names.value])).toEqual([
    [0xcb007109n, ["web.example.com"]],
    [0xcb00710an, ["web.example.com"]],
  ]);
});

test("a relative name in a zone out of view is an unknown path", () => {
  const { reverseNames } = observeOne(RECORD, { zoneId: "Z1", name: "9", type: "PTR", records: ["web.example.com"] });
  expect(reverseNames[0]?.address.unknown).toEqual([`${urnOf(RECORD)}#zoneId`]);
  expect(
    observeOne(RECORD, { zoneId: "Z1", name: UNKNOWN, type: "PTR" }).reverseNames[0]?.address.unknown,
  ).toHaveLength(1);
});

test("other records, and PTRs outside the reverse tree, name no address", () => {
  expect(
    observeOne(RECORD, { zoneId: "Z1", name: "web.example.com", type: "A", records: ["203.0.113.9"] }).reverseNames,
  ).toEqual([]);
  const { reverseNames } = observe((graph) => {
    const zone = graph.add(ZONE, "zone", { name: "example.com" });
    graph.add(RECORD, "service", { zoneId: ref(zone), name: "_http._tcp", type: "PTR", records: ["x"] });
  });
  expect(reverseNames).toEqual([]);
});

test("an IPv6 name in upper case is the same address", () => {
  const nibbles = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.IP6.ARPA";
  expect(
    observeOne(RECORD, { zoneId: "Z1", name: nibbles, type: "PTR", records: ["x"] }).reverseNames[0]?.address.value,
  ).toMatchObject({ family: 6, length: 128 });
});
