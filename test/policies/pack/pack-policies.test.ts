import type {
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { catalogue, type Rule } from "../../../policies/catalogue";
import type { Finding } from "../../../policies/finding";
import type { Judgement, JudgeOptions } from "../../../policies/judge";
import { packPolicies } from "../../../policies/pack/pack-policies";
import { PackSession } from "../../../policies/pack/pack-session";
import type { Settings } from "../../../policies/settings";
import { resourceArgs, stackArgs, UNKNOWN_TEXT, urnOf } from "../pack-arguments";

type PackPolicy = ResourceValidationPolicy & StackValidationPolicy;

const list = { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name: "partners" };
const firewallRule = { type: "aws:ec2/securityGroupRule:SecurityGroupRule", name: "web-out" };

function finding(rule: string, changes: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity: "error",
    status: "violation",
    lease: "edge",
    segment: null,
    resource: { urn: urnOf(list), type: list.type, name: list.name },
    location: null,
    message: "What is wrong.",
    evidence: {},
    remediation: "What to do.",
    ...changes,
  };
}

/** The pack over a judge that answers as the test says, and counts how often it is asked. */
function pack(
  answer: (options: JudgeOptions) => Partial<Judgement>,
  severities: Settings["severities"] = {},
  ownRules: readonly Rule[] = [],
) {
  const asked: JudgeOptions[] = [];
  const session = new PackSession({
    judge: async (options) => {
      asked.push(options);
      return {
        findings: [],
        notRun: [],
        problems: [],
        notices: [],
        facts: [],
        known: { version: 1, findings: [] },
        ...answer(options),
      };
    },
    loadRegister: async () => ({ version: 1, leases: [] }),
    environment: { LEASEHOLD_AS_OF: "2026-11-20" },
    folders: [],
  });
  const policies = packPolicies(session, severities, ownRules) as PackPolicy[];
  return { asked, policies, named: (name: string) => policies.find((policy) => policy.name === name) as PackPolicy };
}

/** Runs stack policies in order, as the SDK does, each with arguments of its own; gives what they reported. */
async function runStack(
  policies: readonly PackPolicy[],
  resources = [list],
  config: object = {},
): Promise<Record<string, string[]>> {
  const reported: Record<string, string[]> = {};
  for (const policy of policies) {
    const report: ReportViolation = (message, urn) => {
      reported[policy.name] = [...(reported[policy.name] ?? []), `${message} @ ${urn ?? "stack"}`];
    };
    await policy.validateStack?.(stackArgs(resources, policy.name === "leasehold" ? config : {}), report);
  }
  return reported;
}

test("every rule is a policy of its own, at the level of its severity", () => {
  const { policies } = pack(() => ({}));
  expect(policies.map(({ name }) => name)).toEqual([
    "leasehold",
    "lease-tags",
    ...catalogue.map(({ name }) => name),
    "provenance-unverified-warning",
    "reverse-dns-missing-error",
    "undetermined",
    "notices",
  ]);
  const level = Object.fromEntries(policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]));
  expect(level).toMatchObject({
    leasehold: "mandatory",
    "named-owner": "mandatory",
    "lease-expiring": "advisory",
    "reverse-dns-missing": "advisory",
    "reverse-dns-missing-error": "mandatory",
    undetermined: "advisory",
  });
});

test("the settings of the stack's folder change levels", () => {
  const { named } = pack(() => ({}), { "named-owner": "warning", "lease-expiring": "error", "risky-port": "off" });
  expect(named("named-owner").enforcementLevel).toBe("advisory");
  expect(named("lease-expiring").enforcementLevel).toBe("mandatory");
  expect(named("risky-port").enforcementLevel).toBe("disabled");
});

test("the five rules of one resource also judge it before it exists", () => {
  const { policies } = pack(() => ({}));
  const resourcePolicies = policies.filter(({ validateResource }) => validateResource).map(({ name }) => name);
  expect(resourcePolicies).toEqual([
    "leasehold",
    "lease-tags",
    ...catalogue.filter(({ scope }) => scope === "resource").map(({ name }) => name),
  ]);
});

