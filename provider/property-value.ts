/** Properties of a resource as the engine sends them. */
export type Properties = Record<string, unknown>;

/** What a property holds: a value, nothing, or something that nobody knows before the deployment. */
export type PropertyValue = { readonly known: unknown } | { readonly unknown: true } | undefined;

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/**
 * Reads one property as the engine marshals it: an unknown is a certain text, secrets and outputs are objects with a
 * signature (github.com/pulumi/pulumi, sdk/go/common/resource/properties.go).
 */
export function readProperty(properties: Properties, name: string): PropertyValue {
  return readValue(properties[name]);
}

/** The known values of a resource, without the marks of secrets; what is unknown or absent is left out. */
export function knownProperties(properties: Properties): Properties {
  const known: Properties = {};
  for (const name of Object.keys(properties)) {
    const value = readProperty(properties, name);
    if (value !== undefined && "known" in value) known[name] = value.known;
  }
  return known;
}

/** Whether nobody knows a property's value yet. */
export function isUnknown(properties: Properties, name: string): boolean {
  const value = readProperty(properties, name);
  return value !== undefined && "unknown" in value;
}

/** A value with the mark of a secret. */
export function markSecret(value: unknown): Properties {
  return { [SIGNATURE]: SECRET, value };
}

function readValue(value: unknown): PropertyValue {
  if (value === undefined || value === null) return undefined;
  if (value === UNKNOWN) return { unknown: true };
  if (Array.isArray(value)) return readArray(value);
  if (typeof value !== "object") return { known: value };
  const marked = value as Properties;
  if (marked[SIGNATURE] === SECRET) return readValue(marked.value);
  if (marked[SIGNATURE] === OUTPUT) return "value" in marked ? readValue(marked.value) : { unknown: true };
  return readObject(marked);
}

/** A list or an object with something unknown in it is unknown as a whole. */
function readArray(values: unknown[]): PropertyValue {
  const read = values.map(readValue);
  if (read.some((value) => value !== undefined && "unknown" in value)) return { unknown: true };
  return { known: read.map((value) => (value && "known" in value ? value.known : null)) };
}

function readObject(value: Properties): PropertyValue {
  const known: Properties = {};
  for (const [key, part] of Object.entries(value)) {
    const read = readValue(part);
    if (read === undefined) continue;
    if ("unknown" in read) return read;
    known[key] = read.known;
  }
  return { known };
}
