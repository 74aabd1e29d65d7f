import { join, resolve } from "node:path";
import { Engine } from "../testbed/engine";
import { Moto } from "../testbed/moto";
import { describeWith, TOOLS } from "../testbed/tools";

/** What the engine writes for a value that nobody knows before the deployment. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

jest.setTimeout(180_000);
const program = resolve(__dirname, "../programs/testbed");

describeWith(["pulumi", "moto_server"], "the stand-in plugins", () => {
  let engine: Engine;
  let moto: Moto;

  beforeAll(async () => {
    engine = new Engine();
    moto = await Moto.start();
  });
  afterAll(async () => {
    await moto.stop();
    engine.dispose();
  });

  test("a preview leaves what only the cloud knows unknown, and creates nothing", async () => {
    const project = engine.project(program, { env: moto.environment });
    const run = await project.preview();
    expect(run.code).toBe(0);
    const address = run.events.find((event) =>
      event.resOutputsEvent?.metadata.urn.endsWith("aws:ec2/eip:Eip::address"),
    );
    const { inputs, outputs } = address?.resOutputsEvent?.metadata.new ?? {};
    expect(inputs).toEqual({ domain: "vpc", address: "203.0.113.10", tags: { "leasehold:segment": "web" } });
    expect(outputs).toMatchObject({ allocationId: UNKNOWN, arn: UNKNOWN, publicIp: UNKNOWN, address: "203.0.113.10" });
    const { deployment } = await project.exportState();
    expect(deployment?.resources ?? []).toEqual([]);
  });

  test("what they deploy is on moto, stays unchanged, and goes when destroyed", async () => {
    const project = engine.project(program, { env: moto.environment });
    const first = await project.up();
    expect({ code: first.code, output: first.code === 0 ? "" : first.output }).toEqual({ code: 0, output: "" });
    const addresses = await moto.publicAddresses();
    expect(addresses).toContain("203.0.113.10");

    const second = await project.up({ expectNoChanges: true });
    expect({ code: second.code, changes: Object.keys(second.changes) }).toEqual({ code: 0, changes: ["same"] });
    const refreshed = await project.refresh();
    expect({ code: refreshed.code, output: refreshed.code === 0 ? "" : refreshed.output }).toEqual({
      code: 0,
      output: "",
    });

    const destroyed = await project.destroy();
    expect({ code: destroyed.code, output: destroyed.code === 0 ? "" : destroyed.output }).toEqual({
      code: 0,
      output: "",
    });
    expect(await moto.publicAddresses()).toEqual([]);
  });

  test("a resource that somebody deleted is seen as gone by a refresh", async () => {
    const project = engine.project(program, { env: moto.environment });
    expect((await project.up()).code).toBe(0);
    const { EC2 } = await import("@aws-sdk/client-ec2");
    const ec2 = new EC2(moto.client());
    const logs = await ec2.describeFlowLogs({});
    await ec2.deleteFlowLogs({ FlowLogIds: (logs.FlowLogs ?? []).map((log) => log.FlowLogId ?? "") });
    ec2.destroy();
    const refreshed = await project.refresh();
    expect(refreshed.code).not.toBe(0);
    expect(refreshed.changes).toMatchObject({ delete: 1 });
    expect((await project.destroy()).code).toBe(0);
  });

  test("a change that the real provider answers with a replacement is shown as one", async () => {
    const project = engine.project(resolve(__dirname, "../programs/replacement"), {
      config: { "replacement:address": "203.0.113.20" },
    });
    expect((await project.up()).code).toBe(0);
    const changed = await project.preview({ arguments: ["--config", "replacement:address=203.0.113.21"] });
    expect(changed.changes).toMatchObject({ replace: 2 });
  });

  test("the stand-in language host registers what Pulumi's own registers", async () => {
    const withStandIn = await engine.project(program).preview();
    const own = { PATH: [join(TOOLS, "language-host"), engine.environment({}).PATH].join(":") };
    const withOwn = await engine.project(program, { env: own }).preview();
    const urns = (run: typeof withOwn) =>
      run.events.flatMap((event) => event.resourcePreEvent?.metadata.urn ?? []).sort();
    expect({ code: withOwn.code, output: withOwn.code === 0 ? "" : withOwn.output }).toEqual({ code: 0, output: "" });
    expect(urns(withStandIn)).toEqual(urns(withOwn));
    expect(urns(withOwn).length).toBeGreaterThan(20);
  });
});
