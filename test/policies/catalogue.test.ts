import { catalogue, findRule } from "../../policies/catalogue";

test("the pack holds these rules, in these parts, with these default severities", () => {
  const rows = catalogue.map(({ part, name, severity, otherSeverity }) =>
    [part, name, severity, otherSeverity].filter(Boolean).join(" "),
  );
  expect(rows).toEqual([
    "provenance abuse-contact-missing error",
    "provenance address-outside-lease error",
    "provenance allowed-use-documented error",
    "provenance announcer-unverified error",
    "provenance handover-reputation-missing warning",
    "provenance lease-expired error",
    "provenance lease-expiring warning",
    "provenance named-owner error",
    "provenance overlapping-leases error",
    "provenance provenance-unverified error warning",
    "provenance purpose-not-allowed error",
    "attestation announcement-too-specific error",
    "attestation byoip-origins-incomplete error",
    "attestation loose-max-length error",
    "attestation origin-mismatch error",
    "attestation revoke-before-withdraw error",
    "attestation roa-missing error",
    "attestation roa-outlives-lease warning",
    "attestation unannounced-without-as0 warning",
    "controls break-glass-missing warning",
    "controls broad-network-permission error",
    "controls deny-list-missing warning",
    "controls egress-bypass error",
    "controls open-egress error",
    "controls overlapping-segments error",
    "controls privileged-change-unapproved error",
    "controls rate-limit-missing warning",
    "controls risky-port error",
    "controls shared-egress error",
    "controls unprotected-address warning",
    "controls unsegmented-address error",
    "telemetry control-plane-alerts-missing warning",
    "telemetry flow-log-retention warning",
    "telemetry flow-logs-not-searchable warning",
    "telemetry flow-logs-off error",
    "telemetry reverse-dns-mismatch error",
    "telemetry reverse-dns-missing warning error",
    "telemetry route-alerts-missing warning",
    "response quarantine-drill-stale warning",
    "response quarantine-plan-missing warning",
    "response quarantined-segment-open error",
    "response standby-egress-missing warning",
    "offboarding dangling-reverse-dns warning",
    "offboarding idle-address warning",
    "offboarding new-reference-while-offboarding error",
    "offboarding orphaned-reference error",
    "offboarding release-out-of-order error",
  ]);
});

test("there are 47 rules", () => {
  expect(catalogue).toHaveLength(47);
});

test("rules on changes and on approvals say what they need", () => {
  expect(catalogue.flatMap(({ name, needs }) => (needs === undefined ? [] : [`${name} ${needs}`]))).toEqual([
    "revoke-before-withdraw changes",
    "privileged-change-unapproved approvals",
    "new-reference-while-offboarding changes",
    "release-out-of-order changes",
  ]);
});

test("the rules that one resource decides are those that run before it exists", () => {
  expect(catalogue.filter(({ scope }) => scope === "resource").map(({ name }) => name)).toEqual([
    "loose-max-length",
    "origin-mismatch",
    "open-egress",
    "risky-port",
    "orphaned-reference",
  ]);
});

test.each(catalogue)("$name says what it is for, what to do and where to read on", (rule) => {
  expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
  expect(rule.why.length).toBeGreaterThan(80);
  expect(rule.fix).toMatch(/^[A-Z].*\.$/);
  expect(rule.message).toMatch(/\.$/);
  expect(rule.undetermined).toMatch(/^Whether .* is not known yet$/);
  expect(rule.references.every(({ url }) => url.startsWith("https://"))).toBe(true);
  expect(rule.references.length).toBeGreaterThan(0);
});

test("a name that is no rule is not found", () => {
  expect(findRule("named-owner")?.part).toBe("provenance");
  expect(findRule("named-owners")).toBeUndefined();
});
