import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { item } from "../../drift/compare/items";
import { fakeIo } from "../fake-io";
import { fakeObservers } from "./fake-observer";

/** A pull request cannot hide drift by what it brings along, with a real git repository. */

const A = item("203.0.113.1");
const drifted = fakeObservers({
  expected: [A],
  seen: { items: [item(A.id, { fields: { name: "stranger.example." } })] },
});
const LEASE = {
  id: "web",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2026-12-31" },
};

let folder: string;
const git = (...args: string[]): void => {
  const identity = ["-c", "user.name=x", "-c", "user.email=base@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
};
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-drift-base-")));
  git("init", "-q", "-b", "main");
  put("leases.json", JSON.stringify({ version: 1, leases: [LEASE] }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function commit(): void {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "x");
}

async function drift(...argv: string[]) {
  const io = { ...fakeIo({ folder }), observers: drifted };
  const code = await run(["drift", "--register", "leases.json", "--as-of", "2026-11-22", ...argv], io);
  return { code, err: io.err() };
}

test("the ignore file is the base commit's, whichever the pull request brings", async () => {
  commit();
  put(".leaseholdignore", "dns/\n");
  expect(await drift("--base", "none")).toMatchObject({ code: 0 });
  expect(await drift("--base", "main")).toMatchObject({ code: 1 });
  expect(await drift("--base", "main", "--ignore", ".leaseholdignore")).toMatchObject({ code: 1 });
  commit();
  put(".leaseholdignore", "");
  expect(await drift("--base", "main")).toMatchObject({ code: 0 });
});

test("so are the settings of drift", async () => {
  put("leasehold.yaml", "drift: {ignore: known}\n");
  put("known", "");
  commit();
  put("leasehold.yaml", "drift: {ignore: other}\nseverities: {drift-changed: warning}\n");
  put("other", "dns/\n");
  expect(await drift("--base", "main")).toMatchObject({ code: 1 });
  expect(await drift("--base", "none")).toMatchObject({ code: 0 });
});
