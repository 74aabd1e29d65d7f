import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadCompiled } from "../../cli/compiled";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "compiled-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const SOURCE =
  'module.exports = { sum: (a, b) => a + b, place: __filename, own: require("node:path").sep, mark: "–" };';

function load(source = SOURCE, digest = "a", environment: Record<string, string> = { LEASEHOLD_CACHE: cache() }) {
  const file = path.join(folder, "run.js");
  fs.writeFileSync(file, source);
  const { exports, keep } = loadCompiled<{ sum(a: number, b: number): number; place: string; mark: string }>(
    file,
    digest,
    "check",
    environment,
    require,
  );
  return { sum: exports.sum(1, 2), place: exports.place, mark: exports.mark, keep };
}

const cache = () => path.join(folder, "cache");
const kept = () => fs.readdirSync(path.join(cache(), "compiled"));

const LOADED = { sum: 3, mark: "–" };

test("keeps the code of a run, and loads the same from it in the next", () => {
  const first = load();
  expect(first).toMatchObject({ ...LOADED, place: path.join(folder, "run.js") });
  first.keep();
  const [name] = kept();
  const code = path.join(cache(), "compiled", String(name));
  const written = fs.statSync(code).mtimeMs;
  const second = load();
  expect(second).toMatchObject(LOADED);
  second.keep();
  expect(fs.statSync(code).mtimeMs).toBe(written);
  expect(kept()).toEqual([name]);
});

test("keeps code of another content apart, also where the content is as long", () => {
  load().keep();
  const other = load(SOURCE.replace("a + b", "a - b"), "b");
  expect(other.sum).toBe(-1);
  other.keep();
  expect(kept()).toHaveLength(2);
});

test("takes the source where what was kept is cut short or of something else, and keeps it anew", () => {
  load().keep();
  const name = String(kept()[0]);
  const sound = fs.readFileSync(path.join(cache(), "compiled", name));
  const broken = [sound.subarray(0, sound.length / 2), Buffer.from("something else"), Buffer.alloc(0)];
  for (const [turn, content] of broken.entries()) {
    const code = path.join(cache(), "compiled", name.replace("-a-", `-${turn}-`));
    fs.writeFileSync(code, content);
    // Other text each time: what this process compiled before it need not look up.
    const again = load(`${SOURCE}// ${turn}`, String(turn));
    expect(again).toMatchObject(LOADED);
    again.keep();
    expect(fs.statSync(code).size).toBeGreaterThan(100);
    expect(fs.readFileSync(code).equals(content)).toBe(false);
  }
});

test("loads as Node does where nothing may be kept", () => {
  const loaded = load(SOURCE, "a", { LEASEHOLD_CACHE: "" });
  expect(loaded).toMatchObject(LOADED);
  loaded.keep();
  expect(fs.existsSync(cache())).toBe(false);
});

test("throws what the file throws, with its place", () => {
  const file = path.join(folder, "run.js");
  fs.writeFileSync(file, '"use strict";\nfunction fails() { throw new Error("broken"); }\nfails();\n');
  const run = () => loadCompiled(file, "a", "check", { LEASEHOLD_CACHE: cache() }, require);
  expect(run).toThrow("broken");
  try {
    run();
  } catch (error) {
    expect((error as Error).stack).toContain(`fails (${file}:2:`);
  }
});
