import { UNKNOWN } from "../../graph/resource";
import { catalogue } from "../../policies/catalogue";
import { judge } from "../../policies/judge";
import { defaultSettings } from "../../policies/settings";
import { approval, declaration } from "./fact-makers";
import { blockOf, graphOf, prefixList, registerOf, resource } from "./resource-maker";

const today = "2026-11-20";
const released = declaration({ id: "old", prefix: "198.51.100.0/24", status: "released" });
const register = registerOf(released, declaration({ routing: undefined }));

/** Rules that need to know what changes, or what is approved: this input says neither. */
const needing = catalogue.filter(({ needs }) => needs !== undefined).map(({ name }) => name);

const rows = (findings: Awaited<ReturnType<typeof judge>>["findings"]) =>
  findings.map(({ rule, status, resource: found }) => `${rule} ${status} ${found?.name ?? "-"}`);

test("an allowlist that names a released lease is found in a resource of whatever type, beside unknown values", async () => {
  const webhook = resource("acme:hooks/webhook:Webhook", "hook", { url: UNKNOWN, allow: "from 198.51.100.9 only" });
  const graph = graphOf(prefixList("partners", "198.51.100.0/24"), webhook, prefixList("own", "203.0.113.0/24"));
  const { findings, notRun, problems } = await judge({ graph, register, today });
  expect(rows(findings)).toEqual(["orphaned-reference violation hook", "orphaned-reference violation partners"]);
  expect({ notRun, problems }).toEqual({ notRun: needing, problems: [] });
});

test("no message holds a value that is not an address, a port or a name", async () => {
  const secret = resource("acme:hooks/webhook:Webhook", "hook", { note: "token s3cret for 198.51.100.9" });
  const { findings } = await judge({ graph: graphOf(secret), register, today });
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain("s3cret");
});

test("a program that revives a released lease is a problem, and what else is wrong is found all the same", async () => {
  const block = blockOf({ id: "old", prefix: "198.51.100.0/24", status: "active", term: { start: today, end: today } });
  const { findings, problems } = await judge({
    graph: graphOf(block, prefixList("partners", "198.51.100.0/24")),
    register,
    today,
  });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("old");
  expect(rows(findings)).toContain("orphaned-reference violation partners");
});

test("the settings reach the facts as well as the rules", async () => {
  const group = resource("aws:ec2/securityGroup:SecurityGroup", "out", {
    tags: { "leasehold:lease": "edge", "leasehold:segment": "web" },
    egress: [{ protocol: "tcp", fromPort: 0, toPort: 65_535, cidrBlocks: ["64.0.0.0/2"] }],
  });
  const only = ["open-egress"];
  const judged = (openEgressShare: number) =>
    judge({ graph: graphOf(group), register, today, only, settings: { ...defaultSettings, openEgressShare } });
  expect((await judged(0.5)).findings).toEqual([]);
  expect(rows((await judged(0.25)).findings)).toEqual(["open-egress violation out"]);
  expect((await judged(0.25)).notRun).toHaveLength(catalogue.length - 1);
});

test("an empty program and register have no findings", async () => {
  expect(await judge({ graph: graphOf(), register: registerOf(), today })).toEqual({
    findings: [],
    notRun: needing,
    problems: [],
    facts: [],
    notices: [],
    known: { version: 1, findings: [] },
  });
});

test("rules on changes run where the graph says what changes, and are listed as not run where it does not", async () => {
  const created = { ...prefixList("partners", "203.0.113.0/24"), operation: "create" as const };
  const offboarding = registerOf(declaration({ status: "offboarding" }));
  const only = ["new-reference-while-offboarding"];
  const judged = await judge({ graph: graphOf(created), register: offboarding, today, only });
  expect(rows(judged.findings)).toEqual(["new-reference-while-offboarding violation partners"]);
  expect(judged.notRun).not.toContain("new-reference-while-offboarding");
  const silent = await judge({
    graph: graphOf(prefixList("partners", "203.0.113.0/24")),
    register: offboarding,
    today,
  });
  expect(silent.findings.filter(({ rule }) => rule === "new-reference-while-offboarding")).toEqual([]);
  expect(silent.notRun).toContain("new-reference-while-offboarding");
});

test("approvals are judged where they are configured, and are not run where they are not", async () => {
  const judged = (configured: boolean) =>
    judge({
      graph: graphOf(),
      register: registerOf(),
      today,
      approvals: [approval({ configured, satisfied: false, reasons: ["nobody has signed it"], resource: null })],
    });
  expect(rows((await judged(true)).findings)).toEqual(["privileged-change-unapproved violation -"]);
  expect((await judged(true)).notRun).not.toContain("privileged-change-unapproved");
  expect((await judged(false)).findings).toEqual([]);
  expect((await judged(false)).notRun).toContain("privileged-change-unapproved");
});
