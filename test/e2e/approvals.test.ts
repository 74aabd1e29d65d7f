import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Engine, type Project, TRANSPILE_ONLY } from "../testbed/engine";
import { Moto } from "../testbed/moto";
import { describeWith } from "../testbed/tools";

const ROOT = resolve(__dirname, "../..");
const CLI = join(ROOT, "dist/cli/main.js");
const RULE = "privileged-change-unapproved";

jest.setTimeout(180_000);

describeWith(["pulumi", "moto_server"], "approvals, with the real engine and ssh-keygen", () => {
  let engine: Engine;
  let home: string;
  let folder: string;
  let project: Project | undefined;
  let moto: Moto | undefined;

  const run = (args: readonly string[], env: Record<string, string> = {}) => {
    const { CI: _, ...environment } = process.env;
    const result = spawnSync(process.execPath, [CLI, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...environment, LEASEHOLD_AUTHOR: "dev@example.com", ...env },
    });
    return { code: result.status, out: result.stdout, err: result.stderr };
  };
  const approve = (who: string, ...more: string[]) =>
    run(["approve", ".", "-s", "dev", "--yes", "--key", join(home, who), ...more]);
  const offline = (): string[] => {
    return refusalsIn(run(["preview", ".", "-s", "dev", "--format", "json", "--no-type-check"]));
  };
  const refusalsIn = ({ out, err, code }: ReturnType<typeof run>): string[] => {
    if (code === 2) throw new Error(err);
    const { findings } = JSON.parse(out) as { findings: { rule: string; message: string }[] };
    return findings.filter(({ rule }) => rule === RULE).map(({ message }) => message);
  };
  const config = (values: Record<string, unknown>) => {
    const lines = Object.entries(values).map(([key, value]) => `  approvals:${key}: ${JSON.stringify(value)}`);
    writeFileSync(
      join(folder, "Pulumi.dev.yaml"),
      lines.length === 0 ? "config: {}\n" : `config:\n${lines.join("\n")}\n`,
    );
    const options = {
      pack: { folder: join(ROOT, "policies") },
      env: { LEASEHOLD_AUTHOR: "dev@example.com", CI: "" },
    };
    project = project === undefined ? engine.project(folder, options) : project.with(options);
  };
  const refusals = async (operation: "preview" | "up"): Promise<string[]> => {
    const stack = project as Project;
    const result = await (operation === "preview" ? stack.preview() : stack.up({ skipPreview: true }));
    expect(result.policyProblems).toEqual([]);
    return result.verdicts
      .filter(({ rule }) => rule === RULE)
      .map(() => result.output.match(/Not approved[^\n]*/)?.[0] ?? "");
  };

  /** What `leasehold check` says of the engine's own preview. */
  const checked = async (): Promise<string[]> => {
    const { stdout } = await (project as Project).preview({ pack: false, arguments: ["--json", "--show-sames"] });
    writeFileSync(join(folder, "preview.json"), stdout);
    return refusalsIn(run(["check", "preview.json", "--format", "json"]));
  };

  beforeAll(() => {
    engine = new Engine(TRANSPILE_ONLY);
    home = mkdtempSync(join(tmpdir(), "leasehold-keys-"));
    folder = join(home, "project");
    cpSync(join(ROOT, "test/programs/approvals"), folder, { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const signers = ["alice", "bob"].map((name) => {
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(home, name)]);
      const key = execFileSync("ssh-keygen", ["-y", "-f", join(home, name)], { encoding: "utf8" });
      return `${name}@example.com ${key.split(" ").slice(0, 2).join(" ").trim()} role=network`;
    });
    mkdirSync(join(folder, ".leasehold"));
    writeFileSync(join(folder, ".leasehold/allowed_signers"), `${signers.join("\n")}\n`);
    writeFileSync(join(folder, "leasehold.yaml"), "approvals: {required: 2, roles: [network], author: environment}\n");
    config({});
  });
  afterAll(() => {
    moto?.stop();
    engine.dispose();
    rmSync(home, { recursive: true, force: true });
  });

  describe("of a stack", () => {
    test("an unapproved surface is refused offline and by the pack", async () => {
      expect(offline()).toHaveLength(1);
      expect(await refusals("preview")).toHaveLength(1);
    });

    test("one of two approvals is not enough, and two hold in preview and up, in command and pack", async () => {
      const first = approve("alice");
      expect({ code: first.code, err: first.code === 0 ? "" : first.err }).toEqual({ code: 0, err: "" });
      expect(first.out).toContain("Nothing was approved before");
      expect(offline()).toHaveLength(1);
      expect(approve("bob").code).toBe(0);
      expect(readdirSync(join(folder, ".leasehold/approvals"))).toHaveLength(3);
      expect(offline()).toEqual([]);
      expect(await checked()).toEqual([]);
      expect(await refusals("preview")).toEqual([]);
      expect(await refusals("up")).toEqual([]);
      expect(await checked()).toEqual([]);
      // Everything is deployed now, and its ids are known.
      expect(await refusals("preview")).toEqual([]);
      expect(await refusals("up")).toEqual([]);
    });

    test.each([
      ["a literal beside a reference", { port: 444 }],
      ["a literal beside a reference in tags", { label: "two" }],
      ["a literal in a reference's place", { swap: true }],
      ["a removal", { withoutRule: true }],
    ])("%s needs an approval of its own, before and after it is deployed", async (_, values) => {
      config(values);
      expect(offline()).toHaveLength(1);
      expect(await refusals("preview")).toHaveLength(1);
    });

    test("what is not privileged needs none", async () => {
      config({ unrelated: "platform" });
      expect(offline()).toEqual([]);
      expect(await refusals("preview")).toEqual([]);
    });

    test("the same holds for the components of the quickstart stack", async () => {
      const quickstart = join(ROOT, "stacks/quickstart");
      const settings = join(home, "quickstart", "leasehold.yaml");
      mkdirSync(join(home, "quickstart", ".leasehold"), { recursive: true });
      cpSync(join(folder, ".leasehold/allowed_signers"), join(home, "quickstart/.leasehold/allowed_signers"));
      writeFileSync(settings, "approvals: {required: 1, roles: [network], author: environment}\n");
      const options = ["-s", "dev", "--settings", settings, "--base", "none", "--no-type-check"];
      const signed = run(["approve", quickstart, ...options, "--yes", "--key", join(home, "alice")]);
      expect({ code: signed.code, err: signed.code === 0 ? "" : signed.err }).toEqual({ code: 0, err: "" });
      expect(run(["preview", quickstart, ...options, "--format", "json"]).out).not.toContain(RULE);
      moto = await Moto.start();
      const stack = engine.project(quickstart, {
        pack: { folder: join(ROOT, "policies"), config: { leasehold: { settings } } },
        // Without a cloud, what only it can answer would be missing, which is a change.
        env: { ...moto.environment, LEASEHOLD_AUTHOR: "dev@example.com", LEASEHOLD_BASE: "none" },
      });
      for (const result of [await stack.preview(), await stack.up({ skipPreview: true }), await stack.preview()]) {
        expect({ code: result.code, output: result.code === 0 ? "" : result.output }).toEqual({ code: 0, output: "" });
        expect(result.verdicts).toEqual([]);
      }
    });
  });
});
