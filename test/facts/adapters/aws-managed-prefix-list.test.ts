import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

test("entries inline and apart belong to their list", () => {
  const { prefixListEntries } = observe((graph) => {
    const list = graph.add(LIST, "one", { entries: [{ cidr: "192.0.2.0/24" }] });
    graph.add(ENTRY, "more", { prefixListId: ref(list), cidr: "198.51.100.0/24" });
  });
  expect(prefixListEntries.map(({ lists }) => lists.keys)).toEqual([[urnOf(LIST)], [urnOf(LIST)]]);
});

test("an entry that nobody knows is an unknown path", () => {
  expect(observeOne(LIST, { entries: [{ cidr: UNKNOWN }] }).prefixListEntries[0]?.prefix.unknown).toEqual([
    `${urnOf(LIST)}#entries[0].cidr`,
  ]);
  expect(observeOne(ENTRY, { prefixListId: "pl-1" }).prefixListEntries[0]?.prefix.unknown).toEqual([
    `${urnOf(ENTRY)}#cidr`,
  ]);
});

test("a CIDR with host bits is undetermined rather than read another way", () => {
  expect(observeOne(LIST, { entries: [{ cidr: "192.0.2.1/24" }] }).prefixListEntries[0]?.prefix.unknown).toHaveLength(
    1,
  );
});
