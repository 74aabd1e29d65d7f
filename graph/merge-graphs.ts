import { InputError } from "./input-error";
import type { Graph } from "./resource";

/** A graph and the file it comes from. */
export interface SourcedGraph {
  readonly source: string;
  readonly graph: Graph;
}

/**
 * One graph of several stacks, so that one judgement sees them all: what one stack allocates, another may refer to. URNs
 * carry stack and project, so they do not clash.
 * @throws InputError where one stack is given twice
 */
export function mergeGraphs(graphs: readonly SourcedGraph[]): Graph {
  const [only] = graphs;
  if (only !== undefined && graphs.length === 1) return only.graph;
  refuseTwice(graphs);
  const known = graphs.some(({ graph }) => graph.previous !== undefined);
  return {
    project: "",
    stack: "",
    resources: graphs.flatMap(({ graph }) => graph.resources),
    ...(known && { previous: graphs.flatMap(({ graph }) => graph.previous ?? []) }),
  };
}

function refuseTwice(graphs: readonly SourcedGraph[]): void {
  const sources = new Map<string, string>();
  for (const { source, graph } of graphs) {
    if (graph.resources.length === 0) continue;
    const name = `stack ${graph.stack} of project ${graph.project}`;
    const first = sources.get(name);
    if (first !== undefined) throw new InputError(source, "", `is of ${name}, as ${first} is; give each stack once`);
    sources.set(name, source);
  }
}
