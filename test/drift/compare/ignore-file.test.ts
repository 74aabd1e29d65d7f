import type { Difference } from "../../../drift/compare/difference";
import { IgnoreFile, IgnoreFileError, ignorePath } from "../../../drift/compare/ignore-file";
import { item } from "./items";

const EIP = item("eipalloc-1", { observer: "aws", type: "aws:ec2/eip:Eip" });

function changed(of: Difference["item"], ...fields: string[]): Difference {
  return {
    change: "changed",
    status: "violation",
    item: of,
    changes: fields.map((field) => ({ field, old: "a", new: "b" })),
  };
}

const PTR = changed(item("203.0.113.9"), "name", "forward");
const TAGGED = changed(EIP, "instance", "tags/Name");

/** What is left of the two by these lines: `path: fields`. */
function left(...lines: string[]): string[] {
  const { kept } = new IgnoreFile(lines.join("\n"), ".leaseholdignore").apply([PTR, TAGGED]);
  return kept.map((one) => `${ignorePath(one.item)}: ${one.changes.map(({ field }) => field).join(" ")}`);
}

const BOTH = ["dns/ptr/203.0.113.9: name forward", "aws/Eip/eipalloc-1: instance tags/Name"];
const ONLY_PTR = [BOTH[0]];
const ONLY_EIP = [BOTH[1]];

describe("gitignore syntax on observer/type/id/field", () => {
  test.each<[string, string[], (string | undefined)[]]>([
    ["nothing", [], BOTH],
    ["a comment and empty lines", ["# dns/", "", "   "], BOTH],
    ["an item", ["dns/ptr/203.0.113.9"], ONLY_EIP],
    ["an item, as a folder", ["dns/ptr/203.0.113.9/"], ONLY_EIP],
    ["from the root", ["/dns/ptr/203.0.113.9"], ONLY_EIP],
    ["an observer", ["dns/"], ONLY_EIP],
    ["a type, wherever it stands", ["Eip"], ONLY_PTR],
    ["a type's last part, not its token", ["aws/aws:ec2/eip:Eip"], BOTH],
    ["a star within a part", ["aws/Eip/eipalloc-*"], ONLY_PTR],
    ["a star stops at a slash", ["aws/*-1"], BOTH],
    ["a question mark", ["aws/Eip/eipalloc-?"], ONLY_PTR],
    ["a class", ["dns/ptr/203.0.113.[0-9]"], ONLY_EIP],
    ["two stars in the middle", ["aws/**/eipalloc-1"], ONLY_PTR],
    ["two stars in front", ["**/203.0.113.9"], ONLY_EIP],
    ["two stars behind", ["dns/**"], ONLY_EIP],
    ["a field", ["aws/Eip/eipalloc-*/instance"], [BOTH[0], "aws/Eip/eipalloc-1: tags/Name"]],
    ["all below a field", ["aws/Eip/eipalloc-*/tags"], [BOTH[0], "aws/Eip/eipalloc-1: instance"]],
    ["a field everywhere", ["forward"], ["dns/ptr/203.0.113.9: name", BOTH[1]]],
    ["every field that differs", ["instance", "tags"], ONLY_PTR],
    ["a negation takes back", ["dns/ptr/*", "!dns/ptr/203.0.113.9"], BOTH],
    ["the last pattern that matches decides", ["!dns/ptr/203.0.113.9", "dns/ptr/*"], ONLY_EIP],
    ["nothing below what is ignored is taken back", ["dns/", "!dns/ptr/203.0.113.9"], ONLY_EIP],
    [
      "all but one field of an item",
      ["aws/Eip/eipalloc-1/*", "!aws/Eip/eipalloc-1/instance"],
      [BOTH[0], "aws/Eip/eipalloc-1: instance"],
    ],
    ["case counts", ["DNS/", "aws/eip"], BOTH],
    ["an escaped comment sign is a name", ["\\#dns"], BOTH],
    ["white space at the end counts for nothing", ["dns/ptr/203.0.113.9  "], ONLY_EIP],
    ["lines of Windows, and a mark of the encoding", ["\ufeffdns/\r", "none\r"], ONLY_EIP],
  ])("%s", (_, lines, expected) => {
    expect(left(...lines)).toEqual(expected);
  });

  test("an id that holds slashes is several parts", () => {
    const roa = changed(item("203.0.113.0/24 AS64496", { observer: "rpki", type: "roa" }), "maxLength");
    const by = (line: string) => new IgnoreFile(line, "x").apply([roa]).kept.length;
    expect(by("rpki/roa/203.0.113.0/24 AS64496")).toBe(0);
    expect(by("rpki/roa/203.0.113.0")).toBe(0);
    expect(by("rpki/roa/*/24 AS64511")).toBe(1);
  });

  test.each(["", "/", "..", "../../dns", "./x", "a//b", "a\\b", "a\u0000b", "!x", "#x", "\n"])(
    "an id such as %j cannot break it, nor reach another's place",
    (id) => {
      const of = changed(item(id), "name");
      expect(new IgnoreFile("aws/\nother", "x").apply([of]).kept).toEqual([of]);
      expect(new IgnoreFile("dns/ptr/", "x").apply([of]).kept).toEqual([]);
    },
  );
});

