import { joinPath } from "../graph/read";
import { type Properties, type Resource, UNKNOWN, type Value } from "../graph/resource";
import { EIP } from "./types";

/** The URN of a resource in view, or the literal id of something out of view. Two references to one thing give one key. */
export type Key = string;

/** What a property points at, as far as anybody knows. */
export interface Targets {
  readonly keys: readonly Key[];
  /** `urn#path` of values that could not be followed. */
  readonly unknown: readonly string[];
}

export const NO_TARGETS: Targets = { keys: [], unknown: [] };

/** A value at the end of a path with `[]` steps, with the path on which it was found. */
export interface Collected {
  readonly path: string;
  readonly value: Value;
  /** The unknown stands for a whole list rather than for one element. */
  readonly whole: boolean;
}

/** Outputs by which other resources may name a resource once it exists. */
const NAMED_BY: readonly string[] = [
  "id",
  "arn",
  "allocationId",
  "publicIp",
  "primaryNetworkInterfaceId",
  "networkInterfaceId",
  "mainRouteTableId",
  "defaultRouteTableId",
  "zoneId",
];

/**
 * Indexes resources by URN, type and every id by which another resource may name them, and follows references. A known
 * value is looked up among the ids, and stays a literal id where nothing in view bears it; an unknown one is followed
 * through the property's dependencies, since an id of something yet to be created is unknown although its resource is not.
 */
export class References {
  readonly #byUrn = new Map<string, Resource>();
  readonly #byType = new Map<string, Resource[]>();
  readonly #byId = new Map<string, string[]>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) this.add(resource);
  }

  /** Takes one more resource in. */
  add(resource: Resource): void {
    this.#byUrn.set(resource.urn, resource);
    const alike = this.#byType.get(resource.type);
    if (alike === undefined) this.#byType.set(resource.type, [resource]);
    else alike.push(resource);
    if (resource.id !== undefined) this.#name(resource, resource.id);
    for (const name of NAMED_BY) {
      if (Object.hasOwn(resource.outputs, name)) this.#name(resource, resource.outputs[name]);
    }
    // An association may name an Elastic IP by its address.
    if (resource.type === EIP) this.#name(resource, resource.inputs.address);
  }

  resource(key: Key): Resource | undefined {
    return this.#byUrn.get(key);
  }

  ofType(type: string): readonly Resource[] {
    return this.#byType.get(type) ?? [];
  }

  /**
   * What the values at `paths` point at. `types` are the types that may stand there, the likeliest first. One unknown
   * value that several resources of a type went into is not followed: nobody knows which of them it is.
   */
  follow(resource: Resource, paths: string | readonly string[], types: readonly string[]): Targets {
    const found =
      typeof paths === "string"
        ? collect(resource.inputs, paths)
        : paths.flatMap((path) => collect(resource.inputs, path));
    return this.followValues(resource, found, types);
  }

  /** As `follow`, for values that were collected before. */
  followValues(resource: Resource, found: readonly Collected[], types: readonly string[]): Targets {
    if (found.length === 0) return NO_TARGETS;
    const keys = new Set<Key>();
    const pending = new Map<string, Collected[]>();
    const unknown: string[] = [];
    for (const one of found) {
      if (typeof one.value === "string") {
        if (one.value !== "") keys.add(this.#known(one.value, types));
      } else if (one.value === UNKNOWN) {
        const property = topLevel(one.path);
        const others = pending.get(property);
        if (others === undefined) pending.set(property, [one]);
        else others.push(one);
      } else if (one.value !== null) unknown.push(unknownPath(resource, one.path));
    }
    for (const [property, values] of pending)
      this.#throughDependencies(resource, property, values, types, keys, unknown);
    return { keys: [...keys], unknown };
  }

  #throughDependencies(
    resource: Resource,
    property: string,
    values: readonly Collected[],
    types: readonly string[],
    keys: Set<Key>,
    unknown: string[],
  ): void {
    const sources = resource.propertyDependencies[property] ?? [];
    const whole = values.some((value) => value.whole);
    let open = whole ? Number.POSITIVE_INFINITY : values.length;
    let followed = 0;
    for (const type of types) {
      const candidates = sources.filter((urn) => this.#byUrn.get(urn)?.type === type && !keys.has(urn));
      if (candidates.length === 0 || candidates.length > open) continue;
      for (const urn of candidates) keys.add(urn);
      open -= candidates.length;
      followed += candidates.length;
    }
    const elsewhere = sources.some((urn) => !types.includes(this.#byUrn.get(urn)?.type ?? ""));
    if (followed === 0 || (open > 0 && !whole && elsewhere)) {
      for (const value of values) unknown.push(unknownPath(resource, value.path));
    }
  }

  /** Several resources may show one id, an interface's for example: the wanted type tells whose it is. */
  #known(value: string, types: readonly string[]): Key {
    return this.#byId.get(value)?.find((urn) => types.includes(this.#byUrn.get(urn)?.type ?? "")) ?? value;
  }

  #name(resource: Resource, id: Value | undefined): void {
    if (typeof id !== "string" || id === "") return;
    const urns = this.#byId.get(id);
    if (urns === undefined) this.#byId.set(id, [resource.urn]);
    else if (!urns.includes(resource.urn)) urns.push(resource.urn);
  }
}

