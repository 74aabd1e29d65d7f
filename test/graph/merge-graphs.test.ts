import { mergeGraphs } from "../../graph/merge-graphs";
import type { Graph } from "../../graph/resource";
import { graphOf, resource } from "../policies/resource-maker";

const shop = graphOf(resource("aws:ec2/eip:Eip", "a"));
const urn = "urn:pulumi:prod::shop::aws:ec2/eip:Eip::a";
const other: Graph = { project: "shop", stack: "prod", resources: [resource("aws:ec2/eip:Eip", "a", {}, { urn })] };

it("leaves one graph as it is", () => {
  expect(mergeGraphs([{ source: "a.json", graph: shop }])).toBe(shop);
});

it("puts the resources of several stacks side by side, and what is known of them before", () => {
  const before = { ...other, previous: other.resources };
  expect(
    mergeGraphs([
      { source: "a.json", graph: shop },
      { source: "b.json", graph: before },
    ]),
  ).toEqual({
    project: "",
    stack: "",
    resources: [...shop.resources, ...other.resources],
    previous: other.resources,
  });
  expect(
    mergeGraphs([
      { source: "a.json", graph: shop },
      { source: "b.json", graph: other },
    ]).previous,
  ).toBeUndefined();
});

it("refuses one stack given twice, and names both files", () => {
  const twice = () =>
    mergeGraphs([
      { source: "a.json", graph: shop },
      { source: "b.json", graph: shop },
    ]);
  expect(twice).toThrow("b.json: is of stack dev of project shop, as a.json is; give each stack once");
});

it("does not mind several stacks without resources", () => {
  const empty: Graph = { project: "", stack: "", resources: [] };
  expect(
    mergeGraphs([
      { source: "a.json", graph: empty },
      { source: "b.json", graph: empty },
    ]).resources,
  ).toEqual([]);
});
