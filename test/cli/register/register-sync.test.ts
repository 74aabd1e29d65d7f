import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { previewProgram } from "../../../graph/offline/preview";
import type { LeaseSegment } from "../../../lease/lease";
import { removePrograms, writeProgram } from "../../graph/offline/write-program";
import { newFolder, removeFolders } from "../../register/example-leases";
import { leaseArguments, register } from "./register-command";

jest.setTimeout(120_000);
afterAll(removePrograms);
afterAll(removeFolders);

const FIXTURES = resolve(__dirname, "../../graph/fixtures");

function leasesIn(folder: string): { id: string; status: string; segments?: LeaseSegment[] }[] {
  return (JSON.parse(readFileSync(join(folder, "leases.json"), "utf8")) as { leases: [] }).leases;
}

describe("what pulumi says of a stack", () => {
  test.each(["quickstart-preview", "quickstart-state"])(
    "%s is recorded with segments and addresses, once",
    async (name) => {
      const folder = newFolder();
      const file = join(FIXTURES, `${name}.golden.json`);
      const { code, out, err } = await register(folder, ["sync", file]);
      expect(out).toMatch(
        /^\+ office-2026 {2}203\.0\.113\.0\/24 .*\nleases\.json: recorded as entry 1 of its history\n$/,
      );
      expect(err).toContain("Made leases.json");
      expect(code).toBe(0);
      const web = leasesIn(folder)[0]?.segments?.find((segment) => segment.name === "web");
      expect(web).toMatchObject({
        prefixes: ["203.0.113.0/26"],
        placements: { "eu-west-1a": "203.0.113.4", "eu-west-1b": "203.0.113.5" },
      });
      expect(readFileSync(join(folder, "leases.history.jsonl"), "utf8")).toContain('"note":"leasehold-quickstart/dev"');
      expect(await register(folder, ["sync", file])).toMatchObject({
        code: 0,
        out: "leases.json: there is nothing to record\n",
      });
      expect(await register(folder, ["verify"])).toMatchObject({ code: 0 });
    },
  );

  test("the preview and the state of one stack are recorded alike", async () => {
    const folder = newFolder();
    await register(folder, ["sync", join(FIXTURES, "quickstart-preview.golden.json")]);
    const { out } = await register(
      folder,
      ["sync", "-"],
      {},
      readFileSync(join(FIXTURES, "quickstart-state.golden.json"), "utf8"),
    );
    expect(out).toBe("leases.json: there is nothing to record\n");
  });

  test("a dry run shows the difference and writes nothing; --check fails while there is one", async () => {
    const folder = newFolder();
    const file = join(FIXTURES, "quickstart-state.golden.json");
    const dry = await register(folder, ["sync", file, "--dry-run", "--format", "json"]);
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.out)).toMatchObject({
      dryRun: true,
      entries: [],
      changes: [{ lease: "office-2026", before: null }],
    });
    expect(await register(folder, ["sync", file, "--check"])).toMatchObject({
      code: 1,
      out: expect.stringContaining("1 of its leases would change"),
    });
    expect(() => leasesIn(folder)).toThrow("ENOENT");
    await register(folder, ["sync", file]);
    expect(await register(folder, ["sync", file, "--check"])).toMatchObject({ code: 0 });
  });

  test("what the register holds against it is told, exit 1, and the rest is recorded", async () => {
    const folder = newFolder();
    const file = join(folder, "leases.json");
    await register(folder, ["sync", join(FIXTURES, "quickstart-state.golden.json")]);
    const text = readFileSync(file, "utf8").replaceAll("203.0.113.0/26", "203.0.113.0/27");
    writeFileSync(file, text.replace('"abuse@example.com"', '"noc@example.com"'));
    expect(await register(folder, ["sync", "--edited", "--by", "ops"])).toMatchObject({ code: 0 });
    const { code, out } = await register(folder, ["sync", join(FIXTURES, "quickstart-state.golden.json")]);
    expect(code).toBe(1);
    expect(out).toMatch(/^~ office-2026 {2}contacts\.abuse: noc@example\.com → abuse@example\.com\n✖ conflict .*web/);
    expect(out).toMatch(/segment web is recorded at 203\.0\.113\.0\/27, and the stack has it at 203\.0\.113\.0\/26/);
    expect(out).toMatch(/recorded as entry 3 of its history\n$/);
    expect(leasesIn(folder)[0]?.segments?.find(({ name }) => name === "web")?.prefixes).toEqual(["203.0.113.0/27"]);
  });

  test("what is not known before a deployment is told, and with --strict fails", async () => {
    const folder = newFolder();
    const file = join(folder, "preview.json");
    const lease = {
      id: "a",
      prefix: "203.0.113.0/24",
      status: "active",
      term: { start: "2026-01-01", end: "2036-12-31" },
    };
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const resources = [
      ["LeasedBlock", "a", { lease: { ...lease, owner: { team: "x", contact: unknown } } }],
      ["EgressSegment", "a-web", { leaseId: "a", name: "web", purpose: "web", prefixes: [unknown] }],
    ] as const;
    const steps = resources.map(([type, name, inputs]) => {
      const urn = `urn:pulumi:dev::shop::leasehold:index:${type}::${name}`;
      return { op: "create", urn, newState: { urn, type: `leasehold:index:${type}`, custom: false, inputs } };
    });
    writeFileSync(file, JSON.stringify({ config: {}, steps, changeSummary: { create: 2 } }));
    const { code, out } = await register(folder, ["sync", "preview.json"]);
    expect(code).toBe(0);
    expect(out).toMatch(/\? unknown {2}a: owner is not known before a deployment/);
    expect(out).toMatch(/\? unknown {2}a-web: prefixes is not known before a deployment/);
    expect(leasesIn(folder)).toEqual([lease]);
    expect(await register(folder, ["sync", "preview.json", "--strict"])).toMatchObject({ code: 1 });
  });
});

