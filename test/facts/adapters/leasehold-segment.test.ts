import { UNKNOWN } from "../../../graph/resource";
import { observe, observeOne, urnOf } from "../observe";

const SEGMENT = "leasehold:index:EgressSegment";

test("a segment holds each of its prefixes", () => {
  expect(
    observeOne(SEGMENT, { prefixes: ["203.0.113.0/26", "203.0.113.64/26"] }).holdings.map(({ property }) => property),
  ).toEqual(["prefixes[0]", "prefixes[1]"]);
});

test("prefixes that nobody knows are held by their property", () => {
  expect(
    observeOne(SEGMENT, { prefixes: UNKNOWN }).holdings.map(({ resource, property }) => `${resource.urn} ${property}`),
  ).toEqual([`${urnOf(SEGMENT)} prefixes`]);
});

test("a segment without prefixes holds nothing", () => {
  expect(observe((graph) => graph.segment("web")).holdings).toEqual([]);
});