test("all policies share one judgement of a stack, and each reports its own rule", async () => {
  const findings = [
    finding("orphaned-reference"),
    finding("named-owner", { resource: null }),
    finding("shared-egress", { status: "undetermined", message: "Not known yet." }),
  ];
  const { asked, policies } = pack(() => ({ findings, problems: ["lease old is released"] }));
  expect(await runStack(policies)).toEqual({
    leasehold: ["[problem] lease old is released @ stack"],
    "orphaned-reference": [`[violation] orphaned-reference: What is wrong.\nFix: What to do. @ ${urnOf(list)}`],
    "named-owner": ["[violation] named-owner: What is wrong.\nFix: What to do. @ stack"],
    undetermined: [`[undetermined] shared-egress: Not known yet. @ ${urnOf(list)}`],
  });
  expect(asked).toHaveLength(1);
});

test("another stack, or the same with one property changed, is judged anew", async () => {
  const { asked, policies } = pack(() => ({}));
  const one = { ...list, props: { entries: [{ cidr: "203.0.113.0/24" }] } };
  const two = { ...list, props: { entries: [{ cidr: UNKNOWN_TEXT }] } };
  await runStack(policies, [one]);
  await runStack(policies, [two]);
  await runStack(policies, [two]);
  expect(asked).toHaveLength(2);
});

test("an unknown value anywhere stops no policy", async () => {
  const { asked, policies } = pack(() => ({ findings: [finding("named-owner")] }));
  const props = { maxEntries: UNKNOWN_TEXT, entries: [{ cidr: "203.0.113.0/24", description: UNKNOWN_TEXT }] };
  const reported = await runStack(policies, [{ ...list, props } as typeof list]);
  expect(Object.keys(reported)).toEqual(["named-owner"]);
  expect(asked[0]?.graph.resources[0]?.inputs.entries).toMatchObject([{ cidr: "203.0.113.0/24" }]);
});

test("a disabled rule says nothing, undetermined or weighed differently, by another policy", async () => {
  const findings = [
    finding("shared-egress", { status: "undetermined" }),
    finding("reverse-dns-missing", { severity: "error" }),
  ];
  const { policies } = pack(() => ({ findings }));
  const enabled = policies.filter(({ name }) => name !== "shared-egress" && name !== "reverse-dns-missing");
  expect(await runStack(enabled)).toEqual({});
});

test("violations that a rule weighs differently are those of a policy of their own", async () => {
  const findings = [
    finding("reverse-dns-missing", { severity: "warning", message: "A web address." }),
    finding("reverse-dns-missing", { severity: "error", message: "A mail address." }),
  ];
  const { policies } = pack(() => ({ findings }));
  expect(await runStack(policies)).toEqual({
    "reverse-dns-missing": [expect.stringContaining("A web address.")],
    "reverse-dns-missing-error": [expect.stringContaining("A mail address.")],
  });
});

test("a resource policy reports what is certain on that resource, and leaves the rest to the stack", async () => {
  const own = { urn: urnOf(firewallRule), type: firewallRule.type, name: firewallRule.name };
  const { asked, policies } = pack(() => ({
    findings: [
      finding("risky-port", { resource: own }),
      finding("open-egress", { resource: own, status: "undetermined" }),
      finding("orphaned-reference"),
      finding("named-owner", { resource: own }),
    ],
  }));
  const reported: string[] = [];
  for (const policy of policies) {
    const validate = policy.validateResource;
    if (typeof validate !== "function") continue;
    await validate(resourceArgs({ ...firewallRule, props: { toPort: 25, ports: UNKNOWN_TEXT } }), (message) => {
      reported.push(`${policy.name} ${message.split("\n")[0]}`);
    });
  }
  expect(reported).toEqual(["risky-port [violation] risky-port: What is wrong."]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.complete).toBe(false);
});

