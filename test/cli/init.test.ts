import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { lineDiff } from "../../cli/line-diff";
import { run } from "../../cli/run";
import { removePrograms, writeProgram } from "../graph/offline/write-program";
import { fakeIo } from "./fake-io";

afterAll(removePrograms);

const PROJECT = `# The shop.
name: shop
runtime: nodejs # as ever
config:
  size: 3
`;

const project = (): string => writeProgram({ "Pulumi.yaml": PROJECT, "package.json": '{\n\t"name": "shop"\n}\n' });
const read = (folder: string, file: string): string => fs.readFileSync(path.join(folder, file), "utf8");

it("adds plugin, register, settings and scripts, keeps what is there, and has nothing to do the second time", async () => {
  const folder = project();
  expect(await run(["init", "--yes"], fakeIo({ folder }))).toBe(0);
  const yaml = read(folder, "Pulumi.yaml");
  expect(yaml).toContain("# The shop.\n");
  expect(yaml).toContain("runtime: nodejs # as ever\n");
  expect(parse(yaml)).toEqual({
    name: "shop",
    runtime: "nodejs",
    config: { size: 3, "leasehold:register": { value: "leases.json" } },
    plugins: { providers: [{ name: "leasehold", path: "node_modules/leasehold/provider" }] },
  });
  expect(JSON.parse(read(folder, "leases.json"))).toEqual({ version: 1, leases: [] });
  expect(read(folder, "package.json")).toContain(
    '\t\t"preview:pack": "pulumi preview --policy-pack node_modules/leasehold/policies"',
  );
  const again = fakeIo({ folder });
  expect(await run(["init"], again)).toBe(0);
  expect(again.out()).toContain("Nothing to do");
});

it("shows what it would change and writes nothing with --dry-run", async () => {
  const folder = project();
  const io = fakeIo({ folder });
  expect(await run(["init", "--dry-run"], io)).toBe(0);
  expect(io.out()).toContain("change Pulumi.yaml\n");
  expect(io.out()).toContain("  + plugins:\n");
  expect(io.out()).toContain("create leases.json\n");
  expect(read(folder, "Pulumi.yaml")).toBe(PROJECT);
  expect(fs.existsSync(path.join(folder, "leases.json"))).toBe(false);
});

it.each([
  ["y", true],
  ["", false],
  ["n", false],
])("asks on a terminal, and the answer %j counts", async (answer, written) => {
  const folder = project();
  expect(await run(["init"], fakeIo({ folder, terminal: true, answer }))).toBe(0);
  expect(fs.existsSync(path.join(folder, "leases.json"))).toBe(written);
});

it("writes nothing unasked where nobody can be asked", async () => {
  const folder = project();
  const io = fakeIo({ folder });
  expect(await run(["init"], io)).toBe(2);
  expect(io.err()).toContain("give --yes");
  expect(read(folder, "Pulumi.yaml")).toBe(PROJECT);
});

it("needs a Pulumi project", async () => {
  const folder = writeProgram({});
  fs.rmSync(path.join(folder, "Pulumi.yaml"));
  const io = fakeIo({ folder });
  expect(await run(["init", "--yes"], io)).toBe(2);
  expect(io.err()).toContain("There is no Pulumi.yaml in");
});

it("shows differences line by line with two lines around each", () => {
  expect(lineDiff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\ne\nf\n")).toBe("    b\n    c\n  - d\n  + D\n    e\n    f");
  expect(lineDiff("", "new\n")).toBe("  + new");
});
