import { resolve } from "node:path";
import { UNKNOWN } from "../../../graph/resource";
import { workingTree } from "../../../policies/base-commit/policy-source";
import type { Rule } from "../../../policies/catalogue";
import { type JudgeOptions, judge } from "../../../policies/judge";
import { type OwnRules, readOwnRules } from "../../../policies/own-rules/own-rules";
import type { RawFinding } from "../../../policies/raw-finding";
import { parseSettings } from "../../../policies/settings";
import { declaration } from "../fact-makers";
import { graphOf, registerOf, resource } from "../resource-maker";

const RULE: Rule = {
  name: "abuse-in-house",
  part: "own",
  severity: "error",
  otherSeverity: "warning",
  scope: "stack",
  title: "Complaints come to us",
  why: "Why.",
  fix: "Change contacts.abuse.",
  message: "Complaints about {lease} go to {to}.",
  undetermined: "Whether complaints about lease {lease} come to us is not known yet",
  subject: ["to"],
  references: [],
};

const found = (changes: Partial<RawFinding> = {}): RawFinding => ({
  rule: RULE.name,
  status: "violation",
  fact: "lease:edge",
  args: { to: "abuse@example.com", seen: 7 },
  ...changes,
});

/** Rules that find what the test says about the lease. */
function own(answer: Partial<RawFinding>[] = [{}], changes: Partial<Rule> = {}): OwnRules & { asked: number } {
  const rules = {
    rules: [{ ...RULE, ...changes }],
    asked: 0,
    evaluate(input: ArrayBuffer): RawFinding[] {
      rules.asked += 1;
      const [lease] = JSON.parse(Buffer.from(input).toString("utf8")).lease as { id: string }[];
      return answer.map((change) => found({ fact: lease?.id ?? "none", ...change }));
    },
  };
  return rules;
}

const question = (settings = "", changes: Partial<JudgeOptions> = {}): JudgeOptions => ({
  graph: graphOf(),
  register: registerOf(declaration()),
  today: "2026-11-20",
  settings: parseSettings(settings, "leasehold.yaml"),
  ...changes,
});
const ofOwn = async (options: JudgeOptions) => (await judge(options)).findings.filter(({ rule }) => rule === RULE.name);

test("a finding of one's own is worded, weighed and placed as any other", async () => {
  expect(await ofOwn(question("", { ownRules: own([{}, { other_severity: true, args: { to: "us" } }]) }))).toEqual([
    expect.objectContaining({ severity: "error", message: "Complaints about edge go to abuse@example.com." }),
    expect.objectContaining({ severity: "warning", message: "Complaints about edge go to us." }),
  ]);
});

test("undetermined is a state of theirs too", async () => {
  const unknown = [{ status: "undetermined" as const, field: "declaration.contacts", unknown: [] }];
  expect(await ofOwn(question("", { ownRules: own(unknown) }))).toEqual([
    expect.objectContaining({
      status: "undetermined",
      message: expect.stringContaining("is not known yet (out of view"),
    }),
  ]);
});

test("settings give it another severity, or turn it off, and then it is listed as not run", async () => {
  const weaker = question("severities: {abuse-in-house: warning}", { ownRules: own() });
  expect((await ofOwn(weaker))[0]?.severity).toBe("warning");
  const off = question("severities: {abuse-in-house: 'off'}", { ownRules: own() });
  const { findings, notRun } = await judge(off);
  expect(findings.map(({ rule }) => rule)).not.toContain(RULE.name);
  expect(notRun).toContain(RULE.name);
});

test("a severity of a rule that is not there is an error, also once the folder is gone", async () => {
  await expect(judge(question("severities: {abuse-in-house: warning}"))).rejects.toThrow(
    "there is no rule abuse-in-house",
  );
});

const WAIVER = 'waivers: [{rule: abuse-in-house, target: edge, reason: moving, owner: x, expires: "2026-12-31"}]';

test("a waiver counts, unless the rule says that it is never waived", async () => {
  expect((await ofOwn(question(WAIVER, { ownRules: own() })))[0]?.status).toBe("waived");
  const strict = question(WAIVER, { ownRules: own([{}], { nonWaivable: "the law asks for it" }) });
  const { findings, notices, known } = await judge(strict);
  expect(findings.find(({ rule }) => rule === RULE.name)?.status).toBe("violation");
  expect(notices.map(({ message }) => message).join()).toContain("has no effect: the law asks for it");
  expect(known.findings.map(({ rule }) => rule)).not.toContain(RULE.name);
});

test("a baseline knows it by what the rule calls its subject", async () => {
  const { known } = await judge(question("", { ownRules: own() }));
  const later = question("", { ownRules: own([{ args: { to: "abuse@example.com", seen: 9 } }]), baseline: known });
  expect((await ofOwn(later))[0]?.status).toBe("waived");
  const other = question("", { ownRules: own([{ args: { to: "us", seen: 7 } }]), baseline: known });
  expect((await ofOwn(other))[0]?.status).toBe("violation");
});

test("a rule that needs changes does not run without them", async () => {
  const { findings, notRun } = await judge(question("", { ownRules: own([{}], { needs: "changes" }) }));
  expect(notRun).toContain(RULE.name);
  expect(findings.map(({ rule }) => rule)).not.toContain(RULE.name);
});

test("while resources are still to come, only rules of one resource are asked", async () => {
  const stack = own();
  await judge(question("", { ownRules: stack, complete: false }));
  const single = own([{}], { scope: "resource" });
  await judge(question("", { ownRules: single, complete: false }));
  expect([stack.asked, single.asked]).toEqual([0, 1]);
});

test("a finding on a fact that is not there is an error, never a pass", async () => {
  await expect(judge(question("", { ownRules: own([{ fact: "lease:none" }]) }))).rejects.toThrow(
    "names an unknown rule or fact",
  );
});

test("the built example runs, and names what it cannot know", async () => {
  const file = resolve(__dirname, "../../../docs/examples/own-rules/leasehold.yaml");
  const settings = parseSettings("ownRules: ./rules", file);
  const group = resource("aws:ec2/securityGroup:SecurityGroup", "web", {
    vpcId: "vpc-1",
    tags: { "leasehold:lease": "edge", "leasehold:segment": "web" },
    egress: [
      { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["192.0.2.0/24"] },
      { protocol: "tcp", fromPort: UNKNOWN, toPort: UNKNOWN, cidrBlocks: ["198.51.100.0/24"] },
    ],
  });
  const { findings, ownRules } = await judge(
    question("", { graph: graphOf(group), ownRules: readOwnRules(workingTree, settings, file) }),
  );
  expect(findings.flatMap(({ rule, status }) => (rule === "no-plain-http" ? [status] : [])).sort()).toEqual([
    "undetermined",
    "violation",
  ]);
  expect(ownRules?.map(({ name }) => name)).toEqual(["no-plain-http"]);
});
