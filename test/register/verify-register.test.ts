import * as fs from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { canonicalJson } from "../../lease/canonical-json";
import { addLeases } from "../../register/add-leases";
import { chain, formatEntry, type HistoryEntry, parseEntry } from "../../register/history-entry";
import { LeaseDigest } from "../../register/lease-digest";
import { RegisterError } from "../../register/register-error";
import { changeRegister, readStored } from "../../register/register-store";
import { releaseLease } from "../../register/release-lease";
import { verifyRegister } from "../../register/verify-register";
import { adding, exampleLease, newFolder, removeFolders } from "./example-leases";

jest.setTimeout(60_000);
afterAll(removeFolders);
const TODAY = "2026-11-22";

function problemsOf(file: string, anchor?: string): string[] {
  try {
    return verifyRegister(readStored(file), TODAY, anchor).problems.map(({ message }) => message);
  } catch (error) {
    if (error instanceof RegisterError) return [...error.problems];
    throw error;
  }
}

/** A register of three leases, one of them released, in four entries. */
async function kept() {
  const folder = newFolder();
  const file = join(folder, "leases.json");
  const history = join(folder, "leases.history.jsonl");
  for (const at of [1, 2, 3]) await changeRegister(file, { by: "dév" }, () => adding(exampleLease(at)));
  await changeRegister(file, { by: "ops" }, ({ document }) => {
    const released = releaseLease(document.leases[1] as (typeof document.leases)[number], { today: TODAY });
    if ("problem" in released) throw new Error(released.problem);
    return { action: "release", changes: [released.change] };
  });
  const lines = fs.readFileSync(history, "utf8").trimEnd().split("\n");
  return { file, history, lines, register: fs.readFileSync(file, "utf8") };
}

test("what the commands wrote is sound, and says where its history stands", async () => {
  const { file, lines } = await kept();
  const verified = verifyRegister(readStored(file), TODAY);
  expect(verified).toMatchObject({ entries: 4, problems: [], notes: [] });
  const last = parseEntry(lines[3] ?? "");
  expect(verified.head).toEqual("hash" in last && { sequence: 4, hash: last.hash });
});

