import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../cli/run";
import { reportSchema } from "../../reports/report";
import { fixturePath } from "../graph/fixture";
import { fakeIo } from "./fake-io";

const UNSAFE = resolve(__dirname, "../../stacks/unsafe");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-judged-"));
  cpSync(join(UNSAFE, "leases.json"), join(folder, "leases.json"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function check(...args: string[]) {
  const io = fakeIo({ folder });
  const all = [
    "check",
    fixturePath("unsafe-preview.golden.json"),
    "--format",
    "json",
    "--as-of",
    "2026-11-20",
    ...args,
  ];
  const code = await run(all, io);
  const report = io.out() === "" ? undefined : reportSchema.parse(JSON.parse(io.out()));
  return { code, err: io.err(), findings: report?.findings ?? [], notices: report?.notices ?? [] };
}
const waive = (rule: string, expires: string): string =>
  `waivers: [{rule: ${rule}, target: "*", reason: being moved, owner: network@example.com, expires: ${expires}}]\n`;
const statusOf = ({ findings }: Awaited<ReturnType<typeof check>>, rule: string) =>
  findings.find((finding) => finding.rule === rule)?.status;

test("a waiver of leasehold.yaml counts, until its last day", async () => {
  writeFileSync(join(folder, "leasehold.yaml"), waive("loose-max-length", "2026-11-20"));
  expect(statusOf(await check(), "loose-max-length")).toBe("waived");
  writeFileSync(join(folder, "leasehold.yaml"), waive("loose-max-length", "2026-11-19"));
  const late = await check();
  expect(statusOf(late, "loose-max-length")).toBe("violation");
  expect(late.notices).toEqual([{ about: "waiver", level: "warning", message: expect.stringContaining("expired on") }]);
});

test("an address that an email segment may share, and a released lease, are never waived", async () => {
  writeFileSync(join(folder, "leasehold.yaml"), waive("orphaned-reference", "2027-01-01"));
  const result = await check();
  expect(statusOf(result, "orphaned-reference")).toBe("violation");
  expect(result.notices[0]?.message).toContain("has no effect");
});

test("a baseline lets what is known pass, and is the same however often it is written", async () => {
  expect((await check("--baseline", "known.json", "--update-baseline")).code).toBe(1);
  const text = readFileSync(join(folder, "known.json"), "utf8");
  const known = await check("--baseline", "known.json");
  expect(statusOf(known, "loose-max-length")).toBe("waived");
  // A released lease stays an error: it can be in no baseline.
  expect(statusOf(known, "orphaned-reference")).toBe("violation");
  await check("--baseline", "known.json", "--update-baseline");
  expect(readFileSync(join(folder, "known.json"), "utf8")).toBe(text);
});

test("the baseline that leasehold.yaml names counts too", async () => {
  writeFileSync(join(folder, "leasehold.yaml"), "baseline: known.json\n");
  await check("--update-baseline");
  expect(statusOf(await check(), "loose-max-length")).toBe("waived");
});

test.each([
  [["--update-baseline"], "--update-baseline needs a file"],
  [["--baseline", "none.json"], "there is no such file"],
  [["--base", "main"], "lies in no git checkout"],
  [["--settings", "none.yaml"], "there is no such file"],
])("%j cannot be used", async (args, message) => {
  const { code, err } = await check(...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test("approve says what is missing before it asks for a key", async () => {
  const io = fakeIo({ folder });
  expect(await run(["approve", fixturePath("unsafe-preview.golden.json"), "--yes"], io)).toBe(2);
  expect(io.err()).toContain("asks for no approvals");
});
