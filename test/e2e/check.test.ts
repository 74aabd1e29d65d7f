import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { Engine, TRANSPILE_ONLY } from "../testbed/engine";
import { previewOffline } from "../testbed/offline";
import { describeWith } from "../testbed/tools";

jest.setTimeout(120_000);
const ROOT = resolve(__dirname, "../..");
const CLI = join(ROOT, "dist/cli/main.js");

/** Those with dependencies to follow, unknowns, a register, several families and components of ours. */
const PROGRAMS = [
  "stacks/unsafe",
  "stacks/quickstart",
  "stacks/byoip",
  "test/programs/conformance/shared-egress-secondary",
  "test/programs/conformance/egress-bypass-unknown",
  "test/programs/conformance/open-egress-prefix-list",
  "test/programs/conformance/orphaned-names",
  "test/programs/conformance/purpose-unknown",
  "test/programs/conformance/dangling-reverse-dns",
];

describeWith(["pulumi"], "leasehold check on what the engine previews", () => {
  const engine = new Engine(TRANSPILE_ONLY);
  afterAll(() => engine.dispose());

  test.each(PROGRAMS)("finds in %s what the offline preview finds, at the same places", async (program) => {
    const folder = join(ROOT, program);
    const { stdout, output, code } = await engine.project(folder).preview({ arguments: ["--json", "--show-sames"] });
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    const checked = spawnSync(process.execPath, [CLI, "check", "-", "--format", "json"], {
      cwd: folder,
      input: stdout,
      encoding: "utf8",
      // Judged as it lies here, also in CI.
      env: { ...process.env, LEASEHOLD_BASE: "none" },
    });
    const offline = await previewOffline(folder, ["--no-type-check"]);
    expect({ code: checked.status, ...JSON.parse(checked.stdout) }).toMatchObject({
      code: offline.code,
      findings: offline.findings,
    });
  });
});
