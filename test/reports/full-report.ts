import type { Finding } from "../../policies/finding";
import type { Notice } from "../../policies/notice";
import type { ReportContext } from "../../reports/context";
import type { Report } from "../../reports/report";
import type { ReportedLease } from "../../reports/reported-lease";
import { summarise } from "../../reports/summarise";
import { finding, sample } from "./sample";

/** A name that tries to mean something in every format at once. */
export const HOSTILE =
  "`a`|b <script>alert(1)</script> @octocat #1 [x](https://evil.example) %0A::error::no\r\n::stop\u001b[31m \"'&amp;]]>\u202egnp";

export const context: ReportContext = {
  title: "Offline preview of shop, stack dev",
  project: "shop",
  stack: "dev",
  asOf: "2026-11-20",
  version: "0.1.0",
  folder: "stacks/shop",
  link: "https://ci.example/runs/17?tab=report",
};

const eip = (name: string) => ({
  urn: `urn:pulumi:dev::shop::aws:ec2/eip:Eip::${name}`,
  type: "aws:ec2/eip:Eip",
  name,
});

const own: Finding[] = [
  finding({
    rule: "orphaned-reference",
    lease: "older",
    segment: null,
    resource: eip(HOSTILE),
    location: { file: "../../lib/lists.ts", line: 3, column: 9 },
    message: `Property entries[0].cidr of ${HOSTILE} refers to 198.51.100.0/24.`,
    evidence: { text: "198.51.100.0/24", property: "entries[0].cidr" },
    remediation: `Remove ${HOSTILE}.`,
  }),
  finding({
    rule: "risky-port",
    status: "waived",
    segment: "admin",
    resource: eip("legacy"),
    location: { file: "../../../outside.ts", line: 8, column: 1 },
    message: "Egress of admin reaches port 23.",
    evidence: { ports: "23" },
    waiver: {
      owner: "netops",
      reason: "the old switches | speak nothing else",
      ticket: "NET-7",
      expires: "2026-12-31",
    },
  }),
  finding({
    rule: "reverse-dns-missing",
    severity: "warning",
    resource: eip("two"),
    location: { file: "index.ts", line: 12, column: 5 },
    message: "203.0.113.70 has no reverse name.",
    evidence: { address: "203.0.113.70" },
    remediation: "Add a PTR record.",
  }),
  finding({
    rule: "flow-logs-off",
    status: "undetermined",
    lease: "six",
    segment: "fetch",
    resource: null,
    location: null,
    message: "Whether the network of fetch is logged is out of view.",
    evidence: { network: "vpc-0" },
    remediation: "Name the log in external.",
  }),
];

const leases: ReportedLease[] = [
  {
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-10-01", end: "2036-09-30" },
    declaredBy: "program",
    segments: [
      { name: "web", purpose: "web", status: null, prefixes: ["203.0.113.0/26", "203.0.113.64/28"] },
      { name: "admin", purpose: "admin", status: null, prefixes: ["203.0.113.128/27"] },
      { name: "mail", purpose: "email", status: null, prefixes: ["203.0.113.192/28"] },
    ],
    addresses: [
      { address: "203.0.113.4", segment: "web", resource: eip("one") },
      { address: "203.0.113.5", segment: "web", resource: eip("two") },
      { address: "203.0.113.70", segment: "web", resource: eip("two") },
      { address: "203.0.113.130", segment: "admin", resource: eip("legacy") },
      { address: "203.0.113.193", segment: "mail", resource: null },
    ],
  },
  {
    id: "six",
    prefix: "2001:db8::/44",
    status: "onboarding",
    term: { start: "2026-11-01", end: "2027-10-31" },
    declaredBy: "register",
    segments: [{ name: "fetch", purpose: null, status: null, prefixes: ["2001:db8:1::/56"] }],
    addresses: [{ address: "2001:db8:1::/64", segment: "fetch", resource: eip("subnet") }],
  },
];

/** Every kind of finding, with a place, without one and outside the repository; waived by somebody; two leases. */
export const fullReport: Report = (() => {
  const findings = [...sample.findings, ...own];
  const notices: Notice[] = [
    { about: "waiver", level: "info", message: "The waiver of risky-port for six/fetch matches nothing." },
    {
      about: "pull-request",
      level: "warning",
      message: `This pull request changes ${HOSTILE}. It is judged without that.`,
    },
  ];
  return { ...sample, findings, notices, summary: summarise(findings, sample.summary.resources), leases };
})();

/** A report of these findings and nothing else. */
export function reportOf(findings: Finding[], over: Partial<Report> = {}): Report {
  return { version: 1, summary: summarise(findings, 1), notRun: [], findings, ...over };
}
