import type { ReportedResource } from "./report";

/**
 * Resources as a program reads: siblings by their place in it, each followed by its children. The order in which they were
 * registered can differ from run to run.
 */
export function inProgramOrder(resources: readonly ReportedResource[]): ReportedResource[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const children = new Map<string | null, ReportedResource[]>();
  for (const resource of resources) {
    const parent = resource.parent !== null && known.has(resource.parent) ? resource.parent : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(resource);
    else children.set(parent, [resource]);
  }
  const ordered: ReportedResource[] = [];
  const visit = (parent: string | null): void => {
    for (const resource of (children.get(parent) ?? []).sort(byPlace)) {
      ordered.push(resource);
      visit(resource.urn);
    }
  };
  visit(null);
  return ordered;
}

function byPlace(a: ReportedResource, b: ReportedResource): number {
  const [one, other] = [a.location, b.location];
  if (one === null || other === null) {
    return Number(one === null) - Number(other === null) || compareText(a.urn, b.urn);
  }
  return (
    compareText(one.file, other.file) || one.line - other.line || one.column - other.column || compareText(a.urn, b.urn)
  );
}

/** The same on every machine; digits by their value, so that `web-2` comes before `web-10`. */
function compareText(a: string, b: string): number {
  return ORDER.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

const ORDER = new Intl.Collator("en", { numeric: true });
