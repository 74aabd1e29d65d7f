import type { Finding } from "../../policies/finding";

/** A finding of the resource `nat` in the segment web of the lease edge, changed as a test says. */
export function findingOf(rule: string, changes: Partial<Finding> = {}): Finding {
  const urn = "urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat";
  return {
    rule,
    severity: "error",
    status: "violation",
    lease: "edge",
    segment: "web",
    resource: { urn, type: "aws:ec2/eip:Eip", name: "nat" },
    location: { file: "index.ts", line: 3, column: 1 },
    message: "What is wrong.",
    evidence: { address: "203.0.113.10" },
    remediation: "What to do.",
    ...changes,
  };
}
