import { type LeaseInput, leaseSchema } from "../../lease/lease";
import { problemText, schemaProblems } from "../../lease/schema-problems";

const LEAST: LeaseInput = {
  id: "office-2026",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30" },
};

function problemsOf(input: unknown): string[] {
  const parsed = leaseSchema.safeParse(input);
  return parsed.success ? [] : schemaProblems(parsed.error, input).map(problemText);
}

test("id, prefix, status and term are enough: what else is unknown is for the rules to judge", () => {
  expect(leaseSchema.parse(LEAST)).toEqual(LEAST);
});

test("prefixes and addresses become canonical", () => {
  const segments = [
    { name: "web", purpose: "web", prefixes: ["::FFFF:203.0.113.0/122"], placements: { a: "203.0.113.1" } },
  ];
  expect(leaseSchema.parse({ ...LEAST, prefix: "::ffff:203.0.113.0/120", segments })).toMatchObject({
    prefix: "203.0.113.0/24",
    segments: [{ prefixes: ["203.0.113.0/26"], placements: { a: "203.0.113.1" } }],
  });
  expect(leaseSchema.parse({ ...LEAST, prefix: "2001:DB8:0::/32" }).prefix).toBe("2001:db8::/32");
});

test("a term of one day is a term", () => {
  expect(problemsOf({ ...LEAST, term: { start: "2026-10-01", end: "2026-10-01" } })).toEqual([]);
});

test.each([
  [
    { prefix: "203.0.113.1/24" },
    'prefix: "203.0.113.1/24" has host bits set; the block that holds it is 203.0.113.0/24',
  ],
  [
    { term: { start: "2026-10-01", end: "2026-09-30" } },
    "term.end: the term ends on 2026-09-30, before it starts on 2026-10-01; give an end on or after the start (it is inclusive)",
  ],
  [{ term: { start: "2026-02-30", end: "2027-01-01" } }, 'term.start "2026-02-30": use a calendar day, YYYY-MM-DD'],
  [{ status: "ended" }, 'status "ended": use one of onboarding, active, quarantined, offboarding, released'],
  [{ status: undefined }, "status: is missing; give one of onboarding, active, quarantined, offboarding, released"],
  [{ id: "Office 2026" }, 'id "Office 2026": use a slug of lower-case letters, digits and inner hyphens, at most 63'],
  [{ ownr: {} }, 'unknown key "ownr"; correct the spelling or leave it out'],
  [{ owner: { team: "net" } }, "owner.contact: is missing; give a string"],
  [{ owner: { team: 5, contact: "x" } }, "owner.team: give a string here"],
  [{ retentionDays: 1.5 }, "retentionDays 1.5: give a whole number here"],
  [
    { routing: { announcedBy: "lessee", origins: [4_294_967_296] } },
    "routing.origins[0] 4294967296: use an AS number, a whole number from 0 to 4294967295",
  ],
  [
    { segments: [1, 2].map(() => ({ name: "web", purpose: "web", prefixes: [] })) },
    "segments[1].name: segment web is declared twice; keep one, or choose another name",
  ],
  [
    { segments: [{ name: "web", purpose: "web", prefixes: [], placements: { a: "203.0.113.0/24" } }] },
    'segments[0].placements.a: "203.0.113.0/24" is a prefix where a single address is due; leave out the length',
  ],
])("%j is told with place, value and remedy", (change, problem) => {
  expect(problemsOf({ ...LEAST, ...change })).toEqual([problem]);
});

test("all problems come at once", () => {
  expect(problemsOf({ id: "?", prefix: "10.0.0/8", status: "?", term: 1 })).toHaveLength(4);
  expect(problemsOf("text")).toEqual(["give an object here"]);
});

test("a value that is no address, number, day or name is never repeated", () => {
  const secret = { ...LEAST, lessor: "hunter2", contacts: { abuse: ["hunter2"] }, prefix: "hunter2" };
  const told = problemsOf(secret).join("\n");
  expect(told).toMatch(/lessor: give an object here/);
  expect(told).not.toMatch(/hunter2/);
});
