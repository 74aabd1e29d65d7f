import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../cli/run";
import { fakeIo } from "./fake-io";

const EXAMPLE = resolve(__dirname, "../../docs/examples/own-rules");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-rules-"));
  cpSync(EXAMPLE, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function leasehold(args: readonly string[], environment: Record<string, string> = {}) {
  const io = fakeIo({ folder, environment });
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

test("rules lists those of one's own after the model, as text and as JSON", async () => {
  expect((await leasehold(["rules"])).out).toMatch(/\nown\n {2}no-plain-http +error +Nothing leaves in the clear\n/);
  const { rules } = JSON.parse((await leasehold(["rules", "--format", "json"])).out);
  expect(rules.at(-1)).toEqual({
    name: "no-plain-http",
    part: "own",
    severity: "error",
    title: "Nothing leaves in the clear",
  });
});

test("explain knows them, and what one may have meant", async () => {
  expect((await leasehold(["explain", "no-plain-http"])).out).toContain("no-plain-http (own, error)");
  expect(await leasehold(["explain", "no-plain-htp"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("Did you mean no-plain-http?"),
  });
});

test("a clone without history, in CI, has its list all the same", async () => {
  mkdirSync(join(folder, ".git"));
  expect(await leasehold(["rules"], { CI: "true" })).toMatchObject({ code: 0, err: "" });
});

test("a list of rules that are stale is an error; a rule of ours is explained all the same", async () => {
  writeFileSync(join(folder, "rules/no-plain-http.rego"), "package x\n");
  expect(await leasehold(["rules"])).toMatchObject({ code: 2, out: "" });
  expect(await leasehold(["explain", "named-owner"])).toMatchObject({ code: 0, err: "" });
});

test("control characters in a title stay text", async () => {
  const file = join(folder, "rules/rules.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("Nothing leaves", "\\u001b[31mNothing leaves"));
  expect((await leasehold(["rules"])).out).toContain("\\u001b[31mNothing leaves");
  expect((await leasehold(["explain", "no-plain-http"])).out).not.toContain("\u001b[31m");
});

test("new writes a rule and its test, once", async () => {
  const { code, out } = await leasehold(["rules", "new", "owned-lease"]);
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining("wrote rules/owned-lease.rego\nwrote rules/owned-lease_test.rego\n"),
  });
  expect(readFileSync(join(folder, "rules/owned-lease.rego"), "utf8")).toContain(
    "package leasehold.rules.own.owned_lease",
  );
  expect(await leasehold(["rules", "new", "owned-lease"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("rules/owned-lease.rego is there already"),
  });
});

test.each([
  ["named-owner", "is a rule of leasehold"],
  ["Owned", "lower-case words joined by hyphens"],
  ["../owned", "lower-case words joined by hyphens"],
])("%s is no name for a new rule", async (name, problem) => {
  expect(await leasehold(["rules", "new", name])).toMatchObject({ code: 2, err: expect.stringContaining(problem) });
});

test("without a folder in leasehold.yaml, new and build say how to name one", async () => {
  writeFileSync(join(folder, "leasehold.yaml"), "");
  for (const args of [
    ["rules", "new", "owned-lease"],
    ["rules", "build"],
  ]) {
    expect(await leasehold(args)).toMatchObject({ code: 2, err: expect.stringContaining("`ownRules: ./rules`") });
  }
  expect(existsSync(join(folder, "rules/owned-lease.rego"))).toBe(false);
});

test("an option of build after its name is build's", async () => {
  writeFileSync(join(folder, "other.yaml"), "ownRules: ./none\n");
  expect(await leasehold(["rules", "build", "--settings", "other.yaml"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("./none: there is no such folder"),
  });
});

test("completion offers the commands inside of rules, and their options", async () => {
  const { out } = await leasehold(["completion", "bash"]);
  expect(out).toMatch(/ {4}"rules"\) words="build new /);
  expect(out).toMatch(/ {4}"rules build"\) words="[^"]*--no-test/);
});
