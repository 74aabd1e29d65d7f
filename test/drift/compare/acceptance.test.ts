import { accept } from "../../../drift/compare/acceptance";
import { compare, type Fields } from "../../../drift/compare/compare";
import { IgnoreFile } from "../../../drift/compare/ignore-file";
import { item, look } from "./items";

const A = item("203.0.113.1", { remembered: { path: "new", peers: { unknown: "time-out" } } });
const B = item("203.0.113.2", { remembered: { path: "new" } });
const before = new Map<string, Fields>([
  ["dns/ptr/203.0.113.1", { path: "old", peers: 12 }],
  ["dns/ptr/203.0.113.2", { path: "old" }],
]);
const looks = [look([A, B])];
const by = (...patterns: string[]) => accept(before, looks, new IgnoreFile(patterns.join("\n"), "--accept"));

test("what the patterns name is known as it is seen now, and the rest as it was", () => {
  const { before: known, accepted } = by("dns/ptr/203.0.113.2");
  expect(accepted).toEqual(["dns/ptr/203.0.113.2"]);
  expect(known.get("dns/ptr/203.0.113.1")).toEqual({ path: "old", peers: 12 });
  const { differences, remembered } = compare([A, B], looks, known);
  expect(differences.filter(({ change }) => change === "changed").map((one) => one.item.id)).toEqual(["203.0.113.1"]);
  expect(remembered.get("dns/ptr/203.0.113.2")).toEqual({ path: "new" });
});

test("what could not be read is not accepted: it stays as it was known", () => {
  expect(by("dns/").before.get("dns/ptr/203.0.113.1")).toEqual({ path: "new", peers: 12 });
});

test("gitignore syntax: a negation leaves one out, and what did not change is not accepted", () => {
  expect(by("dns/ptr/*", "!dns/ptr/203.0.113.1").accepted).toEqual(["dns/ptr/203.0.113.2"]);
  expect(by("bgp/").accepted).toEqual([]);
  expect(accept(new Map(), looks, new IgnoreFile("dns/", "--accept")).accepted).toEqual([]);
});
