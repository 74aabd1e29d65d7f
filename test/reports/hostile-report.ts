import fc from "fast-check";
import type { Finding } from "../../policies/finding";
import type { ReportContext } from "../../reports/context";
import type { Report } from "../../reports/report";
import { context, reportOf } from "./full-report";
import { hostileText } from "./hostile-text";
import { finding } from "./sample";

const driftValue = fc.oneof(
  hostileText,
  fc.constant(null),
  fc.array(hostileText, { maxLength: 3 }),
  fc.record({ unknown: hostileText }),
);

/** What a drift run says of a finding, in the words of whoever it asked. */
const hostileDrift = fc.record(
  {
    observer: fc.constantFrom("aws", "dns", "bgp"),
    change: fc.constantFrom("added", "changed", "removed", "unmanaged", "unobserved"),
    type: hostileText,
    id: hostileText,
    changes: fc.array(fc.record({ field: hostileText, old: driftValue, new: driftValue }), { maxLength: 2 }),
    cause: hostileText,
    state: fc.constantFrom("new", "worsened", "ongoing"),
    firstSeen: fc.constant("2026-11-20T06:00:00.000Z"),
  },
  { requiredKeys: ["observer"] },
);

/** A finding every word of which comes from somebody who wants harm. */
export const hostileFinding: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.oneof(fc.constant("shared-egress"), hostileText),
    severity: fc.constantFrom("error", "warning"),
    status: fc.constantFrom("violation", "undetermined", "waived"),
    lease: fc.option(hostileText),
    segment: fc.option(hostileText),
    resource: fc.option(fc.record({ urn: hostileText, type: hostileText, name: hostileText })),
    location: fc.option(
      fc.record({
        file: hostileText,
        line: fc.integer({ min: -1, max: 9999 }),
        column: fc.integer({ min: -1, max: 200 }),
      }),
    ),
    message: hostileText,
    evidence: fc.dictionary(hostileText, fc.oneof(hostileText, fc.array(hostileText, { maxLength: 2 })), {
      maxKeys: 2,
    }),
    remediation: hostileText,
    waiver: fc.option(
      fc.record({ owner: hostileText, reason: hostileText, ticket: hostileText, expires: hostileText }),
      { nil: undefined },
    ),
    drift: fc.option(hostileDrift, { nil: undefined }),
  })
  .map((over) => finding(over as Partial<Finding>));

/** What makes a report one of a drift run. */
const hostileRun: fc.Arbitrary<Partial<Report>> = fc.record({
  observers: fc.array(
    fc.record({
      name: fc.constantFrom("aws", "dns", "bgp"),
      status: fc.constantFrom("complete", "partial", "failed"),
      items: fc.nat(9),
      unseen: fc.array(fc.record({ reason: hostileText, covers: fc.record({ id: hostileText, lease: hostileText }) }), {
        maxLength: 2,
      }),
      notObserved: fc.array(hostileText, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  ignored: fc.array(hostileText, { maxLength: 2 }),
});

/** A report of such findings, and a context whose names are no better. */
export const hostileReport: fc.Arbitrary<[Report, ReportContext]> = fc
  .record({
    findings: fc.array(hostileFinding, { maxLength: 4 }),
    notRun: fc.array(hostileText, { maxLength: 2 }),
    title: hostileText,
    project: hostileText,
    stack: hostileText,
    folder: fc.oneof(fc.constant("stacks/shop"), hostileText),
    link: fc.oneof(fc.constant("https://ci.example/1"), hostileText, fc.constant("javascript:alert(1)")),
    run: fc.option(hostileRun, { nil: {} }),
  })
  .map(({ findings, notRun, run, ...names }) => [reportOf(findings, { notRun, ...run }), { ...context, ...names }]);
