import { type Properties, UNKNOWN, type Value } from "../resource";
import { UNKNOWN_TEXT } from "./runner/protocol";

/** Key under which the Pulumi protocol names what a special object stands for (sdk/go/common/resource/properties.go). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/**
 * A value of the Pulumi protocol as a graph keeps it: secrets unwrapped, a resource as its id (what providers get), unknowns
 * marked. Text that an unknown was written into is unknown as a whole; so are assets, whose contents are out of view.
 */
export function fromWire(value: unknown): Value {
  if (typeof value === "string") return value.includes(UNKNOWN_TEXT) ? UNKNOWN : value;
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== "object") return UNKNOWN;
  const object = value as Record<string, unknown>;
  switch (object[SIGNATURE]) {
    case undefined:
      return propertiesFromWire(object);
    case SECRET:
      return fromWire(object.value);
    case OUTPUT:
      return "value" in object ? fromWire(object.value) : UNKNOWN;
    case RESOURCE:
      return "id" in object && object.id !== "" ? fromWire(object.id) : fromWire(object.urn);
    default:
      return UNKNOWN;
  }
}

/** Properties by name; those a program set to `undefined` are not on the wire at all. */
export function propertiesFromWire(object: Record<string, unknown>): Properties {
  const properties: Properties = {};
  for (const [key, value] of Object.entries(object)) properties[key] = fromWire(value);
  return properties;
}
