import type { Fact } from "../../../facts/fact";
import type { Finding } from "../../../policies/finding";
import { NonWaivable } from "../../../policies/waivers/non-waivable";
import { applyWaivers, type Waiver, waiverSchema } from "../../../policies/waivers/waivers";
import * as make from "../fact-makers";
import { findingOf } from "../finding-maker";

const today = "2026-11-20";
const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  rule: "unsegmented-address",
  target: "*::nat",
  reason: "moves in January",
  owner: "network@example.com",
  expires: "2026-12-31",
  ...changes,
});
const rules = ["unsegmented-address", "shared-egress", "orphaned-reference", "privileged-change-unapproved"];
const apply = (findings: Finding[], waivers: Waiver[], facts: Fact[] = [], notRun: string[] = []) =>
  applyWaivers(findings, waivers, { today, nonWaivable: new NonWaivable(facts), rules, notRun });
const messages = (result: ReturnType<typeof apply>) => result.notices.map(({ message }) => message);

test("a waiver in force waives with owner, reason, ticket and last day", () => {
  const { findings, notices } = apply([findingOf("unsegmented-address")], [waiver({ ticket: "NET-1" })]);
  expect(notices).toEqual([]);
  expect(findings[0]).toMatchObject({
    status: "waived",
    waiver: { owner: "network@example.com", reason: "moves in January", ticket: "NET-1", expires: "2026-12-31" },
  });
});

test.each(["urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat", "*Eip::na?", "edge", "web", "edge/web"])(
  "%s is a target",
  (target) => {
    expect(apply([findingOf("unsegmented-address")], [waiver({ target })]).findings[0]?.status).toBe("waived");
  },
);

test.each(["na", "*::other", "edge/mail", "mail"])("%s targets something else, and is reported", (target) => {
  const result = apply([findingOf("unsegmented-address")], [waiver({ target })]);
  expect(result.findings[0]?.status).toBe("violation");
  expect(messages(result)).toEqual([expect.stringContaining("matches no finding")]);
});

test("a rule that does not exist is told, with the one that may be meant", () => {
  expect(messages(apply([], [waiver({ rule: "unsegmented-addres" }), waiver({ rule: "nothing-like-it" })]))).toEqual([
    expect.stringMatching(/there is no such rule\. Did you mean unsegmented-address\?$/),
    expect.stringMatching(/there is no such rule\.$/),
  ]);
});

test("the waiver of a rule that did not run is not called unneeded", () => {
  expect(apply([], [waiver()], [], ["unsegmented-address"]).notices).toEqual([]);
  expect(apply([], [waiver()], [], ["shared-egress"]).notices).toHaveLength(1);
});

test("the last day is still in force, the day after is not", () => {
  const statusOn = (expires: string) =>
    apply([findingOf("unsegmented-address")], [waiver({ expires })]).findings[0]?.status;
  expect([statusOn("2026-11-20"), statusOn("2026-11-19")]).toEqual(["waived", "violation"]);
});

test.each([["31.12.2026"], ["2026-13-01"], ["2026-02-30"], ["never"], ["99999"], [""]])(
  "%j is no day, and counts as expired",
  (expires) => {
    const result = apply([findingOf("unsegmented-address")], [waiver({ expires })]);
    expect(result.findings[0]?.status).toBe("violation");
    expect(messages(result)).toEqual([expect.stringContaining("counts as expired")]);
  },
);

test("a missing or oddly typed date stops nothing and counts as expired", () => {
  const { expires: _, ...rest } = waiver();
  expect(waiverSchema.parse(rest).expires).toBe("");
  expect(waiverSchema.parse({ ...rest, expires: 20261231 }).expires).toBe("20261231");
});

test("an undetermined finding can be waived too", () => {
  const { findings } = apply([findingOf("unsegmented-address", { status: "undetermined" })], [waiver()]);
  expect(findings[0]?.status).toBe("waived");
});

const mail = make.segment({ lease: "edge", segment: "mail", purpose: "email" });
const unknown = make.segment({ lease: "edge", segment: "mail", purpose: null, unknown: { purpose: ["x#purpose"] } });
const web = make.segment({ lease: "edge", segment: "web", purpose: "web" });
const admin = make.segment({ lease: "edge", segment: "admin", purpose: "admin" });
const sharing = (segments: string[]) => findingOf("shared-egress", { evidence: { address: "203.0.113.10", segments } });

test.each<[string, Finding, Fact[]]>([
  ["an address shared with an email segment", sharing(["edge/mail", "edge/web"]), [mail, web]],
  ["one shared with a segment of unknown purpose", sharing(["edge/mail", "edge/web"]), [unknown, web]],
  ["one shared with the purpose email, which no segment declares", sharing(["edge/email", "edge/web"]), [web]],
  [
    "one of which nobody knows who shares it",
    findingOf("shared-egress", { status: "undetermined", evidence: {} }),
    [web],
  ],
  ["an unapproved privileged change", findingOf("privileged-change-unapproved"), []],
  [
    "a reference to a released lease",
    findingOf("orphaned-reference", { evidence: { property: "entries[0].cidr", text: "198.51.100.0/25" } }),
    [
      make.reference({
        resource: "urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat",
        property: "entries[0].cidr",
        text: "198.51.100.0/25",
        leaseStatus: "released",
      }),
    ],
  ],
])("%s is never waived", (_, finding, facts) => {
  const result = apply([finding], [waiver({ rule: finding.rule, target: "*" })], facts);
  expect(result.findings).toEqual([finding]);
  expect(messages(result)).toEqual([expect.stringContaining("has no effect")]);
});

test("sharing between other segments, and a reference to a lease past its term, may be waived", () => {
  const past = findingOf("orphaned-reference", { evidence: { property: "a", text: "198.51.100.1" } });
  const ended = make.reference({
    resource: past.resource?.urn,
    property: "a",
    text: "198.51.100.1",
    leaseStatus: "active",
  });
  const waivers = [waiver({ rule: "shared-egress" }), waiver({ rule: "orphaned-reference" })];
  const { findings } = apply([sharing(["edge/admin", "edge/web"]), past], waivers, [web, admin, ended]);
  expect(findings.map(({ status }) => status)).toEqual(["waived", "waived"]);
});
