import fc from "fast-check";
import { run } from "../../cli/run";
import { fixtureBytes } from "../graph/fixture";
import { fakeIo } from "./fake-io";

jest.setTimeout(300_000);
const RUNS = Number(process.env.LEASEHOLD_FUZZ_RUNS ?? 150);

/** Runs the command on a file's bytes; an unexpected error, a hang or an exit code of its own fails the test. */
async function judge(bytes: Buffer): Promise<number> {
  const io = {
    ...fakeIo(),
    stdin: (async function* () {
      yield bytes;
    })(),
  };
  const code = await run(["check", "-", "--format", "json", "--as-of", "2026-11-20"], io);
  expect([0, 1, 2]).toContain(code);
  if (code === 2) {
    expect(io.err()).toMatch(/^((note|warning): .*\n)*error: /);
    expect(io.err()).not.toMatch(/unexpected/);
    expect(io.out()).toBe("");
  } else expect(JSON.parse(io.out())).toMatchObject({ version: 1 });
  return code;
}

const FIXTURES = [
  "orphaned-names-preview.golden.json",
  "shared-egress-preview.golden.json",
  "egress-bypass-unknown-events.jsonl",
  "changes-preview.golden.json",
  "changes-state.golden.json",
  "changes-plain-state.golden.json",
];
/** Without the register, which these runs have no folder for. */
const texts = FIXTURES.map((name) => fixtureBytes(name).toString().replaceAll("leasehold:register", "leasehold:other"));

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    2 ** 53 + 2,
    "",
    [],
    {},
    [[]],
    [null],
    "__proto__",
    "constructor",
    "\u0000",
    "\ud800",
    "0.0.0.0/0",
    "203.0.113.9",
    "::/0",
    "urn:pulumi:",
    UNKNOWN_TEXT,
    "[secret]",
    "65536",
    "-1",
    "create",
    "delete",
    "replace",
    { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
    { toString: 1, hasOwnProperty: 1, length: -1 },
  ),
  fc.jsonValue(),
  fc.constant("9".repeat(5000)),
);

/** A place in a parsed file, by a number: the same number finds the same place. */
function places(root: unknown): { holder: Record<string, unknown>; key: string }[] {
  const found: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      found.push({ holder: value as Record<string, unknown>, key });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  return found;
}

type Change = { at: number; how: "replace" | "remove" | "rename" | "move" | "repeat"; value: unknown; from: number };
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("replace", "replace", "remove", "rename", "move", "repeat"),
  value: odd,
  from: fc.nat(),
});

function apply(root: unknown, { at, how, value, from }: Change): void {
  const all = places(root);
  const place = all[at % all.length];
  const other = all[from % all.length];
  if (place === undefined || other === undefined) return;
  const { holder, key } = place;
  if (how === "replace") holder[key] = structuredClone(value);
  else if (how === "remove") delete holder[key];
  else if (how === "rename")
    Object.defineProperty(holder, "__proto__", {
      value: holder[key],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else if (how === "move") holder[key] = structuredClone(other.holder[other.key]);
  else if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
}

const stringify = (documents: unknown[]): string => documents.map((document) => JSON.stringify(document)).join("\n");
const parse = (text: string): unknown[] =>
  text.startsWith('{"sequence"')
    ? text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [JSON.parse(text)];

it("survives real files with values changed, removed, moved and repeated", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (text, changes) => {
        const documents = parse(text);
        for (const one of changes) apply(documents, one);
        await judge(Buffer.from(stringify(documents)));
      },
    ),
    { numRuns: RUNS },
  );
});

it("survives real files cut off: each beginning is refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), fc.double({ min: 0, max: 0.999, noNaN: true }), async (text, share) => {
      expect(await judge(Buffer.from(text.trimEnd().slice(0, Math.floor(text.length * share))))).toBe(2);
    }),
    { numRuns: RUNS },
  );
});

it("survives real files with bytes changed", async () => {
  const edits = fc.array(
    fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...Buffer.from('"{}[],:\\0\u0000')), fc.nat(255))),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), edits, async (text, changes) => {
      const bytes = Buffer.from(text);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      await judge(bytes);
    }),
    { numRuns: RUNS },
  );
});

it("survives bytes and JSON that were never a preview", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record({ steps: fc.oneof(odd, fc.array(odd)), config: odd, diagnostics: odd, changeSummary: odd })
      .map((value) => Buffer.from(JSON.stringify(value))),
    fc
      .record({ version: fc.constantFrom(3, 4), deployment: fc.record({ resources: fc.array(odd) }) })
      .map((value) => Buffer.from(JSON.stringify(value))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (file) => void (await judge(file))),
    { numRuns: RUNS * 2 },
  );
});

it.each([
  ["an address in a text of 10 MB", "203.0.113.9 ".repeat(800_000)],
  ["digits and dots without end", "1.".repeat(4_000_000)],
  ["colons without end", "a:".repeat(4_000_000)],
  ["brackets in a text", '{"a":['.repeat(1_000_000)],
  ["a text of one letter", "a".repeat(16_000_000)],
])("reads %s in seconds", async (_, text) => {
  const [step] = (JSON.parse(texts[1] as string) as { steps: { newState: { inputs?: object } }[] }).steps.slice(-1);
  const steps = [...(JSON.parse(texts[1] as string) as { steps: object[] }).steps];
  steps[steps.length - 1] = { ...step, newState: { ...step?.newState, inputs: { text, list: [text.slice(0, 1000)] } } };
  await judge(Buffer.from(JSON.stringify({ steps })));
});
