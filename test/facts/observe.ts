import { observe as observeAll } from "../../facts/adapters/table";
import type { Observations } from "../../facts/observations";
import { References } from "../../facts/references";
import { GraphBuilder, type Inputs, type Options } from "./graph-builder";

/** What adapters say about the resources that `build` adds. */
export function observe(build: (graph: GraphBuilder) => void): Observations {
  const graph = new GraphBuilder();
  build(graph);
  return observeAll(graph.resources, new References(graph.resources));
}

/** What the adapter of one type says about one resource. */
export function observeOne(type: string, inputs: Inputs, options?: Options): Observations {
  return observe((graph) => graph.add(type, "one", inputs, options));
}

export function urnOf(type: string, name = "one"): string {
  return `urn:pulumi:test::shop::${type}::${name}`;
}
