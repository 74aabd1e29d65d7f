import type { Finding } from "../../policies/finding";
import type { Report, ReportedResource } from "../../reports/report";
import { summarise } from "../../reports/summarise";

const urn = (name: string): string => `urn:pulumi:dev::shop::aws:ec2/eip:Eip::${name}`;
const place = (line: number) => ({ file: "index.ts", line, column: 3 });

export function resource(name: string, over: Partial<ReportedResource> = {}): ReportedResource {
  return {
    urn: urn(name),
    type: "aws:ec2/eip:Eip",
    name,
    parent: null,
    custom: true,
    remote: false,
    location: place(1),
    ...over,
  };
}

export function finding(over: Partial<Finding>): Finding {
  return {
    rule: "shared-egress",
    severity: "error",
    status: "violation",
    lease: "office",
    segment: "web",
    resource: { urn: urn("one"), type: "aws:ec2/eip:Eip", name: "one" },
    location: place(7),
    message: "Two segments leave with 203.0.113.4.",
    evidence: { address: "203.0.113.4" },
    remediation: "Give each segment its own address.",
    ...over,
  };
}

/** One finding of every kind, on resources that are nested and named to do harm. */
export const sample: Report = (() => {
  const resources = [
    resource("stack", { type: "pulumi:pulumi:Stack", custom: false, location: null }),
    resource("block", { type: "leasehold:index:LeasedBlock", custom: false, parent: urn("stack"), location: place(4) }),
    resource("one", { parent: urn("block"), location: place(4), operation: "same" }),
    resource("two", { parent: urn("block"), location: place(7), operation: "create" }),
    resource("far", { type: "acme:index:Mesh", custom: false, remote: true, parent: urn("stack"), location: place(9) }),
    resource("gone", { parent: urn("stack"), location: null, operation: "delete" }),
    resource("evil\u001b[2J\u202egnp", { parent: urn("stack"), location: place(10) }),
  ];
  const findings = [
    finding({}),
    finding({
      rule: "lease-expiring",
      severity: "warning",
      resource: null,
      location: null,
      segment: null,
      message: "Lease office ends in 9 days.",
      remediation: "Renew it.",
    }),
    finding({
      rule: "open-egress",
      status: "undetermined",
      message: "How wide the egress of web is cannot be told (not known before the deployment: cidr of rule).",
      remediation: "Name the list.",
    }),
    finding({
      rule: "risky-port",
      status: "waived",
      resource: { urn: urn("two"), type: "aws:ec2/eip:Eip", name: "two" },
    }),
  ];
  return { version: 1, summary: summarise(findings, 5), notRun: ["revoke-before-withdraw"], findings, resources };
})();
