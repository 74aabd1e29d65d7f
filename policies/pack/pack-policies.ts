import type { EnforcementLevel, Severity as PackSeverity, Policies, ReportViolation } from "@pulumi/policy";
import { catalogue, type Rule } from "../catalogue";
import type { Finding, Severity } from "../finding";
import type { Settings } from "../settings";
import { tagPolicy } from "./lease-tags";
import { packConfigProperties } from "./pack-config";
import { findingKey, type PackSession, type StackAnalysis } from "./pack-session";

/**
 * The policies of the pack. First `leasehold`, which takes the pack's configuration and reports what is wrong with the
 * input itself; then `lease-tags`, which is disabled unless the configuration asks for it; then each rule as its own policy, with its own enforcement level (`mandatory` for an error, `advisory` for
 * a warning, unless the policy configuration says otherwise); then `RULE-error` for the violations that a rule weighs
 * differently; last `undetermined`, which is advisory: a policy has one level for all it reports, and what nobody knows yet
 * stops no deployment. It reports for the rules that are not disabled. The last of all, `notices`, is advisory too.
 * @param ownRules a team's own, each of which is a policy too
 */
export function packPolicies(
  session: PackSession,
  severities: Settings["severities"] = {},
  ownRules: readonly Rule[] = [],
): Policies {
  const rules = [...catalogue, ...ownRules];
  const names = new Set(rules.map(({ name }) => name));
  return [
    configurationPolicy(session, names),
    tagPolicy(session),
    ...rules.map((rule) => rulePolicy(session, rule, severities[rule.name])),
    ...rules.flatMap((rule) =>
      rule.otherSeverity ? [otherSeverityPolicy(session, rule, rule.otherSeverity, severities[rule.name])] : [],
    ),
    undeterminedPolicy(session),
    noticesPolicy(session, names),
  ];
}

/**
 * The pack's own policy.
 * @param announced the rules that are policies. Those of a leasehold.yaml that only the configuration of the pack names come
 * too late to be one: their errors are reported here, the rest by `notices`
 */
function configurationPolicy(session: PackSession, announced: ReadonlySet<string>): Policies[number] {
  return {
    name: "leasehold",
    displayName: "Leasehold: register, day and settings",
    description: "The register and the program agree on which leases there are.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps: "Correct the register, or the lease that the program declares.",
    configSchema: { properties: packConfigProperties },
    validateResource: plainErrors(async (args) => {
      session.configure(args.getConfig());
      session.record(args);
      await session.remember(args);
    }),
    validateStack: plainErrors(async (args, report) => {
      session.configure(args.getConfig());
      const analysis = await session.judgeStack(args);
      for (const problem of analysis.problems) report(`[problem] ${problem}`);
      reportAll(report, unannounced(analysis, announced).filter(isRefused));
    }),
  };
}

function rulePolicy(
  session: PackSession,
  rule: Rule,
  set: Settings["severities"][string] | undefined,
): Policies[number] {
  const stack: Policies[number] = {
    ...described(rule),
    name: rule.name,
    enforcementLevel: levelOf(set ?? rule.severity),
    severity: packSeverity(rule.severity),
    validateStack: plainErrors(async (args, report) => {
      const analysis = await session.judgeStack(args);
      analysis.asked.add(rule.name);
      reportAll(
        report,
        violationsOf(rule, analysis, (finding) => !hasOtherSeverity(rule, finding, analysis)),
      );
    }),
  };
  if (rule.scope !== "resource") return stack;
  return {
    ...stack,
    validateResource: plainErrors(async (args, report) => {
      const findings = (await session.judgeResource(args)).filter((finding) => finding.rule === rule.name);
      reportAll(report, findings);
      for (const finding of findings) session.noteReported(finding);
    }),
  };
}

function otherSeverityPolicy(
  session: PackSession,
  rule: Rule,
  severity: Severity,
  set: Settings["severities"][string] | undefined,
): Policies[number] {
  return {
    ...described(rule),
    name: `${rule.name}-${severity}`,
    enforcementLevel: levelOf(set ?? severity),
    severity: packSeverity(severity),
    validateStack: plainErrors(async (args, report) => {
      const analysis = await session.judgeStack(args);
      if (!analysis.asked.has(rule.name)) return;
      reportAll(
        report,
        violationsOf(rule, analysis, (finding) => hasOtherSeverity(rule, finding, analysis)),
      );
    }),
  };
}

