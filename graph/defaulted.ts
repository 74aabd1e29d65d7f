import { joinPath } from "./read";

/** Deeper than any real resource. */
const MAX_DEPTH = 64;

/**
 * Paths of the inputs that the provider's plugin filled in and the program did not say: the bridge of Terraform providers
 * lists them under `__defaults`, at each level. Properties of other providers have no such lists.
 */
export function defaultedPaths(inputs: object): string[] {
  const found: string[] = [];
  if (Array.isArray(memberAt(inputs, "__defaults"))) collect(inputs, "", found, 0);
  return found;
}

function collect(source: object, base: string, found: string[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  const list = memberAt(source, "__defaults");
  if (Array.isArray(list)) for (const name of list) if (typeof name === "string") found.push(joinPath(base, name));
  for (const key of Object.keys(source)) {
    if (key.startsWith("__")) continue;
    const value = memberAt(source, key);
    if (typeof value !== "object" || value === null) continue;
    collect(value, joinPath(base, Array.isArray(source) ? Number(key) : key), found, depth + 1);
  }
}

/** A member, or `undefined` where nobody knows it yet: in a policy pack, reading it throws. */
export function memberAt(source: object, key: string): unknown {
  try {
    return Reflect.get(source, key);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}
