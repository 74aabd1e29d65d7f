import type { Resource } from "./resource";

/** Type token of the resource that stands for the stack itself. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The types of the parents, outermost first, then the resource's own. */
  readonly types: readonly string[];
  readonly name: string;
}

/**
 * The parts of `urn:pulumi:STACK::PROJECT::TYPES::NAME`. A name may itself hold `::`. Text that is no URN has empty parts
 * and itself as its name, so that a report can still show it.
 */
export function parseUrn(urn: string): UrnParts {
  const match = /^urn:pulumi:(.*?)::(.*?)::(.*?)::([\s\S]*)$/.exec(urn);
  if (!match) return { stack: "", project: "", types: [], name: urn };
  const [, stack = "", project = "", types = "", name = ""] = match;
  return { stack, project, types: types.split("$"), name };
}

/** The URN that Pulumi's engine gives a resource: the chain of parent types, the stack's own left out, then its name. */
export function makeUrn(
  project: string,
  stack: string,
  parent: string | undefined,
  type: string,
  name: string,
): string {
  const parentTypes =
    parent === undefined ? [] : parseUrn(parent).types.filter((parentType) => parentType !== STACK_TYPE);
  return `urn:pulumi:${stack}::${project}::${[...parentTypes, type].join("$")}::${name}`;
}

/** The same resources in the same order, except that a parent that comes later moves before its first child. */
export function parentsFirst(resources: readonly Resource[]): Resource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const placed = new Set<string>();
  const ordered: Resource[] = [];
  for (const resource of resources) {
    const chain: Resource[] = [];
    let next: Resource | undefined = resource;
    while (next && !placed.has(next.urn)) {
      placed.add(next.urn);
      chain.push(next);
      next = next.parent === undefined ? undefined : byUrn.get(next.parent);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}