function undeterminedPolicy(session: PackSession): Policies[number] {
  return {
    name: "undetermined",
    displayName: "Leasehold: what cannot be told yet",
    description: "Values that are known only after the deployment decide whether a rule holds.",
    enforcementLevel: "advisory",
    severity: "low",
    remediationSteps: "Give the value where it can be known, or look at the finding again after the deployment.",
    validateStack: plainErrors(async (args, report) => {
      const { findings, asked } = await session.judgeStack(args);
      reportAll(
        report,
        findings.filter((finding) => finding.status === "undetermined" && asked.has(finding.rule)),
      );
    }),
  };
}

/** Waivers that ended, break-glass approvals, what a pull request would change: to be read, and in nobody's way. */
function noticesPolicy(session: PackSession, announced: ReadonlySet<string>): Policies[number] {
  return {
    name: "notices",
    displayName: "Leasehold: waivers, baseline, approvals",
    description: "Waivers, baseline and approvals are in order.",
    enforcementLevel: "advisory",
    severity: "medium",
    validateStack: plainErrors(async (args, report) => {
      const analysis = await session.judgeStack(args);
      for (const { message } of analysis.notices) report(`[notice] ${message}`);
      reportAll(
        report,
        unannounced(analysis, announced).filter((finding) => !isRefused(finding)),
      );
    }),
  };
}

function unannounced({ findings }: StackAnalysis, announced: ReadonlySet<string>): Finding[] {
  return findings.filter(({ rule, status }) => status !== "waived" && !announced.has(rule));
}

const isRefused = ({ status, severity }: Finding): boolean => status === "violation" && severity === "error";

function described(rule: Rule) {
  return {
    displayName: rule.title,
    description: `${rule.title}.`,
    tags: ["leasehold", rule.part],
    remediationSteps: rule.fix,
    url: rule.references[0]?.url,
  };
}

function levelOf(severity: Severity | "off"): EnforcementLevel {
  switch (severity) {
    case "error":
      return "mandatory";
    case "warning":
      return "advisory";
    case "off":
      return "disabled";
  }
}

function packSeverity(severity: Severity): PackSeverity {
  return severity === "error" ? "high" : "medium";
}

function violationsOf(rule: Rule, analysis: StackAnalysis, belongs: (finding: Finding) => boolean): Finding[] {
  return analysis.findings.filter(
    (finding) =>
      finding.rule === rule.name &&
      finding.status === "violation" &&
      !analysis.reported.has(findingKey(finding)) &&
      belongs(finding),
  );
}

/** Where the settings give the rule a severity, all its findings have that one and stay with its own policy. */
function hasOtherSeverity(rule: Rule, finding: Finding, analysis: StackAnalysis): boolean {
  return analysis.settings.severities[rule.name] === undefined && finding.severity === rule.otherSeverity;
}

/** `[status] rule: …` is stable, for those who read the engine's event log. */
function reportAll(report: ReportViolation, findings: readonly Finding[]): void {
  for (const finding of findings) {
    const text = `[${finding.status}] ${finding.rule}: ${finding.message}`;
    report(finding.status === "violation" ? `${text}\nFix: ${finding.remediation}` : text, finding.resource?.urn);
  }
}

/** The SDK prints an error's stack; a user is told what is wrong with the register or the settings, not where in our code. */
function plainErrors<A>(
  validate: (args: A, report: ReportViolation) => Promise<void>,
): (args: A, report: ReportViolation) => Promise<void> {
  return async (args, report) => {
    try {
      await validate(args, report);
    } catch (error) {
      if (error instanceof Error && EXPECTED.has(error.name)) error.stack = error.message;
      throw error;
    }
  };
}

const EXPECTED = new Set([
  "PackConfigError",
  "SettingsError",
  "RegisterError",
  "RuleError",
  "OwnRulesError",
  "BaselineError",
  "CheckoutError",
  "FileError",
  "SignersError",
  "SigningError",
]);
