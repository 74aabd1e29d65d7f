// Test part: plain objects to and from the protobuf structs that the engine sends.
import { createRequire } from "node:module";

const { Struct } = createRequire(import.meta.url)("google-protobuf/google/protobuf/struct_pb.js");

/** What the engine and the plugins write for a value that nobody knows before the deployment. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const toPlain = (struct) => (struct ? struct.toJavaScript() : {});

/** Leaves out undefined values, which a protobuf struct cannot hold. */
export const toStruct = (plain) => Struct.fromJavaScript(JSON.parse(JSON.stringify(plain)));

export function hasUnknown(value) {
  if (value === UNKNOWN) return true;
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some(hasUnknown);
}

/** Deep equality that does not mind the order of keys. */
export function same(a, b) {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}
