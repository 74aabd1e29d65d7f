import { resolve } from "node:path";
import { Engine, type Project, type Run } from "../testbed/engine";
import { Krill } from "../testbed/krill";
import { RelyingParty } from "../testbed/relying-party";
import { describeWith } from "../testbed/tools";

jest.setTimeout(300_000);
const PROGRAM = resolve(__dirname, "../programs/registry");
const PREFIX = "192.0.2.0/24";

/** What the program declares; every test says it whole, as a person sees it in the code. */
interface Declared {
  readonly origin: number;
  readonly roas: readonly { name: string; lease?: "office" | "depot"; asn: number; maxLength?: number }[];
  readonly routes: readonly { name: string; origin: number }[];
}

const published: Declared = {
  origin: 64496,
  roas: [{ name: "roa", asn: 64496 }],
  routes: [{ name: "route", origin: 64496 }],
};

const moved: Declared = {
  origin: 64497,
  roas: [{ name: "roa", asn: 64497 }],
  routes: [{ name: "route", origin: 64497 }],
};

/** The exit code, with everything the engine printed where it is not 0: a failed test then shows why. */
const outcome = (run: Run) => ({ code: run.code, output: run.code === 0 ? "" : run.output });
const fine = { code: 0, output: "" };

/** Operations on resources of ours, in the order in which the engine began them. */
function steps(run: Run): string[] {
  return run.events.flatMap(({ resourcePreEvent }) => {
    const metadata = resourcePreEvent?.metadata;
    if (metadata === undefined || !/^leasehold:(rpki|routing):/.test(metadata.type)) return [];
    return metadata.op === "same" ? [] : [`${metadata.op} ${metadata.urn.split("::").at(-1)}`];
  });
}

describeWith(
  ["pulumi", "krill", "krillc", "rsync", "rpki-client"],
  "ROAs at a real certificate authority, seen by a real validator",
  () => {
    let engine: Engine;
    let krill: Krill;
    let relyingParty: RelyingParty;
    let project: Project;

    const declare = (declared: Declared): Project =>
      project.with({
        config: { "registry:declared": declared },
        env: { ...krill.environment("lessee"), LEASEHOLD_VRPS: relyingParty.file },
      });
    const output = async (name: string, property: string): Promise<unknown> => {
      const { deployment } = await project.exportState();
      const resources = (deployment.resources ?? []) as { urn: string; outputs?: Record<string, unknown> }[];
      return resources.find(({ urn }) => urn.endsWith(`::${name}`))?.outputs?.[property];
    };
    const seenByRelyingParties = async (asn: number): Promise<void> => {
      while (!relyingParty.seen().some((vrp) => vrp.asn === asn)) await new Promise((next) => setTimeout(next, 200));
    };
    const atKrill = async () => (await krill.roas("lessee")).map(({ prefix, asn }) => `${prefix} AS${asn}`).sort();

    beforeAll(async () => {
      engine = new Engine();
      krill = await Krill.start();
      await krill.addAuthority("lessee", { ipv4: PREFIX });
      await krill.addAuthority("lessor", { ipv4: PREFIX });
      relyingParty = new RelyingParty(await krill.locator());
      await relyingParty.validate();
      relyingParty.watch();
      project = engine.project(PROGRAM);
    });
    afterAll(async () => {
      await relyingParty?.stop();
      await krill?.stop();
      engine?.dispose();
    });

    test("up publishes the ROA, waits until the validator sees it, and only then announces", async () => {
      const run = await declare(published).up();
      expect(outcome(run)).toEqual(fine);
      expect(steps(run)).toEqual(["create roa", "create route"]);
      expect(await atKrill()).toEqual([`${PREFIX} AS64496`]);
    });

    test("the ROA turns visible, which is no drift", async () => {
      const drift = await declare(published).refresh();
      expect(outcome(drift)).toEqual(fine);
      await declare(published).refresh({ keep: true });
      expect(await output("roa", "state")).toBe("visible");
      expect(await output("roa", "covering")).toEqual([{ prefix: PREFIX, asn: 64496, maxLength: 24 }]);
    });

    test("a ROA that was removed behind its back is drift, and is restored", async () => {
      await krill.change("lessee", { remove: [`${PREFIX} => 64496`] });
      expect((await declare(published).refresh()).code).not.toBe(0);
      const run = await declare(published).up({ arguments: ["--refresh"] });
      expect(outcome(run)).toEqual(fine);
      expect(await atKrill()).toEqual([`${PREFIX} AS64496`]);
    });

    test("a max-length looser than what is announced is refused, and nothing is changed", async () => {
      const loose = { ...published, roas: [{ name: "roa", asn: 64496, maxLength: 28 }] };
      const run = await declare(loose).up();
      expect(run.code).not.toBe(0);
      expect(run.output).toContain("maxLength");
      expect(await atKrill()).toEqual([`${PREFIX} AS64496`]);
    });

    test("space that the authority does not hold is refused in words that say what to do, and nothing is half done", async () => {
      const foreign = {
        ...published,
        roas: [...published.roas, { name: "foreign", lease: "depot" as const, asn: 64496 }],
      };
      const run = await declare(foreign).up();
      expect(run.code).not.toBe(0);
      expect(run.output).toContain("does not hold 198.51.100.0/24");
      expect(run.output).toContain("publisher: manual");
      expect(await atKrill()).toEqual([`${PREFIX} AS64496`]);
      expect(await output("foreign", "state")).toBeUndefined();
      expect(outcome(await declare(published).up({ expectNoChanges: true }))).toEqual(fine);
    });

    test("another origin is published before the old one is revoked", async () => {
      const run = await declare(moved).up();
      expect(outcome(run)).toEqual(fine);
      expect(steps(run)).toEqual([
        "create-replacement roa",
        "replace roa",
        "create-replacement route",
        "replace route",
        "delete-replaced route",
        "delete-replaced roa",
      ]);
      expect(await atKrill()).toEqual([`${PREFIX} AS64497`]);
    });

    test("a ROA under a route that is still announced stays: the lessor's covering ROA would turn the route invalid", async () => {
      await krill.change("lessor", { add: [`${PREFIX} => 64498`] });
      await seenByRelyingParties(64498);
      const run = await declare({ ...moved, roas: [] }).up();
      expect(run.code).not.toBe(0);
      expect(run.output).toContain(`${PREFIX} from AS64497`);
      expect(run.output).toContain("AS64498");
      expect(run.output).toContain("RFC 6907");
      expect(await atKrill()).toEqual([`${PREFIX} AS64497`]);
    });

    test("destroy withdraws before it revokes", async () => {
      // The refused run left the route without the ROA that it depends on in the state; the engine would delete both at once.
      expect(outcome(await declare(moved).up())).toEqual(fine);
      const run = await declare(moved).destroy();
      expect(outcome(run)).toEqual(fine);
      expect(steps(run)).toEqual(["delete route", "delete roa"]);
      expect(await atKrill()).toEqual([]);
      expect((await krill.roas("lessor")).length).toBe(1);
    });
  },
);
