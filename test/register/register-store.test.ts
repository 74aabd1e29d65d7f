import * as fs from "node:fs";
import { join } from "node:path";
import { formatEntry, parseEntry } from "../../register/history-entry";
import { changeRegister, readStored } from "../../register/register-store";
import { adding, exampleLease, newFolder, removeFolders } from "./example-leases";

afterAll(removeFolders);
const NOW = new Date("2026-11-22T10:00:00Z");

function change(file: string, ...leases: Parameters<typeof adding>) {
  return changeRegister(file, { by: "dev@example.com", now: NOW }, () => adding(...leases));
}

function registerIn(folder = newFolder()) {
  const file = join(folder, "leases.json");
  const history = join(folder, "leases.history.jsonl");
  return { file, history, text: () => fs.readFileSync(file, "utf8"), lines: () => fs.readFileSync(history, "utf8") };
}

test("a first change makes register and history, and leaves nothing else in the folder", async () => {
  const folder = newFolder();
  const { file, lines } = registerIn(folder);
  const { before, entries } = await change(file, exampleLease(1));
  expect(before.standing.is).toBe("absent");
  expect(entries).toMatchObject([{ sequence: 1, by: "dev@example.com", time: NOW.toISOString(), action: "add" }]);
  expect(lines()).toBe(`${entries.map(formatEntry).join("\n")}\n`);
  expect(fs.readdirSync(folder).sort()).toEqual(["leases.history.jsonl", "leases.json"]);
  expect(readStored(file)).toMatchObject({ standing: { is: "settled" }, register: { leases: [exampleLease(1)] } });
});

