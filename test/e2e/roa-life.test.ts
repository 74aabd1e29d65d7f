import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Engine, type Project, type Run } from "../testbed/engine";
import { FakeKrill } from "../testbed/registries/fake-krill";
import { describeWith } from "../testbed/tools";

jest.setTimeout(240_000);

const LEASE = {
  id: "office-2026",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30" },
  routing: { announcedBy: "lessee", origins: [64496] },
};
/** The lessor's own, of the block that the lease is part of. */
const LESSOR = { prefix: "203.0.112.0/22", maxLength: 22, asn: "AS64511" };

const outcome = (run: Run) => ({ code: run.code, output: run.code === 0 ? "" : run.output });
const fine = { code: 0, output: "" };

interface Plan {
  readonly roas?: Record<string, Record<string, unknown>>;
  readonly routes?: Record<string, Record<string, unknown>>;
}

interface StateOf {
  readonly urn: string;
  readonly id?: string;
  readonly outputs?: Record<string, unknown>;
}

describeWith(["pulumi"], "ROAs and announcements on the real engine, at a registry on loopback", () => {
  let engine: Engine;
  let krill: FakeKrill;
  let folder: string;
  let vrps: string;

  beforeAll(() => {
    engine = new Engine();
    folder = mkdtempSync(join(tmpdir(), "leasehold-roa-life-"));
    vrps = join(folder, "vrps.json");
  });
  afterAll(() => {
    engine.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    krill = await FakeKrill.start();
    see(LESSOR);
  });
  afterEach(() => krill.service.stop());

  /** What the relying party sees from now on. */
  function see(...roas: { prefix: string; maxLength: number; asn: string | number }[]): void {
    writeFileSync(vrps, JSON.stringify({ metadata: { generatedTime: new Date().toISOString() }, roas }));
  }
  const OURS = { prefix: "203.0.113.0/24", maxLength: 24, asn: "AS64496" };

  const configOf = (plan: Plan, more: Record<string, unknown> = {}) => ({
    "roa-life:plan": JSON.stringify({ lease: LEASE, ...plan }),
    "leasehold:krillUrl": krill.service.url,
    "leasehold:krillCa": krill.ca,
    "leasehold:vrps": vrps,
    ...more,
  });
  const env = () => ({ LEASEHOLD_KRILL_TOKEN: krill.token });
  const start = (plan: Plan, more?: Record<string, unknown>): Project =>
    engine.project(resolve(__dirname, "../programs/roa-life"), { config: configOf(plan, more), env: env() });
  const next = (project: Project, plan: Plan, more?: Record<string, unknown>): Project =>
    project.with({ config: configOf(plan, more), env: env() });

  const routes = () => `/api/v1/cas/${krill.ca}/routes`;

  /** Somebody takes the lessee's ROA back at the registry itself. */
  async function removeBehindItsBack(): Promise<void> {
    const removed = [{ asn: 64496, prefix: "203.0.113.0/24", max_length: 24 }];
    const headers = { authorization: `Bearer ${krill.token}` };
    const body = JSON.stringify({ added: [], removed });
    expect(await fetch(krill.service.url + routes(), { method: "POST", headers, body })).toMatchObject({ status: 200 });
  }

  /** What was written at the registry, in order. */
  function writes(): string[] {
    return krill.service.seen
      .filter(({ method }) => method === "POST")
      .flatMap(({ body }) => {
        const { added, removed } = JSON.parse(body) as Record<"added" | "removed", { asn: number; prefix: string }[]>;
        const text = ({ asn, prefix }: { asn: number; prefix: string }) => `${prefix} => ${asn}`;
        return [...added.map((one) => `+${text(one)}`), ...removed.map((one) => `-${text(one)}`)];
      });
  }

  async function stateOf(project: Project, name: string): Promise<StateOf | undefined> {
    const { deployment } = await project.exportState();
    return (deployment.resources as StateOf[] | undefined)?.find(({ urn }) => urn.endsWith(`::${name}`));
  }

  test("a ROA is published, becomes visible without that being drift, is restored where it is gone, and revoked", async () => {
    const project = start({ roas: { roa: { asn: 64496, announces: [] } } });
    expect(outcome(await project.up())).toEqual(fine);
    expect(krill.roas).toEqual(["203.0.113.0/24-24 => 64496"]);
    expect(await stateOf(project, "roa")).toMatchObject({
      id: "krill:203.0.113.0/24-24:AS64496",
      outputs: { state: "published", covering: [{ prefix: "203.0.112.0/22", asn: 64511, maxLength: 22 }] },
    });

    see(LESSOR, OURS);
    expect(outcome(await project.refresh())).toEqual(fine);
    expect(outcome(await project.up({ expectNoChanges: true, arguments: ["--refresh"] }))).toEqual(fine);
    expect(await stateOf(project, "roa")).toMatchObject({ outputs: { state: "visible" } });

    await removeBehindItsBack();
    const drifted = await project.refresh();
    expect(drifted.code).not.toBe(0);
    expect(drifted.changes).toMatchObject({ delete: 1 });
    expect(outcome(await project.up())).toEqual(fine);
    expect(krill.roas).toEqual(["203.0.113.0/24-24 => 64496"]);
    expect(outcome(await project.refresh())).toEqual(fine);

    expect(outcome(await project.destroy())).toEqual(fine);
    expect(krill.roas).toEqual([]);
  });

  test("a changed origin is made before the old one is broken, and a destroy withdraws before it revokes", async () => {
    const NEW = { ...OURS, asn: "AS64497" };
    const plan = (origin: number): Plan => ({
      roas: { roa: { asn: origin, announces: [{ prefix: "203.0.113.0/24", origin }] } },
      routes: { route: { origin, options: { customTimeouts: { create: "3s" } } } },
    });
    const project = start(plan(64496));
    const early = await project.up();
    expect(early.code).not.toBe(0);
    expect(early.output).toContain("waiting for a ROA that allows 203.0.113.0/24 from AS64496");
    expect(early.output).toContain("no ROA that allows 203.0.113.0/24 from AS64496 became visible in time");
    expect(early.output).toContain("203.0.112.0/22 for AS64511, max-length 22");
    see(LESSOR, OURS);
    expect(outcome(await project.up())).toEqual(fine);
    expect(await stateOf(project, "route")).toMatchObject({ outputs: { state: "recorded", validity: "valid" } });

    see(LESSOR, OURS, NEW);
    const changed = await next(project, plan(64497)).up();
    expect(outcome(changed)).toEqual(fine);
    expect(writes()).toEqual(["+203.0.113.0/24 => 64496", "+203.0.113.0/24 => 64497", "-203.0.113.0/24 => 64496"]);
    const steps = order(changed);
    expect(steps.indexOf("create-replacement roa")).toBeLessThan(steps.indexOf("create-replacement route"));
    expect(steps.indexOf("create-replacement route")).toBeLessThan(steps.indexOf("delete-replaced route"));
    expect(steps.indexOf("delete-replaced route")).toBeLessThan(steps.indexOf("delete-replaced roa"));

    const destroyed = await project.destroy();
    expect(outcome(destroyed)).toEqual(fine);
    expect(order(destroyed).slice(0, 2)).toEqual(["delete route", "delete roa"]);
    expect(krill.roas).toEqual([]);
  });

  test("two origins of one prefix are published in one step, since either alone would make the other Invalid", async () => {
    see({ prefix: "192.0.2.0/24", maxLength: 24, asn: "AS64511" });
    const lease = { ...LEASE, routing: { ...LEASE.routing, origins: [64496, 64497] } };
    const plan = { roas: { first: { asn: 64496 }, second: { asn: 64497 } } };
    const project = start(plan, { "roa-life:plan": JSON.stringify({ lease, ...plan }) });
    expect(outcome(await project.up())).toEqual(fine);
    const posts = krill.service.seen.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(1);
    expect(writes().sort()).toEqual(["+203.0.113.0/24 => 64496", "+203.0.113.0/24 => 64497"]);
  });

  test("a ROA that a route still needs is not revoked, by RFC 6907 §7.2.2, until the route is gone", async () => {
    const roa = { asn: 64496, announces: [{ prefix: "203.0.113.0/24", origin: 64496 }] };
    const project = start({ roas: { roa } });
    expect(outcome(await project.up())).toEqual(fine);
    const refused = await next(project, {}).up();
    expect(refused.code).not.toBe(0);
    expect(refused.output.replaceAll(/\s+/g, " ")).toContain(
      "203.0.113.0/24 from AS64496 would turn Invalid, since 203.0.112.0/22 for AS64511, max-length 22 stays",
    );
    expect(krill.roas).toEqual(["203.0.113.0/24-24 => 64496"]);
    expect(outcome(await next(project, { roas: { roa: { ...roa, announces: [] } } }).up())).toEqual(fine);
    expect(outcome(await next(project, {}).up())).toEqual(fine);
    expect(krill.roas).toEqual([]);
  });

  test("a loose max-length and a prefix that the CA does not hold are refused, and leave nothing half done", async () => {
    const loose = await start({ roas: { roa: { asn: 64496, maxLength: 26, longestAnnounced: 24 } } }).up();
    expect(loose.code).not.toBe(0);
    expect(loose.output).toContain("RFC 9319");
    expect(krill.service.count("POST")).toBe(0);

    const lease = { ...LEASE, id: "elsewhere", prefix: "198.51.100.0/24" };
    const project = engine.project(resolve(__dirname, "../programs/roa-life"), {
      config: { ...configOf({}), "roa-life:plan": JSON.stringify({ lease, roas: { roa: { asn: 64496 } } }) },
      env: env(),
    });
    const unheld = await project.up();
    expect(unheld.code).not.toBe(0);
    expect(unheld.output).toContain("does not hold");
    expect(krill.roas).toEqual([]);
    expect(await stateOf(project, "roa")).toBeUndefined();
  });

  test("a credential is encrypted in the state, and in no output, even where --secret was forgotten", async () => {
    const project = start({ roas: { roa: { asn: 64496, announces: [] } } }, { "leasehold:krillToken": krill.token });
    const run = await project.up();
    expect(outcome(run)).toEqual(fine);
    expect(JSON.stringify(await project.exportState())).not.toContain(krill.token);
    expect(JSON.stringify(await project.exportState(["--show-secrets"]))).toContain(krill.token);
    expect(run.output + resourceEvents(run)).not.toContain(krill.token);
    const wrong = next(
      project,
      { roas: { roa: { asn: 64497, announces: [] } } },
      { "leasehold:krillToken": "another-token" },
    );
    const refused = await wrong.up();
    expect(refused.code).not.toBe(0);
    expect(refused.output + resourceEvents(refused)).not.toContain("another-token");
  });

  test("a kill between request and answer leaves a stack that the next up completes, without a duplicate", async () => {
    const project = start({ roas: { roa: { asn: 64496, announces: [] } } });
    krill.service.fail("silent-done", { method: "POST" });
    const written = new Promise<void>((done) => {
      const look = setInterval(() => {
        if (krill.roas.length === 0) return;
        clearInterval(look);
        done();
      }, 50);
    });
    const killed = await project.up({ killedAfter: written });
    expect(killed.code).not.toBe(0);
    expect(krill.roas).toEqual(["203.0.113.0/24-24 => 64496"]);
    expect((await project.cancel()).code).toBe(0);
    const resumed = await project.up();
    expect(outcome(resumed)).toEqual(fine);
    expect(resumed.output).toContain("already: it is taken over as it is");
    expect(krill.roas).toEqual(["203.0.113.0/24-24 => 64496"]);
    expect(outcome(await project.refresh())).toEqual(fine);
  });

  test("a ROA that exists is imported by its id, and then is as if it had been made here", async () => {
    krill.seed({ asn: 64496, prefix: "203.0.113.0/24" });
    const project = start({});
    const id = "krill:203.0.113.0/24-24:AS64496@office-2026";
    const missing = await project.import("leasehold:rpki:RoaRequest", "other", id.replace("64496", "64497"));
    expect(missing.code).not.toBe(0);
    expect(missing.output).toContain("krill does not publish 203.0.113.0/24 for AS64497");
    expect(outcome(await project.import("leasehold:rpki:RoaRequest", "roa", id))).toEqual(fine);
    expect(await stateOf(project, "roa")).toMatchObject({
      id: "krill:203.0.113.0/24-24:AS64496",
      outputs: { leaseId: "office-2026", prefix: "203.0.113.0/24", asn: 64496, state: "published" },
    });

    const adopted = start({ roas: { roa: { asn: 64496, options: { import: id } } } });
    expect(outcome(await adopted.up())).toEqual(fine);
    expect(outcome(await next(adopted, { roas: { roa: { asn: 64496 } } }).up())).toEqual(fine);
    expect(await stateOf(adopted, "roa")).toMatchObject({
      outputs: { announces: [{ prefix: "203.0.113.0/24", origin: 64496 }] },
    });
    expect(krill.service.count("POST")).toBe(0);
  });
});

/** What was said of resources. The engine's prelude repeats the stack's configuration as it is: that is not ours. */
function resourceEvents(run: Run): string {
  return JSON.stringify(run.events.filter((event) => !("preludeEvent" in event)));
}

/** What the engine did, in order: `create roa`. */
function order(run: Run): string[] {
  return run.events.flatMap(({ resOutputsEvent }) => {
    if (resOutputsEvent === undefined) return [];
    const { op, urn } = resOutputsEvent.metadata;
    return [`${op} ${urn.split("::").at(-1)}`];
  });
}
