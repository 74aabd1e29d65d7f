/** A stack's export with an allowlist that names these blocks; 198.51.100.0/24 is of a lease that was released. */
export function stackExport(stack: string, lists: Readonly<Record<string, string>>, project = "shop"): object {
  const resources = Object.entries(lists).map(([name, cidr]) => ({
    urn: `urn:pulumi:${stack}::${project}::aws:ec2/managedPrefixList:ManagedPrefixList::${name}`,
    type: "aws:ec2/managedPrefixList:ManagedPrefixList",
    custom: true,
    inputs: { entries: [{ cidr }] },
  }));
  return { version: 3, deployment: { resources } };
}

/** A register whose one lease was released. */
export const REGISTER = {
  version: 1,
  leases: [
    {
      id: "ended",
      prefix: "198.51.100.0/24",
      status: "released",
      term: { start: "2024-01-01", end: "2025-12-31" },
    },
  ],
};

export const RELEASED = "198.51.100.0/24";
/** Of no lease. */
export const ELSEWHERE = "192.0.2.0/24";
