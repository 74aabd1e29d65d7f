import { type Lease, type LeaseInput, leaseSchema } from "../../lease/lease";
import { mergeLeases } from "../../register/merge";

function lease(change: Partial<LeaseInput> = {}): Lease {
  const term = { start: "2026-10-01", end: "2036-09-30" };
  return leaseSchema.parse({ id: "office", prefix: "203.0.113.0/24", status: "active", term, ...change });
}

const register = (...leases: Lease[]) => ({ version: 1 as const, leases });
const declared = (one: Lease, origin = "program") => ({ lease: one, origin });

test("each lease says who had the last word; the register's come first, in its order", () => {
  const old = lease({ id: "old", prefix: "198.51.100.0/24", status: "released" });
  const { leases, problems } = mergeLeases(register(old, lease()), [
    declared(lease({ id: "new", prefix: "192.0.2.0/24" })),
    declared(lease()),
  ]);
  expect(problems).toEqual([]);
  expect(leases.map((one) => [one.lease.id, one.declaredBy])).toEqual([
    ["old", "register"],
    ["office", "program"],
    ["new", "program"],
  ]);
});

test("what the program leaves out is known from the register, and what it says stands", () => {
  const recorded = lease({
    owner: { team: "net", contact: "net@example.com" },
    allowedUses: ["web"],
    retentionDays: 30,
  });
  const { leases } = mergeLeases(register(recorded), [
    declared(lease({ allowedUses: ["email"], status: "offboarding" })),
  ]);
  expect(leases[0]?.lease).toEqual({ ...recorded, allowedUses: ["email"], status: "offboarding" });
});

test("what nobody says stays unknown", () => {
  const { leases } = mergeLeases(register(lease()), [declared(lease())]);
  expect(leases[0]?.lease).toEqual(lease());
  expect(mergeLeases(register(), []).leases).toEqual([]);
});

test("recorded segments and placements stay in view when no program declares them any more", () => {
  const web = { name: "web", purpose: "web", prefixes: ["203.0.113.0/26"] };
  const gone = { name: "gone", purpose: "email", prefixes: ["203.0.113.64/26"] };
  const recorded = lease({ segments: [{ ...web, placements: { a: "203.0.113.0", b: "203.0.113.1" } }, gone] });
  const program = lease({ segments: [{ ...web, placements: { a: "203.0.113.2" } }] });
  expect(mergeLeases(register(recorded), [declared(program)]).leases[0]?.lease.segments).toEqual([
    { ...web, placements: { a: "203.0.113.2", b: "203.0.113.1" } },
    gone,
  ]);
});

test("a released lease is not revived, and stays released", () => {
  const { leases, problems } = mergeLeases(register(lease({ status: "released" })), [
    declared(lease(), "block office"),
  ]);
  expect(problems).toEqual([
    "lease office is released in the register, and block office declares it active; " +
      "a released lease is never revived: give a new lease its own id",
  ]);
  expect(leases).toEqual([{ lease: lease({ status: "released" }), declaredBy: "register" }]);
});

test("a program may release a lease, and declare a released one released", () => {
  for (const status of ["active", "released"] as const) {
    const merged = mergeLeases(register(lease({ status })), [declared(lease({ status: "released" }))]);
    expect(merged.problems).toEqual([]);
    expect(merged.leases[0]?.lease.status).toBe("released");
  }
});

test("a lease does not change its prefix, however it is written", () => {
  const mapped = mergeLeases(register(lease()), [declared(lease({ prefix: "::ffff:203.0.113.0/120" }))]);
  expect(mapped.problems).toEqual([]);
  const { leases, problems } = mergeLeases(register(lease()), [
    declared(lease({ prefix: "203.0.112.0/23" }), "block office"),
  ]);
  expect(problems).toEqual([
    "lease office has prefix 203.0.113.0/24 in the register, and block office declares 203.0.112.0/23; " +
      "a lease never changes its prefix: correct it, or give the other block its own id",
  ]);
  expect(leases[0]?.lease.prefix).toBe("203.0.113.0/24");
});

test("an id declared twice is a problem that names both, and the first stands", () => {
  const twice = [declared(lease(), "block a"), declared(lease({ status: "quarantined" }), "block b")];
  const { leases, problems } = mergeLeases(register(), twice);
  expect(problems).toEqual([
    "lease office is declared twice, by block a and by block b; keep one, or give one a new id",
  ]);
  expect(leases.map((one) => one.lease.status)).toEqual(["active"]);
});
