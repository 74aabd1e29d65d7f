import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Engine, type Project, TRANSPILE_ONLY } from "../testbed/engine";
import { describeWith, TOOLS, tool } from "../testbed/tools";

jest.setTimeout(600_000);
const ROOT = resolve(__dirname, "../..");
const EXAMPLES = join(ROOT, "stacks/languages");
const CLI = join(ROOT, "dist/cli/main.js");
const REQUEST = "roa-requests/office-2026_203.0.113.0-24_AS64496_max24.json";

/** The Python host runs `python3`, which has to be the one with Pulumi's SDK. */
const env = {
  ...TRANSPILE_ONLY,
  PATH: `${__dirname}/../testbed/bin:${TOOLS}/pulumi-python/bin:${TOOLS}/bin:${process.env.PATH}`,
};

interface Finding {
  readonly rule: string;
  readonly status: string;
  readonly severity: string;
  readonly message: string;
  readonly resource: { readonly type: string; readonly name: string };
}

/** What `leasehold check` finds in a preview of the project: what is found, where, and in which words. */
async function findings(project: Project, folder: string): Promise<string[]> {
  const { stdout, output, code } = await project.preview({ arguments: ["--json", "--show-sames"] });
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  const checked = spawnSync(process.execPath, [CLI, "check", "-", "--format", "json", "--as-of", "2026-11-01"], {
    cwd: folder,
    input: stdout,
    encoding: "utf8",
    env: { ...process.env, LEASEHOLD_BASE: "none" },
  });
  const report = JSON.parse(checked.stdout) as { findings: Finding[] };
  return report.findings
    .map(({ rule, status, severity, resource, message }) =>
      [rule, status, severity, resource?.type, resource?.name, message].join(" | "),
    )
    .sort();
}

describeWith(["pulumi", "pulumi-language-yaml", "pulumi-language-python"], "programs of other languages", () => {
  const engine = new Engine(env);
  const folders: string[] = [];
  afterAll(() => {
    engine.dispose();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const twin = join(EXAMPLES, "typescript");
  let expected: Promise<string[]> | undefined;

  /** A copy of the example that may write files, with the plugin at its absolute path. */
  function copy(language: string): string {
    const folder = mkdtempSync(join(tmpdir(), `leasehold-${language}-`));
    folders.push(folder);
    cpSync(join(EXAMPLES, language), folder, { recursive: true });
    const project = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
    writeFileSync(join(folder, "Pulumi.yaml"), project.replace("../../../provider", join(ROOT, "provider")));
    return folder;
  }

  describe.each(["yaml", "python"])("the example in %s", (language) => {
    test("is judged as its TypeScript twin is", async () => {
      expected ??= findings(engine.project(twin), twin);
      expect((await expected).length).toBeGreaterThan(0);
      const folder = copy(language);
      expect(await findings(engine.project(folder), folder)).toEqual(await expected);
    });

    test("is deployed with its components, stays as it is, and asks for the revocation when it goes", async () => {
      const folder = copy(language);
      const project = engine.project(folder);
      const first = await project.up();
      expect({ code: first.code, output: first.code === 0 ? "" : first.output }).toEqual({ code: 0, output: "" });
      expect(first.changes).toEqual({ create: 8 });
      expect(JSON.parse(readFileSync(join(folder, REQUEST), "utf8"))).toMatchObject({ action: "publish" });

      const { deployment } = await project.exportState();
      const types = (deployment.resources ?? []).map(({ type }) => type);
      expect(types).toEqual(
        expect.arrayContaining([
          "leasehold:index:LeasedBlock",
          "leasehold:index:EgressSegment",
          "leasehold:index:EgressPool",
          "aws:ec2/eip:Eip",
          "leasehold:rpki:RoaRequest",
          "leasehold:routing:Advertisement",
        ]),
      );
      const second = await project.up({ expectNoChanges: true });
      expect({ code: second.code, output: second.code === 0 ? "" : second.output }).toEqual({ code: 0, output: "" });

      await project.unprotect();
      const last = await project.destroy();
      expect({ code: last.code, output: last.code === 0 ? "" : last.output }).toEqual({ code: 0, output: "" });
      expect(JSON.parse(readFileSync(join(folder, REQUEST), "utf8"))).toMatchObject({ action: "revoke" });
    });
  });

  test("arguments that cannot be used fail before anything is made, by name", async () => {
    const folder = copy("yaml");
    const program = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      program.replace("prefixes: [203.0.113.64/26]", "prefixes: [198.51.100.0/26]"),
    );
    const run = await engine.project(folder).preview();
    expect(run.code).not.toBe(0);
    expect(run.output).toMatch(/segments\.mail\.prefixes.*198\.51\.100\.0\/26/);
    expect(existsSync(join(folder, REQUEST))).toBe(false);
  });

  test("the engine takes the schema that the plugin serves", () => {
    const plugin = join(ROOT, "provider/pulumi-resource-leasehold");
    const got = spawnSync(tool("pulumi"), ["package", "get-schema", plugin], {
      encoding: "utf8",
      env: engine.environment({}),
      maxBuffer: 10_000_000,
    });
    expect({ status: got.status, stderr: got.status === 0 ? "" : got.stderr }).toEqual({ status: 0, stderr: "" });
    const file = join(engine.home, "schema.json");
    writeFileSync(file, got.stdout);
    const checked = spawnSync(tool("pulumi"), ["schema", "check", file], {
      encoding: "utf8",
      env: engine.environment({}),
    });
    expect({ status: checked.status, output: checked.stdout + checked.stderr }).toEqual({ status: 0, output: "" });
    const schema = JSON.parse(got.stdout) as { resources: Record<string, { isComponent?: boolean }> };
    expect(schema.resources["leasehold:rpki:RoaRequest"]?.isComponent).toBeUndefined();
    expect(schema.resources["leasehold:index:LeasedBlock"]?.isComponent).toBe(true);
  });
});
