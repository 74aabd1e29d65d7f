import { leaseTags } from "../../components/tags";

const owner = { leaseId: "office-2026", segmentName: "web" };

test("users' tags are kept, later ones win, and a name is given where there is none", () => {
  expect(leaseTags(owner, "nat", { team: "a", Name: "mine" }, undefined, { team: "b" })).toEqual({
    Name: "mine",
    team: "b",
    "leasehold:lease": "office-2026",
    "leasehold:segment": "web",
  });
});

test("a user's tag never moves a resource to another lease or segment", () => {
  const spoofed = { "leasehold:lease": "other", "leasehold:segment": "email" };
  expect(leaseTags(owner, "nat", spoofed)).toMatchObject({
    "leasehold:lease": "office-2026",
    "leasehold:segment": "web",
  });
});

test("a resource of the whole block names no segment", () => {
  expect(leaseTags({ leaseId: "office-2026" }, "logs")).toEqual({ Name: "logs", "leasehold:lease": "office-2026" });
});
