import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceValidation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { judge } from "../../../policies/judge";
import { packPolicies } from "../../../policies/pack/pack-policies";
import { PackSession } from "../../../policies/pack/pack-session";
import { type Baseline, formatBaseline } from "../../../policies/waivers/baseline-file";
import { declaration } from "../fact-makers";
import { resourceArgs, stackArgs, UNKNOWN_TEXT, urnOf } from "../pack-arguments";
import { registerOf } from "../resource-maker";

/** The pack with the real judge, as the engine would call it. */

const block = {
  type: "leasehold:index:LeasedBlock",
  name: "edge",
  props: { lease: JSON.parse(JSON.stringify(declaration({ id: "edge" }))) },
};
const list = (cidr: string) => ({
  type: "aws:ec2/managedPrefixList:ManagedPrefixList",
  name: "partners",
  props: { addressFamily: "IPv4", maxEntries: 4, name: UNKNOWN_TEXT, entries: [{ cidr, description: UNKNOWN_TEXT }] },
});
const roa = (maxLength: unknown) => ({
  type: "leasehold:rpki:RoaRequest",
  name: "edge-roa",
  props: {
    leaseId: "edge",
    prefix: "203.0.113.0/24",
    asn: 64500,
    maxLength,
    publisher: "manual",
    folder: UNKNOWN_TEXT,
    announces: [{ prefix: "203.0.113.0/24", origin: 64500 }],
    origins: [64500],
    leaseEnd: "2027-12-31",
  },
});
type Described = { type: string; name: string; props: Record<string, unknown>; protect?: boolean };

interface Options {
  readonly stack: boolean;
  /** @default none */
  readonly folder?: string;
  /** Takes what each judgement found, as a baseline. */
  readonly found?: (known: Baseline) => void;
}

async function operate(resources: Described[], options: Options): Promise<string[]> {
  const session = new PackSession({
    judge: async (asked) => {
      const judgement = await judge(asked);
      options.found?.(judgement.known);
      return judgement;
    },
    loadRegister: async () =>
      registerOf(declaration({ id: "old", prefix: "198.51.100.0/24", status: "released" }), declaration()),
    environment: { LEASEHOLD_AS_OF: "2026-11-20", LEASEHOLD_REGISTER: "https://example.com/leases.json" },
    folders: options.folder === undefined ? [] : [options.folder],
  });
  const policies = packPolicies(session) as (ResourceValidationPolicy & Partial<StackValidationPolicy>)[];
  const said: string[] = [];
  const at = (policy: string) => (message: string, urn?: string) => {
    said.push(`${policy} ${message.split(":")[0]} ${urn?.split("::").at(-1) ?? "-"}`);
  };
  for (const one of resources) {
    for (const policy of policies) {
      const validate = policy.validateResource as ResourceValidation | undefined;
      await validate?.(resourceArgs(one), (message) => at(policy.name)(message, urnOf(one)));
    }
  }
  if (options.stack) for (const policy of policies) await policy.validateStack?.(stackArgs(resources), at(policy.name));
  return said.sort();
}

test("an unsafe resource is refused before it exists", async () => {
  const said = await operate([block, list("198.51.100.0/25"), roa(28)], { stack: false });
  expect(said).toEqual([
    "loose-max-length [violation] loose-max-length edge-roa",
    "orphaned-reference [violation] orphaned-reference partners",
  ]);
});

test("what the baseline knows stops no resource, and what it does not know still does", async () => {
  const resources = [block, list("198.51.100.0/25"), roa(28)];
  let known: Baseline = { version: 1, findings: [] };
  await operate(resources, { stack: true, found: (last) => (known = last) });
  const folder = mkdtempSync(join(tmpdir(), "leasehold-pack-"));
  writeFileSync(join(folder, "leasehold.yaml"), "baseline: known.json\n");
  writeFileSync(join(folder, "known.json"), formatBaseline(known));
  const refused = ["orphaned-reference [violation] orphaned-reference partners"];
  expect(await operate(resources, { stack: false, folder })).toEqual(refused);
  const other = { ...roa(28), name: "other-roa" };
  expect(await operate([...resources, other], { stack: false, folder })).toEqual([
    "loose-max-length [violation] loose-max-length other-roa",
    ...refused,
  ]);
  rmSync(folder, { recursive: true });
});

test("what the stack as a whole shows is the same, and nothing is said twice", async () => {
  const said = await operate([block, list("198.51.100.0/25"), roa(28)], { stack: true });
  expect(said.filter((line) => /loose-max-length|orphaned-reference/.test(line))).toEqual([
    "loose-max-length [violation] loose-max-length edge-roa",
    "orphaned-reference [violation] orphaned-reference partners",
  ]);
});

test("safe resources are let through, before and after", async () => {
  const telemetry = {
    type: "leasehold:index:Telemetry",
    name: "edge",
    props: { leaseId: "edge", external: { flowLogs: "org-flow-logs", alerts: "soc" } },
  };
  const said = await operate([block, list("192.0.2.0/24"), { ...roa(24), protect: true }, telemetry], { stack: true });
  expect(said).toEqual([]);
});

test("an unknown that decides is undetermined at the end, advisory, and stops nothing before", async () => {
  const resources = [block, roa(UNKNOWN_TEXT)];
  expect(await operate(resources, { stack: false })).toEqual([]);
  expect(await operate(resources, { stack: true })).toContain("undetermined [undetermined] loose-max-length edge-roa");
});