describe("what is ignored", () => {
  test("is counted, each path once and in order", () => {
    const { ignored } = new IgnoreFile("dns/\ninstance\n", "x").apply([TAGGED, PTR, PTR]);
    expect(ignored).toEqual(["aws/Eip/eipalloc-1/instance", "dns/ptr/203.0.113.9"]);
  });

  test("what is there or not as a whole is ignored as a whole alone", () => {
    const removed: Difference = { ...PTR, change: "removed" };
    const added: Difference = { ...PTR, change: "added" };
    expect(new IgnoreFile("name\nforward\n", "x").apply([removed, added]).kept).toEqual([removed, added]);
    expect(new IgnoreFile("ptr", "x").apply([removed, added]).kept).toEqual([]);
  });

  test("what could not be seen is not ignored by what names one of its items", () => {
    const blind: Difference = {
      change: "unobserved",
      status: "undetermined",
      item: item("*", { type: "*" }),
      changes: [],
      unseen: true,
    };
    expect(new IgnoreFile("dns/ptr/203.0.113.9\ndns/ptr/\n", "x").apply([blind]).kept).toEqual([blind]);
    expect(new IgnoreFile("dns/", "x").apply([blind]).kept).toEqual([]);
  });

  test("a field that could not be read is ignored by its path", () => {
    const unread: Difference = {
      change: "unobserved",
      status: "undetermined",
      item: EIP,
      changes: [{ field: "tags", old: "a", new: { unknown: "refused" } }],
    };
    expect(new IgnoreFile("aws/Eip/*/tags", "x").apply([unread]).kept).toEqual([]);
  });
});

describe("a file that could take forever", () => {
  const read = (text: string) => new IgnoreFile(text, ".leaseholdignore");

  test("is refused with its line: too many wildcards in one part, or too many folders of any depth", () => {
    expect(() => read(`dns/\n${"*a".repeat(20)}`)).toThrow(IgnoreFileError);
    expect(() => read(`dns/\n${"*a".repeat(20)}`)).toThrow(".leaseholdignore, line 2: has 20 wildcards in one part");
    expect(() => read("a/**/b/**/c/**/d/**/e")).toThrow("line 1: has 4 times **");
    expect(() => read("aws/*/*/*/*/*/*")).not.toThrow();
    expect(() => read("aws/**/tags/**/x")).not.toThrow();
    expect(() => read(`# ${"*a".repeat(20)}`)).not.toThrow();
  });

  test("is refused with its line: too long", () => {
    expect(() => read("x".repeat(1001))).toThrow(".leaseholdignore, line 1: is longer than 1000 characters");
  });

  test("a name of any length is matched by its first 200 characters a part", () => {
    const long = changed(item(`${"a".repeat(100_000)}/${"b".repeat(100_000)}`), "name");
    expect(read("dns/ptr/*a*a*c").apply([long]).kept).toEqual([long]);
    expect(read(`dns/ptr/${"a".repeat(200)}`).apply([long]).kept).toEqual([]);
  });
});
