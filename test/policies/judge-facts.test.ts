import type { Fact } from "../../facts/fact";
import type { Resource } from "../../graph/resource";
import { catalogue } from "../../policies/catalogue";
import { RuleError } from "../../policies/evaluate";
import { findingSchema } from "../../policies/finding";
import { judgeFacts } from "../../policies/judge-facts";
import { defaultSettings, type Settings } from "../../policies/settings";
import { address, approval, cleanFacts, declaration, lease, opaque, reference, withUnknown } from "./fact-makers";

const judge = (
  facts: Fact[],
  options: { settings?: Partial<Settings>; only?: string[]; resources?: Resource[] } = {},
) =>
  judgeFacts(facts, options.resources ?? [], {
    today: "2026-11-20",
    settings: { ...defaultSettings, ...options.settings },
    only: options.only,
  });

test("a stack that breaks no rule has no finding, and every rule ran", () => {
  const everything = [...cleanFacts(), approval()];
  const options = { today: "2026-11-20", settings: defaultSettings, changes: true };
  expect(judgeFacts(everything, [], options)).toEqual({ findings: [], notRun: [] });
});

test("a finding points at the resource's own place in the program and has the published shape", () => {
  const fact = reference({ leaseStatus: "released", activeLease: null });
  const resource: Resource = {
    urn: fact.resource ?? "",
    type: "aws:ec2/managedPrefixList:ManagedPrefixList",
    name: "partners",
    custom: true,
    remote: false,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    location: { file: "index.ts", line: 42, column: 7 },
  };
  const [finding, ...others] = judge([fact], { resources: [resource] }).findings;
  expect(others).toEqual([]);
  expect(findingSchema.parse(finding)).toMatchObject({
    rule: "orphaned-reference",
    severity: "error",
    status: "violation",
    lease: "old",
    resource: { urn: fact.resource, type: "aws:ec2/managedPrefixList:ManagedPrefixList", name: "partners" },
    location: { file: "index.ts", line: 42, column: 7 },
    message: "Property entries[3].cidr refers to 198.51.100.7/32, which was released with lease old.",
  });
});

test("a fact of the register alone gives a finding without resource and place", () => {
  const { findings } = judge([lease({ resource: null, declaration: declaration({ owner: undefined }) })]);
  expect(findings).toMatchObject([{ rule: "named-owner", resource: null, location: null, lease: "edge" }]);
});

test("what two facts say about one address is said once", () => {
  const stray = { segments: [], claims: [], segment: null };
  const { findings } = judge([address(stray), address(stray), address({ ...stray, address: "203.0.113.6/32" })]);
  expect(findings.map(({ rule, evidence }) => [rule, evidence.address])).toEqual([
    ["unsegmented-address", "203.0.113.5/32"],
    ["unsegmented-address", "203.0.113.6/32"],
  ]);
});

test("an undetermined finding names what is not known, and not its value", () => {
  const { findings } = judge([withUnknown(address({ leased: null, address: null }), "address", "leased")], {
    only: ["address-outside-lease"],
  });
  expect(findings).toMatchObject([
    {
      status: "undetermined",
      severity: "error",
      message:
        "Whether what segment web claims lies in a lease is not known yet (not known before the deployment: web-a.address).",
    },
  ]);
});

test("the order of facts and their partitions do not change the findings", () => {
  const facts = Array.from({ length: 700 }, (_, index) =>
    address({ address: `198.51.100.${index % 256}/32`, segments: [], claims: [], id: `a-${index}` }),
  );
  const forward = judge(facts).findings;
  expect(forward).toHaveLength(256);
  expect(judge([...facts].reverse()).findings).toEqual(forward);
});

test("settings change a severity, and switch a rule off, which is then listed as not run", () => {
  const facts = [lease({ declaration: declaration({ owner: undefined, allowedUses: undefined }) })];
  const { findings, notRun } = judge(facts, {
    settings: { severities: { "named-owner": "warning", "allowed-use-documented": "off" } },
  });
  expect(findings).toMatchObject([{ rule: "named-owner", severity: "warning" }]);
  const needing = catalogue.filter(({ needs }) => needs !== undefined).map(({ name }) => name);
  expect(notRun).toEqual(["allowed-use-documented", ...needing]);
});

test("only the rules asked for run, and the others are listed as not run", () => {
  const { findings, notRun } = judge([opaque("lease")], { only: ["named-owner"] });
  expect(findings).toMatchObject([{ rule: "named-owner", status: "undetermined" }]);
  expect(notRun).toEqual(catalogue.map(({ name }) => name).filter((name) => name !== "named-owner"));
});

test("a rule that does not exist is an error and not a rule without findings", () => {
  expect(() => judge([], { only: ["named-owners"] })).toThrow(RuleError);
  expect(() => judge([], { settings: { severities: { nobody: "off" } } })).toThrow("there is no rule nobody");
});
