import { compare } from "../../../drift/compare/compare";
import { type Difference, isUnseen } from "../../../drift/compare/difference";
import type { DriftItem } from "../../../drift/drift-item";
import { item, look } from "./items";

const A = item("203.0.113.1");
const B = item("203.0.113.2");

const differences = (...args: Parameters<typeof compare>): readonly Difference[] => compare(...args).differences;
const told = (found: readonly Difference[]): string[] =>
  found.map((one) => `${one.change} ${one.status} ${one.item.id}`);

describe("the same on both sides", () => {
  test("is no drift", () => {
    expect(differences([A, B], [look([B, A])])).toEqual([]);
  });

  test("what was seen beyond the declared fields is not compared", () => {
    expect(differences([A], [look([item(A.id, { fields: { ...A.fields, ttl: 300 } })])])).toEqual([]);
  });

  test("an observer that did not look is neither removed nor compared", () => {
    expect(differences([A, item("eipalloc-1", { observer: "aws" })], [look([A])])).toEqual([]);
  });
});

describe("what differs", () => {
  test("one difference names all the fields of an item, with old and new", () => {
    const declared = item("203.0.113.1", { fields: { name: "a.example.", ttl: 300, forward: true } });
    const seen = item("203.0.113.1", { fields: { ttl: 60, name: "b.example.", forward: true } });
    expect(differences([declared], [look([seen])])).toEqual([
      expect.objectContaining({
        change: "changed",
        status: "violation",
        changes: [
          { field: "name", old: "a.example.", new: "b.example." },
          { field: "ttl", old: 300, new: 60 },
        ],
      }),
    ]);
  });

  test("what is declared and not seen is removed, what is seen and not declared is the observer's word for it", () => {
    expect(told(differences([A], [look([B])]))).toEqual([
      "removed violation 203.0.113.1",
      "unmanaged violation 203.0.113.2",
    ]);
    expect(told(differences([], [look([B], [], { extra: "added" })]))).toEqual(["added violation 203.0.113.2"]);
  });

  test("lists are the same in the same order alone, and a number is no text", () => {
    const listed = (names: readonly string[] | string | number): DriftItem => item("x", { fields: { names } });
    expect(differences([listed(["a", "b"])], [look([listed(["a", "b"])])])).toEqual([]);
    expect(told(differences([listed(["a", "b"])], [look([listed(["b", "a"])])]))).toEqual(["changed violation x"]);
    expect(told(differences([listed(["a"])], [look([listed("a")])]))).toEqual(["changed violation x"]);
    expect(told(differences([listed(1)], [look([listed("1")])]))).toEqual(["changed violation x"]);
  });

  test("null, there is none, is a value: it is the same as null and as nothing else", () => {
    const none = item("x", { fields: { name: null } });
    expect(differences([none], [look([none])])).toEqual([]);
    expect(told(differences([none], [look([item("x")])]))).toEqual(["changed violation x"]);
  });
});

describe("what is unknown", () => {
  const unknown = { unknown: "SERVFAIL" };

  test("a field that could not be read is undetermined, and the run saw not everything", () => {
    const [found] = differences([A], [look([item(A.id, { fields: { name: unknown } })])]);
    expect(found).toMatchObject({
      change: "unobserved",
      status: "undetermined",
      changes: [{ field: "name", new: unknown }],
    });
    expect(found && isUnseen(found)).toBe(true);
  });

  test("a declared field that the observed item lacks counts as not read", () => {
    const [found, ...others] = differences([A], [look([item(A.id, { fields: {} })])]);
    expect(found).toMatchObject({
      change: "unobserved",
      changes: [{ field: "name", new: { unknown: "it could not be read" } }],
    });
    expect(found && isUnseen(found)).toBe(true);
    expect(others).toEqual([]);
  });

  test("a value that only a deployment shows is undetermined, and no failure of the observer", () => {
    const [found] = differences(
      [item(A.id, { fields: { name: { unknown: "it is set by a deployment" } } })],
      [look([A])],
    );
    expect(found).toMatchObject({ change: "unobserved", status: "undetermined" });
    expect(found && isUnseen(found)).toBe(false);
  });

  test("unknown on both sides is not the same", () => {
    const both = item(A.id, { fields: { name: unknown } });
    expect(told(differences([both], [look([both])]))).toEqual(["unobserved undetermined 203.0.113.1"]);
  });

  test("an item with a changed and an unknown field has one difference of each kind", () => {
    const seen = item(A.id, { fields: { name: "b.example.", ttl: unknown } });
    const declared = item(A.id, { fields: { ...A.fields, ttl: 300 } });
    expect(
      differences([declared], [look([seen])]).map(({ change, changes }) => [change, changes.map(({ field }) => field)]),
    ).toEqual([
      ["changed", ["name"]],
      ["unobserved", ["ttl"]],
    ]);
  });

  test("an id that only a deployment shows is neither missed nor found, and makes others of its kind uncertain", () => {
    const declared = item("urn:pulumi:dev::shop::x", { undeployed: true });
    const found = differences([declared], [look([B, item("203.0.113.9", { lease: "other" })])]);
    expect(told(found)).toEqual([
      "unmanaged undetermined 203.0.113.2",
      "unmanaged violation 203.0.113.9",
      "unobserved undetermined urn:pulumi:dev::shop::x",
    ]);
    expect(found.some(isUnseen)).toBe(false);
  });
});

