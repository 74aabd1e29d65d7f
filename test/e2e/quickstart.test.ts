import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { Engine, type Project, type Run, TRANSPILE_ONLY } from "../testbed/engine";
import { Moto } from "../testbed/moto";
import { describeWith } from "../testbed/tools";

jest.setTimeout(300_000);
const ROOT = resolve(__dirname, "../..");
/** The stack records dates, such as that of its last drill, which would go stale. */
const AS_OF = "2026-11-20";

/** The exit code, with everything the engine printed where it is not 0: a failed test then shows why. */
const outcome = (run: Run) => ({ code: run.code, output: run.code === 0 ? "" : run.output });
const fine = { code: 0, output: "" };

describeWith(["pulumi", "moto_server"], "the quickstart stack, with the real engine and the policy pack", () => {
  let engine: Engine;
  let moto: Moto;
  let project: Project;
  let addresses: string[];

  beforeAll(async () => {
    engine = new Engine(TRANSPILE_ONLY);
    moto = await Moto.start();
    project = engine.project(resolve(ROOT, "stacks/quickstart"), {
      pack: { folder: resolve(ROOT, "policies") },
      env: { ...moto.environment, LEASEHOLD_AS_OF: AS_OF },
    });
  });
  afterAll(async () => {
    await moto.stop();
    engine.dispose();
    // The request documents for the lessor, which a manual ROA request writes beside the program and keeps when it ends.
    rmSync(resolve(ROOT, "stacks/quickstart/roa-requests"), { recursive: true, force: true });
  });

  test("is deployed, and no rule has anything to say", async () => {
    const run = await project.up();
    expect(outcome(run)).toEqual(fine);
    expect({ verdicts: run.verdicts, problems: run.policyProblems }).toEqual({ verdicts: [], problems: [] });
  });

  test("gives the cloud the addresses that the lease was divided into", async () => {
    const { deployment } = await project.exportState();
    const declared = (deployment.resources ?? []).filter(({ type }) => type === "aws:ec2/eip:Eip");
    expect(declared.length).toBeGreaterThan(0);
    addresses = await moto.publicAddresses("eu-west-1");
    expect(addresses.length).toBe(declared.length);
    for (const address of addresses) expect(address).toMatch(/^203\.0\.113\./);
  });

  test("is not changed by a second deployment", async () => {
    const run = await project.up({ expectNoChanges: true });
    expect(outcome(run)).toEqual(fine);
    expect(Object.keys(run.changes)).toEqual(["same"]);
  });

  test("has no drift", async () => {
    expect(outcome(await project.refresh())).toEqual(fine);
  });

  test("keeps its addresses from being destroyed by accident", async () => {
    const run = await project.destroy();
    expect(run.code).not.toBe(0);
    expect(run.output).toContain("protected");
    expect(await moto.publicAddresses("eu-west-1")).toEqual(addresses);
  });

  test("is destroyed without a trace once the protection is taken off", async () => {
    expect(outcome(await project.unprotect())).toEqual(fine);
    expect(outcome(await project.destroy())).toEqual(fine);
    expect((await project.exportState()).deployment.resources ?? []).toEqual([]);
    expect(await moto.publicAddresses("eu-west-1")).toEqual([]);
  });
});
