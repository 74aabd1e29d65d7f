import { type Properties, UNKNOWN, type Value } from "./resource";

/** What a property says: a value, the paths that nobody knows yet, or `undefined` where the program did not set it. */
export type Read<T> = { readonly known: T } | { readonly unknown: readonly string[] } | undefined;

/**
 * The value at `path` (`"a.b"`, `"rules[0].port"`), whatever its type. An unknown on the way makes the whole read unknown and
 * names where it is; `null` counts as not set, as it does for Pulumi. The value may hold unknowns further inside.
 */
export function readValue(properties: Properties, path: string): Read<Exclude<Value, typeof UNKNOWN | null>> {
  let value: Value | undefined = properties;
  let at = "";
  for (const step of steps(path)) {
    if (typeof value !== "object" || value === null) return value === null ? undefined : { unknown: [at] };
    if (Array.isArray(value)) {
      if (typeof step !== "number") return { unknown: [at] };
      value = value[step];
    } else {
      value = Object.hasOwn(value, step) ? value[step] : undefined;
    }
    at = joinPath(at, step);
    if (value === undefined || value === null) return undefined;
    if (value === UNKNOWN) return { unknown: [at] };
  }
  return { known: value };
}

/** A string; a number or boolean as its text, as providers read it. Any other shape is undetermined, never absent. */
export function readString(properties: Properties, path: string): Read<string> {
  return readAs(properties, path, (value) =>
    typeof value === "string"
      ? value
      : typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : undefined,
  );
}

/** A finite number; decimal text such as `"443"` as its number. Any other shape is undetermined, never absent. */
export function readNumber(properties: Properties, path: string): Read<number> {
  return readAs(properties, path, (value) => {
    const number = typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  });
}

/** A boolean; the texts `"true"` and `"false"` as theirs. Any other shape is undetermined, never absent. */
export function readBoolean(properties: Properties, path: string): Read<boolean> {
  return readAs(properties, path, (value) =>
    typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined,
  );
}

/** An array, whose elements may be unknown one by one. Any other shape is undetermined, never absent. */
export function readArray(properties: Properties, path: string): Read<readonly Value[]> {
  return readAs(properties, path, (value) => (Array.isArray(value) ? value : undefined));
}

/** An object, whose properties may be unknown one by one. Any other shape is undetermined, never absent. */
export function readObject(properties: Properties, path: string): Read<Properties> {
  return readAs(properties, path, (value) => (typeof value === "object" && !Array.isArray(value) ? value : undefined));
}

/** Every unknown inside a value as a path that starts with `base`, in the order of the value. */
export function unknownPaths(value: Value | undefined, base = ""): string[] {
  const found: string[] = [];
  const visit = (part: Value | undefined, at: string): void => {
    if (part === UNKNOWN) found.push(at);
    else if (Array.isArray(part)) for (const [index, element] of part.entries()) visit(element, joinPath(at, index));
    else if (typeof part === "object" && part !== null) {
      for (const [key, element] of Object.entries(part)) visit(element, joinPath(at, key));
    }
  };
  visit(value, base);
  return found;
}

/** `a.b[0]["c.d"]`: keys that are not plain words are quoted, so that a path can be read back. */
export function joinPath(base: string, step: string | number): string {
  if (typeof step === "number") return `${base}[${step}]`;
  if (!/^[^.[\]"\s]+$/.test(step)) return `${base}[${JSON.stringify(step)}]`;
  return base === "" ? step : `${base}.${step}`;
}

function readAs<T>(
  properties: Properties,
  path: string,
  convert: (value: Exclude<Value, typeof UNKNOWN | null>) => T | undefined,
): Read<T> {
  const read = readValue(properties, path);
  if (read === undefined || "unknown" in read) return read;
  const known = convert(read.known);
  return known === undefined ? { unknown: [path] } : { known };
}

const STEP = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g;

/** Paths that were taken apart: the same few hundred are read of every resource. */
const TAKEN_APART = new Map<string, readonly (string | number)[]>();
const MOST_KEPT = 2_000;

function steps(path: string): readonly (string | number)[] {
  let found = TAKEN_APART.get(path);
  if (found === undefined) {
    found = takeApart(path);
    if (TAKEN_APART.size < MOST_KEPT) TAKEN_APART.set(path, found);
  }
  return found;
}

function takeApart(path: string): (string | number)[] {
  return [...path.matchAll(STEP)].map((match) =>
    match[1] !== undefined
      ? Number(match[1])
      : match[2] !== undefined
        ? (JSON.parse(match[2]) as string)
        : (match[3] as string),
  );
}