test("each entry names the one before by its hash", async () => {
  const { file, lines } = registerIn();
  for (const at of [1, 2, 3]) await change(file, exampleLease(at));
  const entries = lines().trimEnd().split("\n").map(parseEntry);
  for (const [at, entry] of entries.entries()) {
    if ("problem" in entry) throw new Error(entry.problem);
    const before = entries[at - 1];
    expect(entry.previous).toBe(before && "hash" in before ? before.hash : "0".repeat(64));
  }
  expect(readStored(file).document.history).toMatchObject({
    sequence: 3,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("$schema, the order of leases and keys, and the file's permissions stay; the layout is two spaces and a newline", async () => {
  const { file, text } = registerIn();
  const { id, ...rest } = exampleLease(7);
  fs.writeFileSync(file, JSON.stringify({ $schema: "./register.schema.json", leases: [{ ...rest, id }], version: 1 }));
  fs.chmodSync(file, 0o640);
  await change(file, exampleLease(1));
  const written: unknown = JSON.parse(text());
  expect(written).toMatchObject({ $schema: "./register.schema.json", leases: [{ id: "lease-7" }, { id: "lease-1" }] });
  expect(text().indexOf('"prefix": "203.0.113.7/32"')).toBeLessThan(text().indexOf('"id": "lease-7"'));
  expect(text()).toBe(`${JSON.stringify(written, null, 2)}\n`);
  expect(fs.statSync(file).mode & 0o777).toBe(0o640);
});

test("a register without a history is adopted as it is before its first change", async () => {
  const { file } = registerIn();
  fs.writeFileSync(file, JSON.stringify({ version: 1, leases: [exampleLease(7)] }));
  const { entries } = await change(file, exampleLease(1));
  expect(entries.map(({ action, changes }) => [action, changes.map(({ lease }) => lease)])).toEqual([
    ["adopt", ["lease-7"]],
    ["add", ["lease-1"]],
  ]);
});

test("a change of nothing writes nothing", async () => {
  const { file, text, lines } = registerIn();
  await change(file, exampleLease(1));
  const before = [text(), lines(), fs.statSync(file).mtimeMs];
  expect((await changeRegister(file, { by: "x" }, () => undefined)).entries).toEqual([]);
  expect([text(), lines(), fs.statSync(file).mtimeMs]).toEqual(before);
});

test("what the change throws is thrown, nothing is written, and the lock is free again", async () => {
  const { file, text } = registerIn();
  await change(file, exampleLease(1));
  const before = text();
  const refused = changeRegister(file, { by: "x" }, () => {
    throw new Error("refused");
  });
  await expect(refused).rejects.toThrow("refused");
  expect(text()).toBe(before);
  await change(file, exampleLease(2));
});

test("a lease that was edited by hand is not overwritten", async () => {
  const { file, text } = registerIn();
  await change(file, exampleLease(1));
  fs.writeFileSync(file, text().replace("2036-12-31", "2046-12-31"));
  expect(readStored(file).standing.is).toBe("edited");
  await expect(change(file, exampleLease(2))).rejects.toThrow(/was edited since .* sync --edited records it/);
  fs.writeFileSync(file, JSON.stringify(JSON.parse(text().replace("2046-12-31", "2036-12-31"))));
  expect(readStored(file).standing.is).toBe("settled");
});

describe("after a writer was killed", () => {
  async function twoChanges() {
    const register = registerIn();
    await change(register.file, exampleLease(1));
    const one = [register.text(), register.lines()] as const;
    await change(register.file, exampleLease(2));
    return { ...register, one, two: [register.text(), register.lines()] as const };
  }

  test("between history and register, the change is carried out, by readers in memory", async () => {
    const { file, one, two, text, lines } = await twoChanges();
    fs.writeFileSync(file, one[0]);
    expect(readStored(file)).toMatchObject({
      standing: { is: "interrupted" },
      register: { leases: [{}, { id: "lease-2" }] },
    });
    expect(text()).toBe(one[0]);
    await changeRegister(file, { by: "x" }, () => undefined);
    expect([text(), lines()]).toEqual(two);
  });

  test("within a line of the history, that part of a line goes", async () => {
    const { file, history, one, two, text, lines } = await twoChanges();
    for (const length of [1, 100, two[1].length - one[1].length - 1]) {
      fs.writeFileSync(file, one[0]);
      fs.writeFileSync(history, two[1].slice(0, one[1].length + length));
      expect(readStored(file)).toMatchObject({ standing: { is: "settled" }, tail: { torn: length } });
      await changeRegister(file, { by: "x" }, () => undefined);
      expect([text(), lines()]).toEqual(one);
    }
  });

  test("in its first change, there is a register from the history alone", async () => {
    const { file, history, one, text } = await twoChanges();
    fs.rmSync(file);
    fs.writeFileSync(history, one[1]);
    expect(readStored(file).register.leases).toEqual([exampleLease(1)]);
    await changeRegister(file, { by: "x" }, () => undefined);
    expect(text()).toBe(one[0]);
  });

  test("its partial files go with the next change", async () => {
    const { file } = await twoChanges();
    const partial = join(file, "../.leases.json.partial.1.abcd");
    fs.writeFileSync(partial, "{");
    await change(file, exampleLease(3));
    expect(fs.existsSync(partial)).toBe(false);
  });
});

describe("a register and a history that do not belong together are refused", () => {
  const cases: [string, (file: string, history: string, first: string) => void, RegExp][] = [
    ["no history", (_, history) => fs.rmSync(history), /its history is gone/],
    ["no register", (file) => fs.rmSync(file), /the register is gone, and its history of 2 entries is there/],
    ["no last entry", (_, history, first) => fs.writeFileSync(history, first), /entries were removed/],
    [
      "an older register that was edited",
      (file) => fs.writeFileSync(file, JSON.stringify({ version: 1, leases: [exampleLease(1)] })),
      /names no history/,
    ],
    [
      "a changed last entry",
      (_, history) =>
        fs.writeFileSync(history, fs.readFileSync(history, "utf8").replace(/lease-2(?!.*lease-2)/s, "lease-9")),
      /last entry of its history is not what was recorded/,
    ],
  ];

  test.each(cases)("%s", async (_, harm, message) => {
    const { file, history, lines } = registerIn();
    await change(file, exampleLease(1));
    const first = lines();
    await change(file, exampleLease(2));
    harm(file, history, first);
    expect(readStored(file).standing).toMatchObject({ is: "broken", problem: expect.stringMatching(message) });
    await expect(change(file, exampleLease(3))).rejects.toThrow(message);
  });
});

describe("where the register is not a plain file of this folder", () => {
  test("a symlink stays one, and the history lies beside what it leads to", async () => {
    const { file } = registerIn();
    await change(file, exampleLease(1));
    const link = join(newFolder(), "leases.json");
    fs.symlinkSync(file, link);
    await change(link, exampleLease(2));
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readStored(file).register.leases).toHaveLength(2);
    expect(fs.readdirSync(join(link, ".."))).toEqual(["leases.json"]);
  });

  test("a symlink that leads nowhere is refused", async () => {
    const link = join(newFolder(), "leases.json");
    fs.symlinkSync("nowhere.json", link);
    await expect(change(link, exampleLease(1))).rejects.toThrow("is a symlink that leads nowhere");
  });

  test("a history that is a symlink is refused: it could be any file", async () => {
    const { file, history } = registerIn();
    const elsewhere = join(newFolder(), "other.txt");
    fs.writeFileSync(elsewhere, "");
    fs.symlinkSync(elsewhere, history);
    await expect(change(file, exampleLease(1))).rejects.toThrow("is no regular file");
    expect(fs.readFileSync(elsewhere, "utf8")).toBe("");
  });

  test("a folder, and a file in a folder that is not there, are refused by name", async () => {
    const folder = newFolder();
    await expect(change(folder, exampleLease(1))).rejects.toThrow(/is a folder; give the path of a file/);
    await expect(change(join(folder, "none/leases.json"), exampleLease(1))).rejects.toThrow(
      "its folder does not exist",
    );
    expect(() => readStored(join(folder, "leases.json"))).toThrow("does not exist; leasehold register add creates it");
  });

  test("a folder that cannot be written is refused, and the register stays as it was", async () => {
    const { file, text } = registerIn();
    await change(file, exampleLease(1));
    const before = text();
    const folder = join(file, "..");
    fs.chmodSync(folder, 0o555);
    try {
      await asNobody(() =>
        expect(change(file, exampleLease(2))).rejects.toThrow(/cannot be locked \(E\w+\); its folder/),
      );
      expect(await asNobody(() => readStored(file).register.leases.length)).toBe(1);
    } finally {
      fs.chmodSync(folder, 0o755);
    }
    expect(text()).toBe(before);
  });

  test("a file larger than any register is not read", async () => {
    const { file } = registerIn();
    fs.writeFileSync(file, "");
    fs.truncateSync(file, 2 ** 31);
    await expect(change(file, exampleLease(1))).rejects.toThrow(/has 2147483648 bytes; at most \d+ are read/);
  });
});

/** Root may write anywhere, so root steps down for it. */
async function asNobody<T>(work: () => T | Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
