import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const RECORD = "cloudflare:index/dnsRecord:DnsRecord";

test("a PTR names its address", () => {
  const { reverseNames } = observeOne(RECORD, {
    zoneId: "z",
    name: "9.113.0.203.in-addr.arpa",
    type: "PTR",
    content: "web.example.com",
    ttl: 300,
  });
  expect(reverseNames).toMatchObject([
    { address: { value: { first: 0xcb007109n } }, names: { value: ["web.example.com"] } },
  ]);
});

test("the older type and its older property are read alike", () => {
  const { reverseNames } = observe((graph) => {
    const zone = graph.add("cloudflare:index/zone:Zone", "zone", { zone: "113.0.203.in-addr.arpa" });
    graph.add("cloudflare:index/record:Record", "one", {
      zoneId: ref(zone),
      name: "9",
      type: "ptr",
      value: "web.example.com",
    });
  });
  expect(reverseNames).toMatchObject([
    { address: { value: { first: 0xcb007109n } }, names: { value: ["web.example.com"] } },
  ]);
});

test("a name that nobody knows is an unknown path, and so is a relative one in a zone given by id", () => {
  expect(observeOne(RECORD, { zoneId: "z", name: UNKNOWN, type: "PTR" }).reverseNames[0]?.address.unknown).toEqual([
    `${urnOf(RECORD)}#name`,
  ]);
  expect(observeOne(RECORD, { zoneId: "z", name: "9", type: "PTR" }).reverseNames[0]?.address.unknown).toEqual([
    `${urnOf(RECORD)}#zoneId`,
  ]);
});
