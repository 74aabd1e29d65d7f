import type { Graph, Resource } from "../../graph/resource";
import type { Difference } from "./difference";

/** A ROA that is requested is one that a relying party sees: where none does, the request counts for nothing. */
const ROA_REQUEST = "leasehold:rpki:RoaRequest";

/**
 * The declared graph with what was seen laid over it, where it differs: changed resources with what they are, those that
 * are gone without, those that nobody declares beside them. What did not drift stays as it is declared, so that a world
 * without drift is judged as the program is. `undefined` where no difference is one of resources.
 */
export function observedGraph(graph: Graph, differences: readonly Difference[]): Graph | undefined {
  const gone = new Set<string>();
  const seen = new Map<string, Resource>();
  for (const { change, status, item } of differences) {
    if (status !== "violation") continue;
    if (change === "removed") {
      const { resource } = item;
      if (!resource || (resource.type !== item.type && resource.type !== ROA_REQUEST)) continue;
      gone.add(resource.urn);
    } else if (item.observed === undefined) continue;
    else for (const resource of [item.observed, ...(item.observedParts ?? [])]) seen.set(resource.urn, resource);
    for (const urn of item.absorbs ?? []) gone.add(urn);
  }
  if (gone.size === 0 && seen.size === 0) return undefined;
  const resources: Resource[] = [];
  for (const resource of graph.resources) {
    const laid = seen.get(resource.urn);
    seen.delete(resource.urn);
    if (laid !== undefined) resources.push(laidOver(resource, laid));
    else if (!gone.has(resource.urn)) resources.push(resource);
  }
  return { project: graph.project, stack: graph.stack, resources: [...resources, ...seen.values()] };
}

/** What was seen says where it leads by ids, whatever its values came from when they were declared. */
function laidOver(declared: Resource, seen: Resource): Resource {
  const propertyDependencies = Object.fromEntries(
    Object.entries(declared.propertyDependencies).filter(([property]) => !Object.hasOwn(seen.inputs, property)),
  );
  return {
    ...declared,
    inputs: { ...declared.inputs, ...seen.inputs },
    outputs: { ...declared.outputs, ...seen.outputs },
    propertyDependencies,
    ...(seen.id !== undefined && { id: seen.id }),
  };
}
