import type { Rule } from "../../policies/catalogue";

const rule = (name: string, part: Rule["part"], severity: Rule["severity"], subject: string[]): Rule => ({
  name,
  part,
  severity,
  scope: "stack",
  title: `Title of ${name}`,
  why: `Why ${name} matters.`,
  fix: `What to do about ${name} of {lease}.`,
  message: "{lease}",
  undetermined: "Whether {lease} cannot be told",
  subject,
  references: [{ url: "https://www.rfc-editor.org/rfc/rfc6811", title: "BGP prefix origin validation" }],
});

/** A catalogue that does not grow, so that golden files change only with the renderers. */
export const catalogue: readonly Rule[] = [
  rule("lease-expiring", "provenance", "warning", []),
  rule("roa-missing", "attestation", "error", []),
  rule("revoke-before-withdraw", "attestation", "error", []),
  rule("open-egress", "controls", "error", ["families"]),
  rule("risky-port", "controls", "error", ["ports"]),
  rule("shared-egress", "controls", "error", ["address"]),
  rule("flow-logs-off", "telemetry", "error", ["network"]),
  rule("reverse-dns-missing", "telemetry", "warning", ["address"]),
  rule("orphaned-reference", "offboarding", "error", ["text"]),
];

export const findRule = (name: string): Rule | undefined => catalogue.find((one) => one.name === name);
