import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { MentionMatcher } from "../../../drift/scan/scan-hits";
import { type ScanTreeOptions, scanTree } from "../../../drift/scan/scan-tree";
import { parsePrefix } from "../../../lease/prefix";
import type { Register } from "../../../register/register";
import { makeTree, type Planted } from "./made-tree";
import { DECOYS, LEASES, SPELLINGS } from "./spellings";

jest.setTimeout(120_000);

const REGISTER: Register = {
  version: 1,
  leases: Object.entries(LEASES).map(([id, prefix]) => ({
    id,
    prefix,
    status: "active",
    term: { start: "2026-01-01", end: "2099-12-31" },
  })),
};

async function hitsIn(folder: string, options: Partial<ScanTreeOptions> = {}): Promise<Planted[]> {
  const tree = await scanTree(["."], folder, { leased: Object.values(LEASES).map(parsePrefix), ...options });
  expect(tree.skipped).toEqual([]);
  const matcher = new MentionMatcher(REGISTER, "2026-06-01", 4);
  return tree.found.flatMap(({ file, mentions }) =>
    mentions.flatMap((mention) =>
      matcher.leases(mention).map(({ lease }) => {
        const { line, column, text, confidence } = mention;
        return { file, line, column, text, lease: lease.id as Planted["lease"], confidence };
      }),
    ),
  );
}

describe("a tree of 10,000 files", () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-tree-"));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("has at least forty spellings and as many decoys", () => {
    expect(new Set(SPELLINGS.map((spelling) => spelling.join(" "))).size).toBeGreaterThanOrEqual(40);
    expect(new Set(DECOYS).size).toBeGreaterThanOrEqual(40);
  });

  it("gives every reference that was planted and nothing else", async () => {
    const planted = makeTree(folder, 10_000, 4711);
    expect(new Set(planted.map(({ text }) => text)).size).toBe(new Set(SPELLINGS.map(([, text]) => text)).size);
    expect(await hitsIn(folder)).toEqual(planted);
  });

  it("gives the same to several threads, also where one cannot start", async () => {
    const worker = path.join(folder, "..", `${path.basename(folder)}.worker.js`);
    const entry = path.resolve(__dirname, "../../../drift/scan/scan-worker.ts");
    buildSync({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", outfile: worker });
    const alone = await hitsIn(folder, { threads: 1 });
    expect(alone.length).toBeGreaterThan(0);
    expect(await hitsIn(folder, { workerFile: worker, threads: 3, isLarge: true })).toEqual(alone);
    fs.writeFileSync(worker, "throw new Error('no')");
    expect(await hitsIn(folder, { workerFile: worker, threads: 3, isLarge: true })).toEqual(alone);
    fs.rmSync(worker);
  });
});
