import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { REPORT_FORMATS } from "../../cli/options";
import { run } from "../../cli/run";
import { reportSchema } from "../../reports/report";
import { fixturePath } from "../graph/fixture";
import { fakeIo } from "./fake-io";

const UNSAFE = path.resolve(__dirname, "../../stacks/unsafe");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-reports-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function check(...args: string[]) {
  const io = fakeIo({ folder: UNSAFE, environment: { BUILD_URL: "https://ci.example/1" } });
  const code = await run(["check", fixturePath("unsafe-preview.golden.json"), "--as-of", "2026-11-20", ...args], io);
  return { code, out: io.out(), err: io.err() };
}

const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");

it("prints one format and writes every other from the same judgement", async () => {
  const args = REPORT_FORMATS.flatMap((format) => ["--report", `${format}=${path.join(folder, format)}`]);
  const { code, out, err } = await check(...args);
  expect([code, err.includes("error")]).toEqual([1, false]);
  expect(out).toContain("✖ error shared-egress");
  expect(read("pretty")).toBe(out);
  expect(reportSchema.parse(JSON.parse(read("json"))).summary.errors).toBe(3);
  expect(JSON.parse(read("sarif")).runs[0].results).toHaveLength(3);
  expect(read("junit")).toMatch(/^<\?xml/);
  expect(read("markdown")).toMatch(/^<!-- leasehold-report project=\S+ stack=\S+ -->\n/);
  expect(read("markdown")).toContain("[whole report](https://ci.example/1)");
  expect(read("github")).toMatch(/^::error file=stacks\/unsafe\/index\.ts,/);
  expect(read("gitlab").match(/"severity": "critical"/g)).toHaveLength(3);
  expect(read("html")).toMatch(/^<!doctype html>/i);
  for (const format of REPORT_FORMATS) expect((await check("--format", format)).out).toBe(read(format));
});

it("writes beside --output too", async () => {
  const { out } = await check(
    "--report",
    `json=${path.join(folder, "one=two.json")}`,
    "--output",
    path.join(folder, "printed"),
  );
  expect(out).toBe("");
  expect(read("printed")).toContain("shared-egress");
  expect(JSON.parse(read("one=two.json")).version).toBe(1);
});

it.each(["xml=report.xml", "json", "json=", "=report", ""])("refuses --report %j, naming the formats", async (text) => {
  const { code, err } = await check("--report", text);
  expect([code, err]).toEqual([2, expect.stringContaining("Give FORMAT=FILE, with one of the formats pretty, json")]);
});

it.each([
  [["--report", `sarif=${path.join(folder, "same")}`, "--report", `json=${path.join(folder, "x/../same")}`]],
  [["--report", `sarif=${path.join(folder, "same")}`, "--output", path.join(folder, "same")]],
])("refuses one file for two reports", async (args) => {
  const { code, out, err } = await check(...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/Two reports go to .*same: give each a file of its own\./);
  expect(fs.existsSync(path.join(folder, "same"))).toBe(false);
});

it("prints nothing where a report cannot be written", async () => {
  const { code, out, err } = await check("--report", `sarif=${path.join(folder, "gone/report.sarif")}`);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(
    `error: --report sarif=${path.join(folder, "gone/report.sarif")} cannot be written (ENOENT).\n`,
  );
});
