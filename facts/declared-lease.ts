import { joinPath, unknownPaths } from "../graph/read";
import { type Properties, type Resource, UNKNOWN, type Value } from "../graph/resource";
import { type Lease, leaseSchema } from "../lease/lease";
import { unknownPath } from "./references";

/** What a `LeasedBlock` declares: a lease, with the parts that nobody knows yet left out and named; or why it is none. */
export type DeclaredLease =
  | { readonly lease: Lease; readonly unknown: Readonly<Record<string, readonly string[]>> }
  | { readonly opaque: readonly string[] }
  | { readonly problems: readonly string[] };

const REQUIRED: readonly string[] = ["id", "prefix", "status", "term"];

/**
 * Reads the `lease` input. Unknown parts are left out and named by field (`declaration.owner`); where the identity of the
 * lease depends on one, or there is no input at all, the block is opaque.
 */
export function readDeclaredLease(resource: Resource): DeclaredLease {
  const given = Object.hasOwn(resource.inputs, "lease") ? resource.inputs.lease : undefined;
  if (given === undefined || given === null || given === UNKNOWN) {
    return { opaque: given === UNKNOWN ? [unknownPath(resource, "lease")] : [] };
  }
  if (typeof given !== "object" || Array.isArray(given)) return { problems: [`${resource.name}: lease is no object`] };
  const unknown: Record<string, string[]> = {};
  const known: Properties = {};
  for (const [field, value] of Object.entries(given)) {
    const paths = unknownPaths(value, joinPath("lease", field));
    if (paths.length === 0) known[field] = value;
    else unknown[`declaration.${field}`] = paths.map((path) => unknownPath(resource, path));
  }
  const missing = REQUIRED.flatMap((field) => unknown[`declaration.${field}`] ?? []);
  if (missing.length > 0) return { opaque: missing };
  const parsed = leaseSchema.safeParse(withoutNulls(known));
  if (parsed.success) return { lease: parsed.data, unknown };
  return {
    problems: parsed.error.issues.map(
      (issue) => `${resource.name}: lease${issue.path.map((step) => `.${String(step)}`).join("")}: ${issue.message}`,
    ),
  };
}

/** Pulumi writes what is not set as null in some sources. */
function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
