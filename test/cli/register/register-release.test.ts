import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, removeFolders } from "../../register/example-leases";
import { leaseArguments, register } from "./register-command";

afterAll(removeFolders);

async function filled(): Promise<string> {
  const folder = newFolder();
  await register(folder, leaseArguments("office", "203.0.113.0/24", "--status", "active"));
  return folder;
}

function lease(folder: string): unknown {
  return (JSON.parse(readFileSync(join(folder, "leases.json"), "utf8")) as { leases: unknown[] }).leases[0];
}

test("a released lease stays, and ends on the day it was given back", async () => {
  const folder = await filled();
  const { code, out } = await register(folder, ["release", "office", "--on", "2026-03-04", "--by", "ops"]);
  expect(out).toBe(
    "leases.json: entry 2 of its history, release by ops\n  ~ office  status: active → released; term.end: 2036-12-31 → 2026-03-04\n",
  );
  expect(code).toBe(0);
  expect(lease(folder)).toMatchObject({
    id: "office",
    status: "released",
    term: { start: "2026-01-01", end: "2026-03-04" },
  });
  expect((await register(folder, ["show", "office"])).out).toMatch(/release by ops: on 2026-03-04/);
});

test("without a day its term stays as it was agreed", async () => {
  const folder = await filled();
  await register(folder, ["release", "office"]);
  expect(lease(folder)).toMatchObject({ status: "released", term: { end: "2036-12-31" } });
});

test.each([
  [["office", "--on", "2999-01-01"], /2999-01-01 is still to come/],
  [["office", "--on", "2025-12-31"], /2025-12-31 is before the term of lease office, which starts on 2026-01-01/],
  [["office", "--on", "yesterday"], /Give a calendar day/],
  [["ofice"], /There is no lease ofice in leases\.json\. Did you mean office\?/],
])("%j is refused", async (args, message) => {
  const folder = await filled();
  const { code, err } = await register(folder, ["release", ...args]);
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  expect(lease(folder)).toMatchObject({ status: "active" });
});

test("nothing is released twice, and no register is made for it", async () => {
  const folder = await filled();
  await register(folder, ["release", "office"]);
  expect(await register(folder, ["release", "office"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("is released already"),
  });
  expect(await register(newFolder(), ["release", "office"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("does not exist"),
  });
});

describe("verify", () => {
  test("is 0 for what is sound, 1 for what is not, and with --strict for warnings too", async () => {
    const folder = await filled();
    const sound = await register(folder, ["verify"]);
    expect(sound).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^leases\.json is sound: 1 entry, the last with hash [0-9a-f]{64}\n$/),
    });
    expect(await register(folder, ["verify", "--as-of", "2037-01-01"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("▲ warning lease office ended on"),
    });
    expect(await register(folder, ["verify", "--as-of", "2037-01-01", "--strict"])).toMatchObject({ code: 1 });
    const file = join(folder, "leases.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("active", "quarantined"));
    expect(await register(folder, ["verify"])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/✖ broken .*status.*\nleases\.json is broken/),
    });
  });

  test("says in JSON what is wrong and about which lease", async () => {
    const folder = await filled();
    const { out } = await register(folder, ["verify", "--format", "json", "--as-of", "2037-01-01"]);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      register: "leases.json",
      sound: true,
      entries: 1,
      head: { sequence: 1 },
      problems: [{ severity: "warning", lease: "office" }],
      notes: [],
    });
  });

  test("takes the hash of an earlier run", async () => {
    const folder = await filled();
    const { head } = JSON.parse((await register(folder, ["verify", "--format", "json"])).out) as {
      head: { hash: string };
    };
    await register(folder, ["release", "office"]);
    expect(await register(folder, ["verify", "--anchor", head.hash])).toMatchObject({ code: 0 });
    expect(await register(folder, ["verify", "--anchor", "0".repeat(64)])).toMatchObject({ code: 1 });
    expect(await register(folder, ["verify", "--anchor", "abc"])).toMatchObject({ code: 2 });
  });

  test("a file that is no register is broken; one that is not there is not judged", async () => {
    const folder = await filled();
    writeFileSync(join(folder, "leases.json"), "{");
    expect(await register(folder, ["verify"])).toMatchObject({
      code: 1,
      out: expect.stringContaining("is not JSON at line 1"),
    });
    expect(await register(newFolder(), ["verify"])).toMatchObject({ code: 2, out: "" });
  });
});
