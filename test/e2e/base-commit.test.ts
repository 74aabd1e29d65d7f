import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../cli/run";
import { Checkout, CheckoutError } from "../../policies/base-commit/checkout";
import { configuredRegister, registerChanges } from "../../policies/base-commit/configured-register";
import { openSource, readRegister, readSettings } from "../../policies/base-commit/policy-files";
import { proposedChanges } from "../../policies/base-commit/pull-request";
import { fakeIo } from "../cli/fake-io";

/** A pull request is judged by what its base says, with real git repositories. */

const IDENTITY = ["-c", "user.name=x", "-c", "user.email=base@example.com", "-c", "commit.gpgsign=false"];
let root: string;
let app: string;

const git = (...args: string[]): string =>
  execFileSync("git", [...IDENTITY, ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const commit = (message: string, author = "dev@example.com"): void => {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", message, `--author=x <${author}>`);
};
const environment = { PATH: process.env.PATH, HOME: process.env.HOME };
const ci = { ...environment, CI: "true" };
const STRICT = "openEgressPorts: 100\napprovals: {required: 2}\n";
const settings = (base: string | undefined, env: Record<string, string | undefined> = environment) =>
  readSettings(openSource(app, base, env).source, join(app, "leasehold.yaml"), false);

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-base-")));
  app = join(root, "app");
  git("init", "-q", "-b", "main");
  put("app/leasehold.yaml", STRICT);
  put("app/leases.json", '{"version": 1, "leases": []}');
  put("app/Pulumi.yaml", "name: app\nruntime: nodejs\nconfig:\n  leasehold:register: {value: leases.json}\n");
  put("app/.leasehold/allowed_signers", "# nobody\n");
  commit("base");
  git("checkout", "-q", "-b", "change");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("settings of the base count where it is named, and those on the disk where it is not", () => {
  put("app/leasehold.yaml", "openEgressPorts: 65536\n");
  commit("weaken");
  expect(settings("main").openEgressPorts).toBe(100);
  expect(settings(undefined, { ...environment, LEASEHOLD_BASE: "main" }).openEgressPorts).toBe(100);
  expect(settings(undefined).openEgressPorts).toBe(65_536);
});

test("in CI the base is where the change left the default branch, unless somebody says none", () => {
  put("app/leasehold.yaml", "openEgressPorts: 65536\n");
  commit("weaken");
  expect(settings(undefined, ci).openEgressPorts).toBe(100);
  expect(settings("none", ci).openEgressPorts).toBe(65_536);
});

test.each<[string, () => void]>([
  ["removes them", () => unlinkSync(join(app, "leasehold.yaml"))],
  [
    "puts a link in their place",
    () => {
      unlinkSync(join(app, "leasehold.yaml"));
      put("weak.yaml", "openEgressPorts: 65536\n");
      symlinkSync("../weak.yaml", join(app, "leasehold.yaml"));
    },
  ],
  [
    "puts a link in the place of the folder",
    () => {
      renameSync(app, join(root, "elsewhere"));
      put("elsewhere/leasehold.yaml", "openEgressPorts: 65536\n");
      symlinkSync("elsewhere", app);
    },
  ],
])("a change that %s changes nothing in how it is judged", (_, change) => {
  change();
  commit("weaken");
  expect(settings("main")).toMatchObject({ openEgressPorts: 100, approvals: { required: 2 } });
});

test("settings that only the change has do not count; a register that only it has does", async () => {
  put("new/leasehold.yaml", "openEgressPorts: 5\n");
  put("new/leases.json", '{"version": 1, "leases": []}');
  commit("add a project");
  const { source } = openSource(join(root, "new"), "main", environment);
  expect(readSettings(source, join(root, "new/leasehold.yaml"), true).openEgressPorts).toBe(60_000);
  expect(await readRegister(source, join(root, "new/leases.json"))).toEqual({ version: 1, leases: [] });
});

test("the register is the one that the base's configuration names", () => {
  put("app/Pulumi.yaml", "name: app\nruntime: nodejs\nmain: src\nconfig:\n  leasehold:register: {value: weak.json}\n");
  commit("another register");
  const { source } = openSource(app, "main", environment);
  expect(configuredRegister(source, app, "dev")).toBe(join(app, "leases.json"));
  expect(configuredRegister(source, app, "../../etc/passwd")).toBe(join(app, "leases.json"));
});

test.each<[string, string, string | undefined, readonly string[]]>([
  [
    "Pulumi.dev.yaml",
    "config: {leasehold:register: weak.json}",
    undefined,
    ["changes leasehold:register of stack dev from leases.json to weak.json. It is judged without that."],
  ],
  [
    "stacks/Pulumi.dev.yaml",
    "config: {leasehold:register: 'https://me:secret@example.com/weak.json?token=secret'}",
    "name: app\nruntime: nodejs\nstackConfigDir: stacks\nconfig:\n  leasehold:register: {value: leases.json}\n",
    [
      "changes leasehold:register of stack dev from leases.json to https://example.com/weak.json. It is judged without that.",
    ],
  ],
  [
    "Pulumi.yaml",
    "name: app\nruntime: nodejs\n",
    undefined,
    ["removes leasehold:register of stack dev: leases.json. It is judged without that."],
  ],
  ["Pulumi.dev.yaml", "config: {leasehold:register: leases.json}", undefined, []],
  ["Pulumi.prod.yaml", "config: {leasehold:register: weak.json}", undefined, []],
])("the report says whether %s names another register: %s", (file, text, project, expected) => {
  if (project !== undefined) put("app/Pulumi.yaml", project);
  put(`app/${file}`, text);
  commit("another register");
  const { source } = openSource(app, "main", environment);
  const said = registerChanges(source, app, ["dev", "dev"]).map(({ message }) => message);
  expect(said).toEqual(expected.map((end) => `This pull request ${end}`));
  expect(registerChanges(openSource(app, "none", environment).source, app, ["dev"])).toEqual([]);
});

describe("a project that the change moves", () => {
  const settingsAt = (folder: string) => {
    const opened = openSource(join(root, folder), "main", environment);
    return { opened, settings: readSettings(opened.source, join(root, folder, "leasehold.yaml"), false) };
  };

  test.each(["team/app", "."])("is judged by what the base has where it lay, and says so: to %s", (to) => {
    mkdirSync(join(root, "team"));
    for (const file of ["Pulumi.yaml", "leasehold.yaml"]) {
      mkdirSync(join(root, to), { recursive: true });
      renameSync(join(root, "app", file), join(root, to, file));
    }
    put(join(to, "leasehold.yaml"), "openEgressPorts: 65536\n");
    commit("move and weaken");
    const { opened, settings: found } = settingsAt(to);
    expect(found.openEgressPorts).toBe(100);
    expect(opened.notices).toMatchObject([{ about: "pull-request", level: "warning" }]);
    expect(opened.notices[0]?.message).toContain("moves the project from app to");
  });

  test("is none where the project is new, or only renamed", () => {
    put("other/Pulumi.yaml", "name: other\nruntime: nodejs\n");
    put("app/Pulumi.yaml", "name: renamed\nruntime: nodejs\n");
    commit("new and renamed");
    expect(settingsAt("other").opened.notices).toEqual([]);
    expect(settingsAt("other").settings.openEgressPorts).not.toBe(100);
    expect(settingsAt("app").settings.openEgressPorts).toBe(100);
  });

  test("is refused where the base has its name in several folders", () => {
    git("checkout", "-q", "main");
    put("second/Pulumi.yaml", "name: app\nruntime: nodejs\n");
    commit("a second of that name");
    git("checkout", "-q", "-b", "third");
    put("third/Pulumi.yaml", "name: app\nruntime: nodejs\n");
    commit("a third");
    expect(() => settingsAt("third")).toThrow(/Project app .* app, second/);
  });
});

test("a register where there was none is told, and counts", () => {
  put("new/Pulumi.yaml", "name: new\nruntime: nodejs\nconfig:\n  leasehold:register: first.json\n");
  put("new/first.json", '{"version": 1, "leases": []}');
  commit("add a project");
  const { source } = openSource(join(root, "new"), "main", environment);
  const file = { file: join(root, "new/first.json"), name: "the register", kind: "register" } as const;
  const notices = [...proposedChanges(source, [file]), ...registerChanges(source, join(root, "new"), ["dev"])];
  expect(notices.map(({ message }) => message)).toEqual([
    "This pull request adds the register. There was none, so it counts.",
    "This pull request adds leasehold:register of stack dev: first.json. There was none, so it counts.",
  ]);
});

test("the report says what the change would change", () => {
  put(
    "app/leasehold.yaml",
    `${STRICT.replace("2}", "1}")}waivers: [{rule: r, target: t, reason: r, owner: o, expires: 2027-01-01}]\n`,
  );
  put("app/.leasehold/allowed_signers", "eve ssh-ed25519 AAAA\n");
  unlinkSync(join(app, "leases.json"));
  commit("weaken");
  const { source } = openSource(app, "main", environment);
  const files = [
    { file: join(app, "leasehold.yaml"), name: "leasehold.yaml", kind: "settings" },
    { file: join(app, ".leasehold/allowed_signers"), name: "allowed_signers", kind: "signers" },
    { file: join(app, "leases.json"), name: "the register", kind: "register" },
    { file: join(app, "Pulumi.yaml"), name: "Pulumi.yaml", kind: "configuration" },
  ] as const;
  expect(proposedChanges(source, files).map(({ message }) => message)).toEqual([
    "This pull request changes leasehold.yaml: approvals.required, 1 waiver more or other. It is judged without that.",
    "This pull request changes allowed_signers: 1 signer more or other. It is judged without that.",
    "This pull request removes the register. It is judged without that.",
  ]);
});

test("hostile contents are told as a change, and stop nothing", () => {
  put("app/leasehold.yaml", `{${"[".repeat(50_000)}`);
  commit("nesting");
  const { source } = openSource(app, "main", environment);
  const file = { file: join(app, "leasehold.yaml"), name: "leasehold.yaml", kind: "settings" } as const;
  expect(proposedChanges(source, [file])).toHaveLength(1);
  expect(settings("main").openEgressPorts).toBe(100);
});

test("a link or a huge file in the base itself is refused, not followed", () => {
  symlinkSync("/etc/passwd", join(app, "link.yaml"));
  put("app/big.yaml", `# ${"x".repeat(17 * 1024 * 1024)}`);
  commit("odd");
  const { source } = openSource(app, "HEAD", environment);
  expect(() => source.read(join(app, "link.yaml"))).toThrow("is no regular file");
  expect(() => source.read(join(app, "big.yaml"))).toThrow("at most 16777216 are read");
});

test("files outside of the checkout are read from the disk, and no path leads out of it", () => {
  const { source, checkout } = openSource(app, "main", environment);
  const outside = mkdtempSync(join(tmpdir(), "leasehold-outside-"));
  writeFileSync(join(outside, "a.yaml"), "openEgressPorts: 7\n");
  expect(source.read(join(outside, "a.yaml"))).toContain("7");
  expect(checkout()?.pathOf(join(app, "../../x"))).toBeUndefined();
  rmSync(outside, { recursive: true });
});

test.each(["no-such-branch", "--help", "main:app/leasehold.yaml", "-n1", "main\n"])("%j is no commit", (ref) => {
  expect(() => openSource(app, ref, environment)).toThrow(CheckoutError);
});

test("a folder outside of any checkout has no base", () => {
  const outside = mkdtempSync(join(tmpdir(), "leasehold-outside-"));
  expect(() => openSource(outside, "main", environment)).toThrow("lies in no git checkout");
  expect(openSource(outside, undefined, ci).source.commit).toBeUndefined();
  rmSync(outside, { recursive: true });
});

/** What a CI job gets of the branch `change`: no history, and no other branch. */
function shallowClone(branch = "change"): string {
  const clone = join(root, "clone");
  commit("more");
  git("checkout", "-q", "main");
  git("clone", "-q", "--depth=1", `--branch=${branch}`, `file://${root}`, clone);
  return clone;
}

test("a clone in CI without the history is refused, with the ways out", () => {
  const clone = shallowClone();
  expect(() => openSource(clone, undefined, ci)).toThrow(
    expect.objectContaining({
      name: "CheckoutError",
      message: expect.stringMatching(/fetch-depth: 0.*git fetch --unshallow.*--base REF.*--base none/),
    }),
  );
  expect(openSource(clone, undefined, environment).source.commit).toBeUndefined();
});

test.each([
  ["--base none", "none", ci],
  ["LEASEHOLD_BASE=none", undefined, { ...ci, LEASEHOLD_BASE: "none" }],
])("it is judged by its own files with %s", (_, base, env) => {
  expect(openSource(shallowClone(), base, env).source.commit).toBeUndefined();
});

test("once the base is fetched it counts, whatever it is called", () => {
  const clone = shallowClone();
  const fetch = (refs: string): void => {
    execFileSync("git", ["fetch", "-q", "--unshallow", "origin", refs], { cwd: clone });
  };
  fetch("main:refs/remotes/origin/trunk");
  expect(() => openSource(clone, undefined, ci)).toThrow(CheckoutError);
  for (const named of [{ CI_DEFAULT_BRANCH: "trunk" }, { GITHUB_BASE_REF: "trunk" }]) {
    expect(openSource(clone, undefined, { ...ci, ...named }).source.commit).toBe(git("rev-parse", "main"));
  }
});

test("a shallow clone of the default branch itself is judged by its own files", () => {
  const { source } = openSource(join(shallowClone("main"), "app"), undefined, ci);
  expect(readSettings(source, join(root, "clone/app/leasehold.yaml"), false).openEgressPorts).toBe(100);
});

test("a repository without a commit has no base, and one that git cannot read is refused in CI", () => {
  const other = join(root, "other");
  mkdirSync(other);
  execFileSync("git", ["init", "-q", other]);
  expect(openSource(other, undefined, ci).source.commit).toBeUndefined();
  rmSync(join(other, ".git"), { recursive: true });
  writeFileSync(join(other, ".git"), "gitdir: /nowhere\n");
  expect(() => openSource(other, undefined, ci)).toThrow(/git does not read the checkout .* --base none/);
  expect(openSource(other, undefined, environment).source.commit).toBeUndefined();
});

test("the command ends with 2 and says so", async () => {
  const clone = shallowClone();
  writeFileSync(join(clone, "state.json"), JSON.stringify({ version: 3, deployment: { resources: [] } }));
  const judged = async (env: Record<string, string>) => {
    const io = fakeIo({ folder: clone, environment: { CI: "true", ...env } });
    return [await run(["check", "state.json"], io), io.err()];
  };
  expect(await judged({})).toEqual([2, expect.stringMatching(/error: The merge base .*fetch-depth: 0/)]);
  expect(await judged({ LEASEHOLD_BASE: "none" })).toEqual([0, expect.not.stringContaining("merge base")]);
});

test("the author is who changed something else than approvals", () => {
  put("app/index.ts", "// change\n");
  commit("change", "dev@example.com");
  put("app/.leasehold/approvals/a.json", "{}");
  commit("approve", "alice@example.com");
  const checkout = Checkout.around(app, environment);
  expect(checkout?.authors(checkout.commit("main"), "app/.leasehold/approvals")).toEqual(["dev@example.com"]);
  expect(checkout?.authors(undefined, "app/.leasehold/approvals")).toEqual(["dev@example.com"]);
  expect(checkout?.authors(checkout.commit("main"), undefined)).toEqual(["alice@example.com", "dev@example.com"]);
});

test("a repository's own configuration runs nothing", () => {
  git("config", "core.fsmonitor", `touch ${join(root, "ran")}; false`);
  expect(settings("main").openEgressPorts).toBe(100);
  expect(() => execFileSync("ls", [join(root, "ran")], { stdio: "ignore" })).toThrow();
});

describe("folders of a commit", () => {
  const list = (folder: string, ref = "HEAD") => openSource(app, ref, environment).source.list(folder, ".rego");
  const names = (folder: string, ref?: string) => [...(list(folder, ref)?.keys() ?? [])];

  test("are listed as the commit has them, in order, with the bytes of each file", () => {
    for (const [path, text] of [
      ["app/rules/b.rego", "b"],
      ["app/rules/a/z.rego", ""],
      ["app/rules/ü.rego", "two\nlines\n"],
      ["app/rules/c.json", "{}"],
      ["app/rules/node_modules/d.rego", "d"],
    ] as const) {
      put(path, text);
    }
    commit("rules");
    put("app/rules/b.rego", "changed");
    unlinkSync(join(app, "rules/ü.rego"));
    const found = list(join(app, "rules"));
    expect([...(found ?? [])].map(([path, bytes]) => [path, Buffer.from(bytes).toString("utf8")])).toEqual([
      ["a/z.rego", ""],
      ["b.rego", "b"],
      ["ü.rego", "two\nlines\n"],
    ]);
    expect(list(join(app, "rules"), "main")).toBeUndefined();
    expect(list(join(app, "leasehold.yaml"))).toBeUndefined();
  });

  test("include the top of the checkout, which is never read from the disk", () => {
    put("top.rego", "x");
    commit("rule");
    put("brought-along.rego", "x");
    expect(names(root)).toEqual(["top.rego"]);
    expect(names(root, "main")).toEqual([]);
  });

  test("with a link in them are refused", () => {
    put("app/rules/a.rego", "x");
    symlinkSync("a.rego", join(app, "rules/b.rego"));
    commit("link");
    expect(() => list(join(app, "rules"))).toThrow("app/rules/b.rego of the base commit: is a symbolic link");
  });

  test("with a file that is too long are refused", () => {
    put("app/rules/a.rego", "x".repeat(1024 * 1024 + 1));
    commit("long");
    expect(() => list(join(app, "rules"))).toThrow("at most 1048576 are read");
  });
});
