import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { Engine, TRANSPILE_ONLY } from "../testbed/engine";
import { Moto } from "../testbed/moto";
import { previewOffline } from "../testbed/offline";
import { describeWith } from "../testbed/tools";

jest.setTimeout(300_000);
const ROOT = resolve(__dirname, "../..");
/** The stack records dates, such as that of its last drill, which would go stale. */
const AS_OF = "2026-11-20";
const UNSAFE = resolve(ROOT, "stacks/unsafe");
const RULES = ["loose-max-length", "orphaned-reference", "shared-egress"];

describeWith(["pulumi", "moto_server"], "the unsafe stack, with the real engine and the policy pack", () => {
  let engine: Engine;
  let moto: Moto;
  const project = () =>
    engine.project(UNSAFE, {
      pack: { folder: resolve(ROOT, "policies") },
      env: { ...moto.environment, LEASEHOLD_AS_OF: AS_OF },
    });

  beforeAll(async () => {
    engine = new Engine(TRANSPILE_ONLY);
    moto = await Moto.start();
  });
  afterAll(async () => {
    await moto.stop();
    engine.dispose();
    // The request documents for the lessor, which a manual ROA request writes beside the program and keeps when it ends.
    rmSync(resolve(UNSAFE, "roa-requests"), { recursive: true, force: true });
  });

  test("is refused at preview, for exactly its three mistakes", async () => {
    const run = await project().preview();
    expect(run.policyProblems).toEqual([]);
    expect([...new Set(run.verdicts.map(({ rule }) => rule))].sort()).toEqual(RULES);
    expect(run.verdicts.every(({ status }) => status === "violation")).toBe(true);
    expect(run.code).not.toBe(0);
  });

  test("is refused without a preview too, before what breaks a rule of one resource exists", async () => {
    const stack = project();
    const run = await stack.up({ skipPreview: true });
    expect(run.code).not.toBe(0);
    const refused = run.verdicts.filter(({ rule }) => rule !== "shared-egress").map(({ resource }) => resource);
    expect(refused.length).toBeGreaterThan(0);
    const { deployment } = await stack.exportState();
    const created = new Set((deployment.resources ?? []).map(({ urn }) => urn));
    expect(refused.filter((urn) => created.has(urn))).toEqual([]);
  });

  test("can be deployed without the pack: the pack alone is what stops it", async () => {
    const stack = project();
    const run = await stack.up({ pack: false });
    expect({ code: run.code, output: run.code === 0 ? "" : run.output }).toEqual({ code: 0, output: "" });
    expect((await stack.unprotect()).code).toBe(0);
    expect((await stack.destroy()).code).toBe(0);
  });

  test("offline, each mistake is named at a line of the program, with its fix", async () => {
    const { code, findings } = await previewOffline(UNSAFE, ["--as-of", AS_OF]);
    expect(code).toBe(1);
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual(RULES);
    for (const finding of findings) {
      expect(finding.location?.file).toMatch(/^[\w./-]+\.ts$/);
      expect(finding.location?.line).toBeGreaterThan(0);
      expect(finding.remediation).not.toBe("");
    }
  });
});