describe("what was edited by hand", () => {
  async function edited(from: string | RegExp, to: string): Promise<string> {
    const folder = newFolder();
    await register(folder, leaseArguments("a", "203.0.113.0/24"));
    await register(folder, leaseArguments("b", "198.51.100.0/24", "--status", "released"));
    const file = join(folder, "leases.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
    return folder;
  }

  test("is recorded as a change of its own, by whom, and is sound again", async () => {
    const folder = await edited("onboarding", "active");
    expect(await register(folder, ["sync", "--edited", "--dry-run"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("status: onboarding → active"),
    });
    expect(await register(folder, ["verify"])).toMatchObject({ code: 1 });
    const { code, out } = await register(folder, ["sync", "--edited", "--by", "ops"]);
    expect([code, out]).toEqual([
      0,
      "~ a  status: onboarding → active\nleases.json: recorded as entry 3 of its history\n",
    ]);
    expect(await register(folder, ["verify"])).toMatchObject({ code: 0 });
    expect((await register(folder, ["show", "a"])).out).toContain("edit by ops");
  });

  test.each([
    ["a lease that is gone", /\{\s*"id": "b"[^}]*\}\s*\}/, "", /not JSON|lease b was removed/],
    ["a prefix", "203.0.113.0/24", "203.0.113.0/25", /a lease never changes its prefix/],
    ["a released lease", "released", "active", /a released lease is never revived/],
  ])("%s is not taken", async (_, from, to, message) => {
    const folder = await edited(from, to);
    const { code, err } = await register(folder, ["sync", "--edited"]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test("nothing else is recorded over it", async () => {
    const folder = await edited("onboarding", "active");
    const file = join(FIXTURES, "quickstart-state.golden.json");
    for (const more of [[], ["--dry-run"]]) {
      expect(await register(folder, ["sync", file, ...more])).toMatchObject({
        code: 2,
        err: expect.stringContaining("was edited since"),
      });
    }
  });

  test("without --edited or a file there is nothing to do, which is said", async () => {
    expect(await register(newFolder(), ["sync"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is nothing to record"),
    });
  });
});

describe("a program that is previewed offline", () => {
  const program = (segments: string) => `
const { LeasedBlock, EgressPool } = require("./leasehold.js");
const block = new LeasedBlock("office", { lease: {
  id: "office", prefix: "203.0.113.0/24", status: "active", term: { start: "2026-01-01", end: "2036-12-31" } } });
${segments}`;
  const poolOf = (zones: string) =>
    `new EgressPool("web", { segment: web, publicIpv4Pool: "ipv4pool-ec2-0", zones: ${zones} });`;
  const first = program(`
const web = block.segment("web", { purpose: "web", prefixLength: 27 });
block.segment("admin", { purpose: "admin", prefixLength: 27 });
${poolOf('["eu-west-1c", "eu-west-1i"]')}`);
  /** A segment before the others, and zones whose letters wish for the same addresses before those that were there. */
  const later = program(`
block.segment("email", { purpose: "email", prefixLength: 27 });
const web = block.segment("web", { purpose: "web", prefixLength: 27 });
block.segment("admin", { purpose: "admin", prefixLength: 27 });
${poolOf('["eu-west-1i", "eu-west-1c"]')}`);

  async function placed(folder: string) {
    const { graph } = await previewProgram({ folder, stack: "dev", typeCheck: false });
    const inputs = (type: string, name: string) =>
      graph.resources.find((one) => one.type === `leasehold:index:${type}` && one.name === name)?.inputs;
    return {
      web: inputs("EgressSegment", "office-web")?.prefixes,
      admin: inputs("EgressSegment", "office-admin")?.prefixes,
      addresses: inputs("EgressPool", "web")?.addresses,
    };
  }

  function write(): string {
    const folder = writeProgram({
      "index.js": first,
      "Pulumi.dev.yaml": "config:\n  leasehold:register: ./leases.json\n",
    });
    const entryPoints = [resolve(__dirname, "../../../components/index.ts")];
    const outfile = join(folder, "leasehold.js");
    buildSync({ entryPoints, outfile, bundle: true, platform: "node", external: ["@pulumi/*"], logLevel: "error" });
    return folder;
  }

  test("keeps every prefix and address that was recorded of it, and would move them without", async () => {
    const folder = write();
    const before = await placed(folder);
    const { code, out } = await register(folder, ["sync", ".", "--stack", "dev", "--no-type-check"]);
    expect([code, out]).toEqual([0, expect.stringContaining("recorded as entry 1")]);
    writeFileSync(join(folder, "index.js"), later);
    expect(await placed(folder)).toEqual(before);

    const { code: again, out: changes } = await register(folder, ["sync", ".", "--stack", "dev", "--no-type-check"]);
    expect([again, changes]).toEqual([0, expect.stringContaining("segments.email: nothing →")]);
    expect(await placed(folder)).toEqual(before);

    writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: {}\n");
    const moved = await placed(folder);
    expect(moved.web).not.toEqual(before.web);
    expect(moved.admin).not.toEqual(before.admin);
    expect(moved.addresses).not.toEqual(before.addresses);
  });
});