test("any sequence of additions, releases and changes leaves a sound register that has forgotten nothing", async () => {
  const step = fc.oneof(
    fc.record({ is: fc.constant("add" as const), at: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ is: fc.constant("release" as const), at: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ is: fc.constant("owner" as const), at: fc.integer({ min: 1, max: 12 }), team: fc.string() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), fc.boolean(), async (steps, unrecorded) => {
      const file = join(newFolder(), "leases.json");
      const ids = new Set<string>();
      if (unrecorded) {
        fs.writeFileSync(file, JSON.stringify({ version: 1, leases: [exampleLease(100)] }));
        ids.add("lease-100");
      }
      for (const one of steps) {
        const id = `lease-${one.at}`;
        await changeRegister(file, { by: "x" }, ({ document, register }) => {
          if (one.is === "add") {
            const { changes, problems } = addLeases(register.leases, [exampleLease(one.at)]);
            expect(problems.length > 0).toBe(ids.has(id));
            ids.add(id);
            return problems.length > 0 ? undefined : { action: "add", changes };
          }
          const before = document.leases.find((lease) => lease.id === id);
          if (before === undefined) return undefined;
          if (one.is === "owner") {
            const after = { ...before, owner: { team: one.team, contact: "x" } };
            return { action: "sync", changes: [{ lease: id, before, after }] };
          }
          const released = releaseLease(before, { today: TODAY });
          return "problem" in released ? undefined : { action: "release", changes: [released.change] };
        });
      }
      const stored = fs.existsSync(file) ? readStored(file) : undefined;
      expect(new Set(stored?.register.leases.map((lease) => lease.id))).toEqual(ids);
      if (stored !== undefined) expect(verifyRegister(stored, TODAY).problems.filter(isError)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

function isError({ severity }: { severity: string }): boolean {
  return severity === "error";
}

test("any byte of the history that is changed, removed or added is found", async () => {
  const { file, history } = await kept();
  const whole = fs.readFileSync(history);
  const position = fc.nat({ max: whole.length - 1 });
  const edit = fc.tuple(position, fc.integer({ min: 1, max: 255 }), fc.constantFrom("change", "remove", "add"));
  fc.assert(
    fc.property(edit, ([at, by, how]) => {
      const byte = Buffer.from([(whole[at] ?? 0) ^ by]);
      const rest = whole.subarray(how === "add" ? at : at + 1);
      fs.writeFileSync(
        history,
        Buffer.concat([whole.subarray(0, at), how === "remove" ? Buffer.alloc(0) : byte, rest]),
      );
      return problemsOf(file).length > 0;
    }),
    {
      numRuns: 600,
      examples: [[[whole.length - 1, 1, "change"]], [[whole.length - 1, 1, "remove"]], [[0, 0x20, "add"]]],
    },
  );
});

test("any byte of the register that changes what it says is found", async () => {
  const { file, register } = await kept();
  const bytes = Buffer.from(register);
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const edited = Buffer.from(bytes);
      edited[at] = (edited[at] ?? 0) ^ by;
      fs.writeFileSync(file, edited);
      return (
        problemsOf(file).length > 0 ||
        canonicalJson(JSON.parse(edited.toString())) === canonicalJson(JSON.parse(register))
      );
    }),
    { numRuns: 300 },
  );
});

describe("found, and named", () => {
  const cases: [string, (lines: string[]) => string[], RegExp][] = [
    ["an entry that is gone", ([a, , c, d]) => [a, c, d] as string[], /line 2 is entry 3: entries were removed/],
    ["the first entry gone", ([, b, c, d]) => [b, c, d] as string[], /line 1 is entry 2: entries were removed/],
    ["two in another order", ([a, b, c, d]) => [a, c, b, d] as string[], /line 2 is entry 3: .* put in another order/],
    ["one twice", ([a, b, c, d]) => [a, b, b, c, d] as string[], /line 3 is entry 2: .* added/],
    [
      "the last one cut off",
      ([a, b, c]) => [a, b, c] as string[],
      /at entry 4 of its history, which ends with entry 3/,
    ],
    [
      "an edited one",
      ([a, b, ...rest]) => [a, b?.replace("dév", "ops"), ...rest] as string[],
      /line 2 is not what was recorded/,
    ],
    [
      "a space more",
      ([a, b, ...rest]) => [a, `${b} `, ...rest] as string[],
      /line 2 is not written as it was recorded/,
    ],
    ["another text", ([a, , ...rest]) => [a, "#", ...rest] as string[], /line 2 is not JSON/],
    [
      "JSON that is nested without end",
      ([a, b, ...rest]) =>
        [a, b?.replace('"after":{', `"after":{"x":${"[".repeat(1e5)}${"]".repeat(1e5)},`), ...rest] as string[],
      /line 2 is nested deeper than any entry/,
    ],
    ["another JSON", ([a, , ...rest]) => [a, '{"sequence":2}', ...rest] as string[], /line 2 is no entry/],
  ];

  test.each(cases)("%s", async (_, harm, message) => {
    const { file, history, lines } = await kept();
    fs.writeFileSync(history, `${harm([...lines]).join("\n")}\n`);
    expect(problemsOf(file).join("\n")).toMatch(message);
  });

  test("entries that were rewritten with hashes of their own, by what each of them changed", async () => {
    const { file, history, lines } = await kept();
    const rewritten = rewrite(lines, (entry) => ({ ...entry, by: "nobody" }));
    fs.writeFileSync(history, `${rewritten.join("\n")}\n`);
    expect(problemsOf(file).join()).toMatch(/entry 4 of the history is not the one that the register names/);
    const forged = rewrite(lines, (entry) => (entry.sequence === 3 ? { ...entry, changes: [] } : entry));
    fs.writeFileSync(history, `${forged.join("\n")}\n`);
    expect(problemsOf(file).join()).toMatch(/line 3 does not lead to the leases that it says it does/);
  });

  test("a whole history and register that were made anew, by a hash that was noted before", async () => {
    const first = await kept();
    const { head } = verifyRegister(readStored(first.file), TODAY);
    const other = await kept();
    expect(problemsOf(other.file)).toEqual([]);
    expect(problemsOf(first.file, head?.hash)).toEqual([]);
    expect(problemsOf(other.file, head?.hash).join()).toMatch(/no entry of the history has the hash [0-9a-f]{64}/);
  });

  test("a lease that was changed, added or removed by hand, with its fields", async () => {
    const { file, register } = await kept();
    const edit = (from: string, to: string) => fs.writeFileSync(file, register.replaceAll(from, to));
    edit("2036-12-31", "2037-12-31");
    expect(problemsOf(file)[0]).toMatch(
      /lease lease-1 is not what the history says: term\.end; .* sync --edited records/,
    );
    edit("lease-3", "lease-4");
    expect(problemsOf(file).join("\n")).toMatch(
      /lease lease-4 is not in the history: it was added by hand.*\n.*lease lease-3 was removed, and a register never forgets one/,
    );
  });

  test("a released lease that was revived, and a prefix that changed, also where the chain is whole", async () => {
    const { file, history, lines, register } = await kept();
    const revived = exampleLease(2, { prefix: "192.0.2.0/24" });
    const last = parseEntry(lines[3] ?? "") as HistoryEntry;
    const before = last.changes[0]?.after ?? null;
    const leases = LeaseDigest.of([exampleLease(1), revived, exampleLease(3)]);
    const changes = [{ lease: "lease-2", before, after: revived }];
    const entry = chain(last, { time: last.time, by: "x", action: "edit", changes }, leases);
    fs.writeFileSync(history, `${[...lines, formatEntry(entry)].join("\n")}\n`);
    const document = { ...JSON.parse(register), leases: [exampleLease(1), revived, exampleLease(3)] };
    fs.writeFileSync(file, JSON.stringify({ ...document, history: { sequence: 5, hash: entry.hash } }));
    expect(problemsOf(file).join("\n")).toMatch(
      /never changes its prefix.*\n.*is released, and a released lease is never revived/,
    );
  });
});

/** The chain after an edit by somebody who computes its hashes again. */
function rewrite(lines: readonly string[], edit: (entry: HistoryEntry) => HistoryEntry): string[] {
  let head = { sequence: 0, hash: "0".repeat(64) };
  return lines.map((line) => {
    const entry = edit(parseEntry(line) as HistoryEntry);
    const chained = chain(head, entry, entry.leases);
    head = chained;
    return formatEntry(chained);
  });
}

test("what a killed writer left is a note, and no problem", async () => {
  const { file, history, lines } = await kept();
  fs.writeFileSync(history, `${lines.join("\n")}\n${lines[0]?.slice(0, 50)}`);
  const { problems, notes } = verifyRegister(readStored(file), TODAY);
  expect([problems, notes]).toEqual([
    [],
    [expect.stringMatching(/ends with 5\d bytes of an entry that was never finished/)],
  ]);
});

describe("leases that make no sense", () => {
  function registerOf(...leases: object[]): string {
    const file = join(newFolder(), "leases.json");
    fs.writeFileSync(file, JSON.stringify({ version: 1, leases }));
    return file;
  }

  test.each([
    [
      "space twice at a time",
      [exampleLease(1), exampleLease(2, { prefix: "203.0.113.0/24" })],
      /lease-1 .* overlaps lease lease-2/,
    ],
    [
      "one prefix twice",
      [exampleLease(1), exampleLease(2, { prefix: "203.0.113.1/32" })],
      /lease-2 .* overlaps lease lease-1/,
    ],
    [
      "a term gone by",
      [exampleLease(1, { term: { start: "2026-01-01", end: "2026-11-21" } })],
      /lease-1 ended on 2026-11-21 and is active/,
    ],
    [
      "a segment outside the lease",
      [exampleLease(1, { segments: [{ name: "web", purpose: "web", prefixes: ["192.0.2.0/32"] }] })],
      /segment web, prefixes\[0\]: 192\.0\.2\.0\/32 is outside the block/,
    ],
    [
      "an address outside its segment",
      [
        exampleLease(1, {
          prefix: "203.0.113.0/24",
          segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.0/26"], placements: { a: "203.0.113.64" } }],
        }),
      ],
      /segment web, placements\.a: 203\.0\.113\.64 is outside the segment/,
    ],
  ])("%s", (_, leases, message) => {
    expect(problemsOf(registerOf(...leases)).join("\n")).toMatch(message);
  });

  test("a register without a history is told of: unknown is not clean", () => {
    const verified = verifyRegister(readStored(registerOf(exampleLease(1))), TODAY);
    expect(verified).toMatchObject({
      head: null,
      problems: [{ severity: "warning", message: expect.stringMatching(/there is no history/) }],
    });
  });

  test("none of these: one after the other, beside each other, and released", () => {
    const past = { start: "2020-01-01", end: "2025-12-31" };
    const leases = [
      exampleLease(1),
      exampleLease(2, { prefix: "203.0.113.0/24", term: past, status: "released" }),
      exampleLease(3),
    ];
    expect(problemsOf(registerOf(...leases))).toEqual([expect.stringMatching(/there is no history/)]);
  });
});