test("what a resource policy reported, the stack policy does not repeat, until the next operation", async () => {
  const own = { urn: urnOf(firewallRule), type: firewallRule.type, name: firewallRule.name };
  const findings = ["open-egress", "risky-port"].map((rule) => finding(rule, { resource: own }));
  const { policies, named } = pack(() => ({ findings }));
  const first: string[] = [];
  const validate = named("open-egress").validateResource as ResourceValidation;
  await validate(resourceArgs(firewallRule), (message) => first.push(message));
  expect(first).toHaveLength(1);
  expect(Object.keys(await runStack(policies, [firewallRule]))).toEqual(["risky-port"]);
  const next = { ...firewallRule, props: { toPort: 5 } };
  expect(Object.keys(await runStack(policies, [next]))).toEqual(["open-egress", "risky-port"]);
});

test("a register that cannot be read fails the first resource", async () => {
  const { named } = pack(() => ({}));
  const validate = named("leasehold").validateResource as ResourceValidation;
  await expect(validate(resourceArgs(list, { register: "none.json" }), () => undefined)).rejects.toThrow(
    "there is no file none.json",
  );
});

test("the configuration of the policy leasehold says the day, and a wrong one stops everything", async () => {
  const { asked, policies, named } = pack(() => ({}));
  await runStack(policies, [list], { asOf: "2027-01-31" });
  expect(asked.map(({ today }) => today)).toEqual(["2027-01-31"]);
  await expect(runStack([named("leasehold")], [list], { asof: "2027-01-31" })).rejects.toThrow(
    "unknown key asof; known are: register, asOf, settings",
  );
});

test("an expected error reaches the engine without a stack of our code", async () => {
  const { policies } = pack(() => ({}));
  const error: unknown = await runStack(policies, [list], { asOf: "tomorrow" }).catch((reason: unknown) => reason);
  expect((error as Error).stack).toBe((error as Error).message);
  expect((error as Error).message).toContain("asOf: use a calendar day, YYYY-MM-DD");
});

test("a judgement that fails fails every policy, and is no pass", async () => {
  const { policies, named } = pack(() => {
    throw new Error("the rules could not be evaluated: out of memory");
  });
  await expect(runStack(policies)).rejects.toThrow("out of memory");
  await expect(runStack([named("named-owner")])).rejects.toThrow("out of memory");
});

const OWN: Rule = {
  name: "abuse-in-house",
  part: "own",
  severity: "warning",
  scope: "stack",
  title: "Complaints come to us",
  why: "Why.",
  fix: "Fix.",
  message: "They do not.",
  undetermined: "Whether they do is not known yet",
  subject: [],
  references: [],
};

test("a rule of one's own is a policy of its own, at the level of its severity or of the settings", async () => {
  const answer = () => ({ findings: [finding(OWN.name, { severity: "warning" as const })] });
  const { policies, named } = pack(answer, {}, [OWN]);
  expect(named(OWN.name).enforcementLevel).toBe("advisory");
  expect(Object.keys(await runStack(policies))).toEqual([OWN.name]);
  expect(pack(answer, { [OWN.name]: "error" }, [OWN]).named(OWN.name).enforcementLevel).toBe("mandatory");
});

test("what rules find that came too late to be policies is refused or told all the same", async () => {
  const findings = [
    finding(OWN.name),
    finding(OWN.name, { severity: "warning", message: "A warning." }),
    finding(OWN.name, { status: "undetermined", message: "Not known yet." }),
    finding(OWN.name, { status: "waived", message: "Waived." }),
  ];
  const { policies } = pack(() => ({ findings }));
  expect(await runStack(policies)).toEqual({
    leasehold: [`[violation] abuse-in-house: What is wrong.\nFix: What to do. @ ${urnOf(list)}`],
    notices: [
      `[violation] abuse-in-house: A warning.\nFix: What to do. @ ${urnOf(list)}`,
      `[undetermined] abuse-in-house: Not known yet. @ ${urnOf(list)}`,
    ],
  });
});
