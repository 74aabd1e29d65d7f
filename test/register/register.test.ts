import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRegister, registerJsonSchema } from "../../register/register";
import { RegisterError, shownSource } from "../../register/register-error";

const LEASE = {
  id: "office-2026",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30" },
};

function problemsOf(text: string, source = "leases.json"): readonly string[] {
  try {
    parseRegister(text, source);
  } catch (error) {
    if (error instanceof RegisterError) return error.problems;
    throw error;
  }
  return [];
}

test("a register holds leases as parsed; what is left out stays unknown", () => {
  const text = JSON.stringify({ $schema: "./register.schema.json", version: 1, leases: [LEASE] });
  expect(parseRegister(text, "leases.json")).toEqual({ version: 1, leases: [LEASE] });
  expect(parseRegister('\ufeff{"version": 1, "leases": []}', "leases.json")).toEqual({ version: 1, leases: [] });
});

test.each([
  ["", 'is empty; start with {"version": 1, "leases": []}'],
  ['{"version": 1,\n "leases": [}', "is not JSON at line 2, column 13; correct it there"],
  ["[]", "give an object here"],
  ['{"version": 2, "leases": []}', "version 2: use 1"],
  ['{"leases": []}', "version: is missing; give 1"],
  ['{"version": 1}', "leases: is missing; give an array"],
  ['{"version": 1, "leases": [], "lease": []}', 'unknown key "lease"; correct the spelling or leave it out'],
])("%j is refused with the way out", (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test("an id twice is a problem, also where another lease is not sound", () => {
  const again =
    "leases[1].id: lease office-2026 is already at leases[0]; ids are never reused, so give this lease its own";
  expect(problemsOf(JSON.stringify({ version: 1, leases: [LEASE, LEASE] }))).toEqual([again]);
  const broken = { ...LEASE, id: "other", prefix: "203.0.113.1/24" };
  expect(problemsOf(JSON.stringify({ version: 1, leases: [LEASE, LEASE, broken] }))).toEqual([
    'leases[2].prefix: "203.0.113.1/24" has host bits set; the block that holds it is 203.0.113.0/24',
    again,
  ]);
});

test("the message names the register and lists every problem", () => {
  const act = () =>
    parseRegister(JSON.stringify({ version: 1, leases: [{ ...LEASE, status: "x", id: "?" }] }), "leases.json");
  expect(act).toThrow(
    /^register leases\.json has 2 problems:\n {2}- leases\[0\]\.id "\?": .*\n {2}- leases\[0\]\.status "x"/,
  );
});

test("text that is not JSON is not quoted, and a URL's secrets are not either", () => {
  const act = () =>
    parseRegister('{"token": hunter2}', "https://hunter2:hunter2@register.example/leases.json?key=hunter2#x");
  expect(act).toThrow(
    "register https://register.example/leases.json: is not JSON at line 1, column 11; correct it there",
  );
});

test.each([
  ["leases.json", "leases.json"],
  ["C:\\leases.json", "C:\\leases.json"],
  ["https://u:p@register.example:8443/a/b.json?x=1#y", "https://register.example:8443/a/b.json"],
  ["https://[bad", "(a URL that cannot be read)"],
])("%s is shown as %s", (source, shown) => {
  expect(shownSource(source)).toBe(shown);
});

test("the published JSON Schema is the one that the code gives (npm run schemas:build writes it)", () => {
  const published = readFileSync(join(__dirname, "../../schemas/register.schema.json"), "utf8");
  expect(JSON.parse(published)).toEqual(registerJsonSchema());
});

test("the JSON Schema demands what the parser demands", () => {
  expect(registerJsonSchema()).toMatchObject({
    additionalProperties: false,
    required: ["version", "leases"],
    properties: {
      leases: { items: { required: ["id", "prefix", "status", "term"], additionalProperties: false } },
    },
  });
});
