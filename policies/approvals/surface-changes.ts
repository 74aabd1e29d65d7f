import type { Leaf, Surface, SurfaceResource } from "./surface";

/**
 * What differs between two surfaces, one sentence a resource and a value, in the order of the resources. Values that may not
 * be shown are only called changed.
 */
export function surfaceChanges(before: Surface | undefined, after: Surface): string[] {
  const old = new Map(before?.resources.map((resource) => [resource.urn, resource]));
  const kept = new Set(after.resources.map(({ urn }) => urn));
  return [
    ...after.resources.flatMap((resource) => {
      const was = old.get(resource.urn);
      return was === undefined ? added(resource) : changed(was, resource);
    }),
    ...[...old.values()].filter(({ urn }) => !kept.has(urn)).map((resource) => `removes ${named(resource)}`),
  ];
}

function added(resource: SurfaceResource): string[] {
  const values = Object.entries(resource.values).map(([path, leaf]) => `${path} ${inWords(leaf)}`);
  return [`adds ${named(resource)}${values.length > 0 ? `: ${values.join(", ")}` : ""}`];
}

function changed(before: SurfaceResource, after: SurfaceResource): string[] {
  const paths = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [valueAt(before, path), valueAt(after, path)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const where = `${path} of ${named(after)}`;
    if (was === undefined) return [`sets ${where} to ${inWords(is)}`];
    if (is === undefined) return [`takes away ${where}, which was ${inWords(was)}`];
    const hidden = typeof was === "string" && typeof is === "string" && (isHidden(was) || isHidden(is));
    return [
      hidden
        ? `changes ${where} (the values are not shown)`
        : `changes ${where} from ${inWords(was)} to ${inWords(is)}`,
    ];
  });
}

const valueAt = ({ values }: SurfaceResource, path: string): Leaf | undefined =>
  Object.hasOwn(values, path) ? values[path] : undefined;

const isHidden = (leaf: string): boolean => leaf.startsWith("#");

function inWords(leaf: Leaf | undefined): string {
  if (leaf === undefined) return "nothing";
  if (Array.isArray(leaf)) {
    return leaf.length === 0 ? "a value that is not known" : `a value of ${leaf.map(lastName).join(" and ")}`;
  }
  if (isHidden(leaf)) return "a value that is not shown";
  return leaf.startsWith("=") ? leaf.slice(1) : leaf;
}

const lastName = (urn: string): string => urn.split("::").slice(3).join("::") || urn;

const named = ({ type, urn, area }: SurfaceResource): string => `${lastName(urn)} (${type.split(":").at(-1)}, ${area})`;
