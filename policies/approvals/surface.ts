import { createHash } from "node:crypto";
import { z } from "zod";
import { joinPath, readValue } from "../../graph/read";
import { type Graph, type Resource, UNKNOWN, type Value } from "../../graph/resource";
import { canonicalJson } from "../../lease/canonical-json";
import { shownValue } from "../shown-value";
import { privilegedType, SURFACE_AREAS, type SurfaceArea } from "./privileged-types";

/**
 * A value in a surface: `=text` where it may be shown, `#sha256` where it may not, or the URNs (sorted) of the resources
 * that it comes from, where it comes from other resources.
 */
const leafSchema = z.union([z.string().max(4096), z.array(z.string().max(4096)).max(1000)]);
export type Leaf = z.output<typeof leafSchema>;

const resourceSchema = z.strictObject({
  urn: z.string().max(4096),
  type: z.string().max(1024),
  area: z.enum(SURFACE_AREAS),
  /** Path of the property, down to single values → what it is. */
  values: z.record(z.string().max(4096), leafSchema),
});
export type SurfaceResource = z.output<typeof resourceSchema>;

/** Everything privileged that a stack declares, in one form only: what an approval signs. */
export const surfaceSchema = z.strictObject({
  version: z.literal(1),
  project: z.string().max(1024),
  stack: z.string().max(1024),
  resources: z.array(resourceSchema).max(100_000),
});
export type Surface = z.output<typeof surfaceSchema>;

/** A value as a program declares it, before it is decided whether it stands for itself or for where it comes from. */
interface DesiredValue {
  readonly path: string;
  /** `undefined`: nobody knows it yet. */
  readonly literal: string | undefined;
  /** Texts of the value, by which its origin is recognised. */
  readonly text: string | undefined;
}

interface DesiredProperty {
  readonly values: readonly DesiredValue[];
  /** URNs that the property's value comes from, sorted. */
  readonly from: readonly string[];
  /** Other parts of the same property are not looked at, and may be what comes from there. */
  readonly partial: boolean;
}

/** Texts by which a value from a resource is recognised. */
interface Answers {
  /** Known from the resource alone: its id and what the cloud computed. */
  readonly own: ReadonlySet<string>;
  /** These and its inputs, which may be passed on. */
  readonly all: ReadonlySet<string>;
}

interface DesiredResource extends Omit<SurfaceResource, "values"> {
  readonly properties: readonly DesiredProperty[];
}

/** What of a stack is privileged, as some source (preview, `up`, state) shows it. */
export interface DesiredSurface {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly DesiredResource[];
  /** By URN of what privileged values come from. */
  readonly answers: ReadonlyMap<string, Answers>;
}

/** Reads what is privileged out of a graph. What is only read from the cloud is not declared by the stack. */
export function desiredSurface(graph: Graph): DesiredSurface {
  const resources: DesiredResource[] = [];
  const sources = new Set<string>();
  for (const resource of graph.resources) {
    const type = privilegedType(resource);
    if (type === undefined || resource.operation === "read" || resource.operation === "delete") continue;
    const properties = propertiesOf(resource, type.only);
    for (const { from } of properties) for (const urn of from) sources.add(urn);
    resources.push({ urn: resource.urn, type: resource.type, area: type.area, properties });
  }
  resources.sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
  const answers = new Map<string, Answers>();
  for (const resource of graph.resources) if (sources.has(resource.urn)) answers.set(resource.urn, answersOf(resource));
  return { project: graph.project, stack: graph.stack, resources, answers };
}

/**
 * The surface as it is approved, or compared with one that was. A value that nobody knows yet is a reference to the
 * resources it comes from, and it stays that reference once the deployment made it known: where `approved` has a reference,
 * a known value counts as it if its property still comes from exactly the same resources and, where several values of the
 * property are references, if something of these resources is found in it. So a literal that takes a reference's place, or
 * changes beside one, makes another surface.
 */
export function surfaceOf(desired: DesiredSurface, approved?: Surface): Surface {
  const before = new Map(approved?.resources.map((resource) => [resource.urn, resource.values]));
  return {
    version: 1,
    project: desired.project,
    stack: desired.stack,
    resources: desired.resources.map(({ urn, type, area, properties }) => {
      const values: Record<string, Leaf> = Object.create(null);
      for (const property of properties) settle(property, before.get(urn), desired.answers, values);
      return { urn, type, area, values: { ...values } };
    }),
  };
}

/** SHA-256 of the surface's canonical JSON, in hexadecimal digits. */
export function surfaceDigest(surface: Surface): string {
  return createHash("sha256").update(canonicalJson(surface)).digest("hex");
}

/** Values (as `resource.path`) that nobody knows and that come from no resource: these cannot be approved. */
export function unexplained(surface: Surface): string[] {
  return surface.resources.flatMap(({ urn, values }) =>
    Object.entries(values).flatMap(([path, leaf]) =>
      Array.isArray(leaf) && leaf.length === 0 ? [`${urn.split("::").at(-1)}.${path}`] : [],
    ),
  );
}

/** How many resources of each area there are; areas without any are left out. */
export function surfaceSummary({ resources }: Surface): Partial<Record<SurfaceArea, number>> {
  const summary: Partial<Record<SurfaceArea, number>> = {};
  for (const { area } of resources) summary[area] = (summary[area] ?? 0) + 1;
  return summary;
}

