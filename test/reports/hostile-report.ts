import fc from "fast-check";
import type { Finding } from "../../policies/finding";
import type { ReportContext } from "../../reports/context";
import type { Report } from "../../reports/report";
import { context, reportOf } from "./full-report";
import { hostileText } from "./hostile-text";
import { finding } from "./sample";

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
  })
  .map((over) => finding(over as Partial<Finding>));

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
  })
  .map(({ findings, notRun, ...names }) => [reportOf(findings, { notRun }), { ...context, ...names }]);
