import type { Finding } from "../../../policies/finding";

type Drift = NonNullable<Finding["drift"]>;

/** A drift finding about an address, with what a test wants different. */
export function driftFinding(
  over: Omit<Partial<Finding>, "drift"> & { readonly drift?: Partial<Drift> } = {},
): Finding {
  const drift: Drift = {
    observer: "aws",
    change: "changed",
    type: "aws:ec2/eip:Eip",
    id: "203.0.113.7",
    changes: [{ field: "instance", old: "i-1", new: "i-2" }],
    ...over.drift,
  };
  return {
    rule: `drift-${drift.change}`,
    severity: "error",
    status: "violation",
    lease: "office",
    segment: "web",
    resource: null,
    location: null,
    message: `AWS: elastic address ${drift.id} of lease office differs.`,
    evidence: { observer: drift.observer, id: drift.id ?? null },
    remediation: "Bring it back, or declare it.",
    ...over,
    drift,
  };
}
