import { readBoolean, readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import type { Prefix } from "../lease/prefix";
import { readAddresses } from "./read-address";
import { collect, unknownPath } from "./references";

/** A segment in view, whoever declares it. */
export interface ViewedSegment {
  /** `lease/segment`. */
  readonly key: string;
  readonly lease: string;
  readonly name: string;
  readonly declaredBy: "program" | "register";
  readonly resource: Resource | null;
  readonly purpose: string | null;
  readonly prefixes: readonly Prefix[];
  readonly status: string | null;
  readonly critical: boolean;
  readonly standby: string | null;
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

export function segmentKey(lease: string, segment: string): string {
  return `${lease}/${segment}`;
}

/** Reads an `EgressSegment`; where its lease or name is missing or unknown, the paths that hide them. */
export function readDeclaredSegment(resource: Resource): ViewedSegment | { readonly opaque: readonly string[] } {
  const lease = readString(resource.inputs, "leaseId");
  const name = readString(resource.inputs, "name");
  if (lease === undefined || "unknown" in lease || name === undefined || "unknown" in name) {
    const paths = [lease, name].flatMap((read) => (read !== undefined && "unknown" in read ? read.unknown : []));
    return { opaque: paths.map((path) => unknownPath(resource, path)) };
  }
  const unknown: Record<string, readonly string[]> = {};
  const text = (property: string): string | null => {
    const read = readString(resource.inputs, property);
    if (read !== undefined && "unknown" in read) {
      unknown[property] = read.unknown.map((path) => unknownPath(resource, path));
    }
    return read !== undefined && "known" in read ? read.known : null;
  };
  const prefixes = readAddresses(resource, "prefixes[]");
  if (prefixes.unknown.length > 0) unknown.prefixes = prefixes.unknown;
  const critical = readBoolean(resource.inputs, "critical");
  if (critical !== undefined && "unknown" in critical) {
    unknown.critical = critical.unknown.map((path) => unknownPath(resource, path));
  }
  return {
    key: segmentKey(lease.known, name.known),
    lease: lease.known,
    name: name.known,
    declaredBy: "program",
    resource,
    purpose: text("purpose"),
    prefixes: prefixes.prefixes,
    status: text("status"),
    critical: critical !== undefined && "known" in critical && critical.known,
    standby: text("standby"),
    unknown,
  };
}

/** Whether the segment says which subnets it serves, and by which paths. */
export function subnetPaths(resource: Resource): string[] {
  return collect(resource.inputs, "subnets[]").map(({ path }) => path);
}