/** Inputs that the provider's plugin adds or derives, whoever wrote the program. */
const DERIVED = new Set(["tagsAll"]);

function propertiesOf(resource: Resource, only: readonly string[] | undefined): DesiredProperty[] {
  const defaulted = new Set(resource.defaulted ?? []);
  const read = (path: string, property: string, value: Value): DesiredProperty => {
    const values: DesiredValue[] = [];
    collect(value, path, defaulted, values);
    return {
      values,
      from: [...new Set(sourcesOf(resource, property))].sort(),
      partial: path !== property,
    };
  };
  if (only === undefined) {
    return Object.keys(resource.inputs)
      .filter((name) => !DERIVED.has(name))
      .sort()
      .map((name) => read(joinPath("", name), name, resource.inputs[name] ?? null));
  }
  return only.flatMap((path) => {
    const value = readValue(resource.inputs, path);
    if (value === undefined) return [];
    return [read(path, path.split(".")[0] ?? path, "known" in value ? value.known : UNKNOWN)];
  });
}

function sourcesOf({ propertyDependencies }: Resource, property: string): readonly string[] {
  return Object.hasOwn(propertyDependencies, property) ? (propertyDependencies[property] ?? []) : [];
}

function collect(value: Value, path: string, defaulted: ReadonlySet<string>, found: DesiredValue[]): void {
  if (defaulted.has(path) || value === null) return;
  if (value === UNKNOWN) found.push({ path, literal: undefined, text: undefined });
  else if (typeof value !== "object") {
    // A provider may read "443" as 443; both are the same wish.
    found.push({ path, literal: shownValue(path, value), text: String(value) });
  } else if (Array.isArray(value)) {
    if (value.length === 0) found.push({ path, literal: "[]", text: undefined });
    for (const [index, element] of value.entries()) {
      // A hole would otherwise be as good as no element at all.
      if (element === null) found.push({ path: joinPath(path, index), literal: "null", text: undefined });
      else collect(element, joinPath(path, index), defaulted, found);
    }
  } else {
    const entries = Object.entries(value).filter(([, member]) => member !== null);
    if (entries.length === 0) found.push({ path, literal: "{}", text: undefined });
    for (const [key, member] of entries) collect(member, joinPath(path, key), defaulted, found);
  }
}

function settle(
  { values, from, partial }: DesiredProperty,
  before: Readonly<Record<string, Leaf>> | undefined,
  answers: DesiredSurface["answers"],
  found: Record<string, Leaf>,
): void {
  const top = values.length === 0 ? [] : Object.keys(before ?? {}).filter((path) => isReference(before, path));
  const references = top.filter((path) => values.some((value) => isAt(value.path, path)));
  for (const value of values) {
    if (value.literal === undefined) {
      found[value.path] = [...from];
      continue;
    }
    const path = references.find((candidate) => isAt(value.path, candidate));
    if (path === undefined) {
      found[value.path] = before === undefined && isAnswer(value, from, answers) ? [...from] : value.literal;
    } else if (sameSources(before?.[path], from)) {
      const inside = values.filter((other) => isAt(other.path, path));
      const explained =
        (references.length === 1 && !partial) || inside.some((other) => holdsAnswer(other, from, answers));
      found[explained ? path : value.path] = explained ? [...from] : value.literal;
    } else {
      found[value.path] = value.literal;
    }
  }
}

const isReference = (before: Readonly<Record<string, Leaf>> | undefined, path: string): boolean =>
  before !== undefined && Object.hasOwn(before, path) && Array.isArray(before[path]);

/** The path itself, or one below it. */
const isAt = (path: string, above: string): boolean =>
  path === above || (path.startsWith(above) && /^[.[]/.test(path.slice(above.length)));

/** A reference to nothing explains no value. */
const sameSources = (leaf: Leaf | undefined, from: readonly string[]): boolean =>
  Array.isArray(leaf) && from.length > 0 && canonicalJson(leaf) === canonicalJson(from);

function isAnswer({ text }: DesiredValue, from: readonly string[], answers: DesiredSurface["answers"]): boolean {
  return text !== undefined && from.some((urn) => answers.get(urn)?.own.has(text) ?? false);
}

function holdsAnswer({ text }: DesiredValue, from: readonly string[], answers: DesiredSurface["answers"]): boolean {
  if (text === undefined) return false;
  return from.some((urn) => [...(answers.get(urn)?.all ?? [])].some((answer) => text.includes(answer)));
}

/** Shorter texts are found in anything. */
const SHORTEST_ANSWER = 4;

function answersOf(resource: Resource): Answers {
  const own = new Set<string>();
  if (resource.id !== undefined) addTexts(resource.id, own);
  addTexts(resource.outputs, own);
  // What is read from elsewhere, a stack reference above all, has nothing but answers.
  if (resource.operation === "read") addTexts(resource.inputs, own);
  const all = new Set(own);
  addTexts(resource.inputs, all);
  return { own, all };
}

function addTexts(value: Value, found: Set<string>): void {
  if (typeof value === "string") {
    if (value.length >= SHORTEST_ANSWER) found.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) addTexts(member, found);
  }
}
