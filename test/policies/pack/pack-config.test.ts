import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PackConfigError, readPackConfig, stackFolders } from "../../../policies/pack/pack-config";

const root = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-pack-")));
const stack = join(root, "shop");
const inner = join(stack, "src", "deep");
mkdirSync(inner, { recursive: true });
writeFileSync(join(root, "Pulumi.yaml"), "name: monorepo\nruntime: nodejs\n");
writeFileSync(join(stack, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
writeFileSync(join(stack, "leases.json"), '{"version": 1, "leases": []}');
afterAll(() => rmSync(root, { recursive: true }));

const asOf = { LEASEHOLD_AS_OF: "2026-11-20" };

test("the pack's own configuration wins over the environment, and that over the stack's", () => {
  const environment = {
    ...asOf,
    LEASEHOLD_REGISTER: "https://example.com/b.json",
    PULUMI_CONFIG: '{"leasehold:register": "https://example.com/c.json"}',
  };
  const { LEASEHOLD_REGISTER: _, ...stackOnly } = environment;
  expect(readPackConfig({ register: "https://example.com/a.json" }, environment, []).register).toMatch(/a\.json$/);
  expect(readPackConfig({}, environment, []).register).toMatch(/b\.json$/);
  expect(readPackConfig({}, stackOnly, []).register).toMatch(/c\.json$/);
  expect(readPackConfig({}, asOf, []).register).toBeUndefined();
});

test("a relative path is one in the stack's folder; elsewhere is an error that says where was looked", () => {
  expect(readPackConfig({ register: "leases.json" }, asOf, [root, stack]).register).toBe(join(stack, "leases.json"));
  expect(() => readPackConfig({ register: "none.json" }, asOf, [stack])).toThrow(
    `there is no file none.json in the stack's folder (looked at ${join(stack, "none.json")}); give an absolute path`,
  );
});

test("an absolute path is taken as it is", () => {
  expect(readPackConfig({ register: "/etc/leases.json" }, asOf, [stack]).register).toBe("/etc/leases.json");
});

test("settings that are not named are looked for later, where the policy source has them", () => {
  writeFileSync(join(stack, "leasehold.yaml"), "");
  expect(readPackConfig({}, asOf, [root, stack]).settings).toBeUndefined();
  expect(readPackConfig({ settings: "leasehold.yaml" }, asOf, [root, stack]).settings).toBe(
    join(stack, "leasehold.yaml"),
  );
});

test("the day is the configured one, else the environment's, else today", () => {
  expect(readPackConfig({ asOf: "2027-01-01" }, asOf, []).today).toBe("2027-01-01");
  expect(readPackConfig({}, asOf, []).today).toBe("2026-11-20");
  expect(readPackConfig({}, {}, []).today).toBe(new Date().toISOString().slice(0, 10));
});

test.each([
  [{ asOf: "30.11.2026" }, asOf, "asOf: use a calendar day"],
  [{ registr: "x" }, asOf, "unknown key registr"],
  [{}, { LEASEHOLD_AS_OF: "soon" }, "LEASEHOLD_AS_OF: use a calendar day"],
])("%j with %j is refused", (given, environment, message) => {
  expect(() => readPackConfig(given, environment, [])).toThrow(PackConfigError);
  expect(() => readPackConfig(given, environment, [])).toThrow(message);
});

test("the stack's folder is that of its own Pulumi.yaml, looked for upwards from the shell's", () => {
  const none = 2 ** 30;
  expect(stackFolders({ PWD: inner, PULUMI_PROJECT: "shop" }, none)).toEqual([stack, inner]);
  expect(stackFolders({ PWD: inner, PULUMI_PROJECT: "monorepo" }, none)).toEqual([root, inner]);
  expect(stackFolders({ PWD: resolve(tmpdir()), PULUMI_PROJECT: "shop" }, none)).toEqual([resolve(tmpdir())]);
  expect(stackFolders({}, none)).toEqual([]);
});
