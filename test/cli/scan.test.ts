import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../cli/run";
import { fakeIo } from "./fake-io";

const REGISTER = {
  version: 1,
  leases: [
    {
      id: "old-office",
      prefix: "203.0.113.0/24",
      status: "released",
      term: { start: "2024-01-01", end: "2025-12-31" },
    },
    { id: "lab", prefix: "2001:db8:42::/48", status: "active", term: { start: "2026-01-01", end: "2099-12-31" } },
  ],
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files and a register beside it. */
function tree(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-scan-"));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, "leases.json"), JSON.stringify(REGISTER));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, "tree", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

async function scan(folder: string, ...more: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = fakeIo({ folder });
  const code = await run(["scan", ...more, "--register", "leases.json"], io);
  return { code, out: io.out(), err: io.err() };
}

test("every reference is told with its place, lease and status, as JSON", async () => {
  const folder = tree({
    "cron.d/push": "# é😀\n0 5 * * * rsync x 203.0.113.7:/srv\n",
    "hosts.yaml": "ü: 2001:DB8:42::9\r\n",
  });
  const { code, out } = await scan(folder, "tree", "--format", "json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    summary: { hits: 2, files: 2 },
    hits: [
      {
        file: "tree/cron.d/push",
        line: 2,
        column: 19,
        text: "203.0.113.7",
        lease: "old-office",
        status: "released",
        confidence: "certain",
      },
      { file: "tree/hosts.yaml", line: 1, column: 4, text: "2001:DB8:42::9", lease: "lab", status: "active" },
    ],
    skipped: [],
  });
});

test("a tree without references is clean", async () => {
  const folder = tree({ "a.txt": "192.0.2.1 and version 203.0.113.7.1 and 0.0.0.0/0 and 203.0.0.0/8\n" });
  const { code, out } = await scan(folder, "tree");
  expect({ code, out }).toEqual({ code: 0, out: "0 references in 1 file\n" });
});

test("what cannot be read is no clean answer, and what was found is told all the same", async () => {
  const folder = tree({ "a.txt": "203.0.113.7\n" });
  const { code, out } = await scan(folder, "tree", "missing", "--format", "json");
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    hits: [{ file: "tree/a.txt" }],
    skipped: [{ file: "missing", reason: "unreadable", detail: "ENOENT" }],
  });
});

test("references to some leases, or to leases of some status, are asked for by options", async () => {
  const folder = tree({ "a.txt": "203.0.113.7 2001:db8:42::1\n" });
  const only = async (...options: string[]) => {
    const { out } = await scan(folder, "tree", "--format", "json", ...options);
    return (JSON.parse(out) as { hits: { lease: string }[] }).hits.map(({ lease }) => lease);
  };
  expect(await only("--lease", "lab")).toEqual(["lab"]);
  expect(await only("--status", "released")).toEqual(["old-office"]);
  expect(await scan(folder, "tree", "--lease", "labb")).toMatchObject({
    code: 2,
    err: expect.stringContaining("lab?"),
  });
});

test("without leases there is nothing to look for, which is no clean answer", async () => {
  const io = fakeIo({ folder: tree({}) });
  expect(await run(["scan", "."], io)).toBe(2);
  expect(io.err()).toContain("--register");
});

test("stdin is searched as -, with the settings for how large a block may be", async () => {
  async function* stdin() {
    yield Buffer.from("allow 203.0.");
    yield Buffer.from("112.0/21\n");
  }
  const folder = tree({});
  const scanned = async (...options: string[]) => {
    const io = { ...fakeIo({ folder }), stdin: stdin() };
    return run(["scan", "-", "--register", "leases.json", ...options], io);
  };
  expect(await scanned()).toBe(1);
  fs.writeFileSync(path.join(folder, "strict.yaml"), "referenceMaxBitsShorter: 2\n");
  expect(await scanned("--settings", "strict.yaml")).toBe(0);
});