describe("what could not be seen", () => {
  test("covers everything of the observer where it says nothing else, and nothing of another observer", () => {
    const eip = item("eipalloc-1", { observer: "aws" });
    const found = differences([A, eip], [look([], [{ reason: "time-out" }]), look([], [], { name: "aws" })]);
    expect(told(found)).toEqual(["removed violation eipalloc-1", "unobserved undetermined *"]);
    expect(found.filter(isUnseen)).toHaveLength(1);
  });

  test.each([
    ["type", { type: "ptr" }],
    ["id", { id: "203.0.113.1" }],
    ["lease", { lease: "web" }],
    ["scope", { scope: "eu-west-1" }],
    ["all of them", { type: "ptr", id: "203.0.113.1", lease: "web", scope: "eu-west-1" }],
  ])("covers by %s", (_, covers) => {
    const declared = item("203.0.113.1", { scope: "eu-west-1" });
    const other = item("198.51.100.1", { scope: "eu-west-2", lease: "office", type: "forward" });
    const found = differences([declared, other], [look([], [{ reason: "refused", covers }])]);
    expect(found.filter(({ change }) => change === "removed").map((one) => one.item.id)).toEqual(["198.51.100.1"]);
    expect(found.filter(isUnseen)).toHaveLength(1);
  });

  test("what names several things covers only what all of them name", () => {
    const covers = { type: "ptr", lease: "office" };
    expect(told(differences([A], [look([], [{ reason: "refused", covers }])]))).toEqual([
      "removed violation 203.0.113.1",
      "unobserved undetermined office",
    ]);
  });

  test("what was seen all the same is compared", () => {
    const seen = item(A.id, { fields: { name: "b.example." } });
    expect(told(differences([A, B], [look([seen], [{ reason: "half a page" }])]))).toEqual([
      "unobserved undetermined *",
      "changed violation 203.0.113.1",
    ]);
  });

  test("two reasons for one thing are one difference", () => {
    const unseen = [{ reason: "b" }, { reason: "a" }, { reason: "b" }];
    expect(differences([], [look([], unseen)])).toEqual([expect.objectContaining({ reasons: ["a", "b"] })]);
  });
});

describe("a key that is there twice", () => {
  const C = item(A.id, { fields: { name: "other.example." } });

  test("is one item where both say the same", () => {
    expect(differences([A, A], [look([A, A])])).toEqual([]);
    expect(told(differences([A, A], [look([])]))).toEqual(["removed violation 203.0.113.1"]);
    expect(told(differences([], [look([A, A])]))).toEqual(["unmanaged violation 203.0.113.1"]);
  });

  test("is undetermined where they contradict each other, whichever comes first", () => {
    for (const both of [
      [A, C],
      [C, A],
    ]) {
      const declaredTwice = differences(both, [look([A])]);
      expect(told(declaredTwice)).toEqual(["unobserved undetermined 203.0.113.1"]);
      expect(declaredTwice.some(isUnseen)).toBe(false);
      const seenTwice = differences([A], [look(both)]);
      expect(told(seenTwice)).toEqual(["unobserved undetermined 203.0.113.1"]);
      expect(seenTwice.some(isUnseen)).toBe(true);
    }
  });
});

describe("fields that nobody declares", () => {
  const key = "dns/ptr/203.0.113.1";
  const seen = (path: DriftItem["remembered"]): DriftItem => item(A.id, { remembered: path });

  test("are remembered, and drift where they change since the run before", () => {
    const first = compare([A], [look([seen({ path: "64500 64496" })])]);
    expect(first.differences).toEqual([]);
    const second = compare([A], [look([seen({ path: "64511 64496" })])], first.remembered);
    expect(second.differences).toEqual([
      expect.objectContaining({
        change: "changed",
        changes: [{ field: "path", old: "64500 64496", new: "64511 64496", remembered: true }],
      }),
    ]);
  });

  test("that changed stay a difference until they are as they were first seen", () => {
    const first = compare([A], [look([seen({ path: "64500 64496" })])]);
    const second = compare([A], [look([seen({ path: "64511 64496" })])], first.remembered);
    expect(second.remembered.get(key)).toEqual({ path: "64500 64496" });
    expect(compare([A], [look([seen({ path: "64511 64496" })])], second.remembered).differences).toHaveLength(1);
    expect(compare([A], [look([seen({ path: "64500 64496" })])], second.remembered).differences).toEqual([]);
  });

  test("of an item or a field that is seen for the first time are recorded, and no drift", () => {
    const before = new Map([[key, { path: "64500 64496" }]]);
    const { differences: found, remembered } = compare(
      [A, B],
      [look([seen({ path: "64500 64496", peers: 12 }), item(B.id, { remembered: { path: "64511" } })])],
      before,
    );
    expect(found).toEqual([]);
    expect(remembered).toEqual(
      new Map([
        [key, { path: "64500 64496", peers: 12 }],
        ["dns/ptr/203.0.113.2", { path: "64511" }],
      ]),
    );
  });

  test("that were none, null, are known to be none", () => {
    const before = compare([A], [look([seen({ path: null })])]).remembered;
    expect(told(differences([A], [look([seen({ path: "64500" })])], before))).toEqual([
      "changed violation 203.0.113.1",
    ]);
  });

  test("that could not be read stay as they were, and are told", () => {
    const before = new Map([[key, { path: "64500 64496" }]]);
    const { differences: found, remembered } = compare([A], [look([seen({ path: { unknown: "time-out" } })])], before);
    expect(told(found)).toEqual(["unobserved undetermined 203.0.113.1"]);
    expect(remembered.get(key)).toEqual({ path: "64500 64496" });
  });

  test("that are unknown at first are no drift, and not remembered", () => {
    const { differences: found, remembered } = compare([A], [look([seen({ path: { unknown: "time-out" } })])]);
    expect(found).toEqual([]);
    expect(remembered.get(key)).toEqual({});
  });
});