/** `urn#property.path`, as facts name what nobody knows yet. */
export function unknownPath(resource: Pick<Resource, "urn">, path: string): string {
  return `${resource.urn}#${path}`;
}

/** Every value at a path such as `zones[].addresses[]` or `egress[3].cidrBlocks[]`; an unknown step ends its path there. */
export function collect(properties: Properties, path: string): Collected[] {
  const steps = stepsOf(path);
  const [first] = steps;
  // Most paths are one property, which most resources do not have.
  if (first !== undefined && !Object.hasOwn(properties, first.name)) return [];
  let level: Collected[] = [{ path: "", value: properties, whole: false }];
  for (const { name, index } of steps) level = level.flatMap((at) => below(at, name, index));
  return level;
}

/** One property on the way; `index` is undefined for no list, empty for every element of one. */
interface Step {
  readonly name: string;
  readonly index: string | undefined;
}

/** Paths that were taken apart: the same few hundred are followed from every resource. */
const TAKEN_APART = new Map<string, readonly Step[]>();
const MOST_KEPT = 2_000;

function stepsOf(path: string): readonly Step[] {
  let found = TAKEN_APART.get(path);
  if (found === undefined) {
    found = path.split(".").map((step) => {
      const open = step.indexOf("[");
      return open < 0
        ? { name: step, index: undefined }
        : { name: step.slice(0, open), index: step.slice(open + 1, -1) };
    });
    if (TAKEN_APART.size < MOST_KEPT) TAKEN_APART.set(path, found);
  }
  return found;
}

function below(at: Collected, name: string, index: string | undefined): Collected[] {
  if (at.value === UNKNOWN) return [index === "" ? { ...at, whole: true } : at];
  if (typeof at.value !== "object" || at.value === null || Array.isArray(at.value)) return [];
  const value = Object.hasOwn(at.value, name) ? at.value[name] : undefined;
  if (value === undefined || value === null) return [];
  const path = joinPath(at.path, name);
  if (index === undefined) return [{ path, value, whole: false }];
  if (!Array.isArray(value)) return [{ path, value, whole: value === UNKNOWN && index === "" }];
  const elements = value.map(
    (element, position): Collected => ({ path: joinPath(path, position), value: element, whole: false }),
  );
  return elements.filter((element, position) => element.value !== null && (index === "" || position === Number(index)));
}

function topLevel(path: string): string {
  const end = path.search(/[.[]/);
  return end <= 0 ? path : path.slice(0, end);
}
