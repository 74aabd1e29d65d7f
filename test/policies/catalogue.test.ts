import { catalogue, findRule } from "../../policies/catalogue";

test("the pack holds these rules, in these parts, with these default severities", () => {
  const rows = catalogue.map(({ part, name, severity, otherSeverity }) =>
    [part, name, severity, otherSeverity].filter(Boolean).join(" "),
  );
  expect(rows).toEqual([
    "provenance address-outside-lease error",
    "provenance allowed-use-documented error",
    "provenance lease-expired error",
    "provenance lease-expiring warning",
    "provenance named-owner error",
    "provenance overlapping-leases error",
    "provenance purpose-not-allowed error",
    "attestation announcement-too-specific error",
    "attestation byoip-origins-incomplete error",
    "attestation loose-max-length error",
    "attestation origin-mismatch error",
    "attestation roa-missing error",
    "controls egress-bypass error",
    "controls open-egress error",
    "controls overlapping-segments error",
    "controls risky-port error",
    "controls shared-egress error",
    "controls unsegmented-address error",
    "telemetry flow-logs-off error",
    "telemetry reverse-dns-missing warning error",
    "offboarding dangling-reverse-dns warning",
    "offboarding orphaned-reference error",
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
