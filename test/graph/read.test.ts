import { readArray, readBoolean, readNumber, readObject, readString, readValue, unknownPaths } from "../../graph/read";
import { type Properties, UNKNOWN } from "../../graph/resource";

const inputs: Properties = {
  cidr: "192.0.2.0/24",
  port: "443",
  open: "true",
  none: null,
  list: ["a", UNKNOWN],
  hidden: UNKNOWN,
  nested: { deep: UNKNOWN, shown: 1, "a.b": { c: "dotted" } },
};

describe("a read of a property", () => {
  it("gives the value that the program set, also inside objects and arrays", () => {
    expect(readString(inputs, "cidr")).toEqual({ known: "192.0.2.0/24" });
    expect(readNumber(inputs, "nested.shown")).toEqual({ known: 1 });
    expect(readString(inputs, "list[0]")).toEqual({ known: "a" });
    expect(readString(inputs, 'nested["a.b"].c')).toEqual({ known: "dotted" });
  });

  it.each(["absent", "none", "nested.absent", "list[7]", "none.deeper", "toString"])(
    "says that %s is not set",
    (path) => {
      expect(readValue(inputs, path)).toBeUndefined();
    },
  );

  it.each([
    ["hidden", "hidden"],
    ["hidden.below[2]", "hidden"],
    ["nested.deep", "nested.deep"],
    ["list[1]", "list[1]"],
  ])("names where %s is unknown", (path, where) => {
    expect(readString(inputs, path)).toEqual({ unknown: [where] });
  });

  it("reads numbers and booleans written as text, as providers do", () => {
    expect(readNumber(inputs, "port")).toEqual({ known: 443 });
    expect(readBoolean(inputs, "open")).toEqual({ known: true });
    expect(readString(inputs, "nested.shown")).toEqual({ known: "1" });
  });

  it("is undetermined, never absent, where the shape is not the expected one", () => {
    expect(readNumber(inputs, "cidr")).toEqual({ unknown: ["cidr"] });
    expect(readNumber({ n: Number.NaN }, "n")).toEqual({ unknown: ["n"] });
    expect(readArray(inputs, "cidr")).toEqual({ unknown: ["cidr"] });
    expect(readObject(inputs, "list")).toEqual({ unknown: ["list"] });
    expect(readString(inputs, "list.name")).toEqual({ unknown: ["list"] });
    expect(readString(inputs, "cidr.name")).toEqual({ unknown: ["cidr"] });
  });

  it("keeps the unknown elements of an array", () => {
    expect(readArray(inputs, "list")).toEqual({ known: ["a", UNKNOWN] });
  });
});

it("lists every unknown inside a value as a path that can be read back", () => {
  const value: Properties = { a: [UNKNOWN, { b: UNKNOWN }], "c.d": UNKNOWN, fine: 1 };
  const paths = unknownPaths(value);
  expect(paths).toEqual(["a[0]", "a[1].b", '["c.d"]']);
  for (const path of paths) expect(readValue(value, path)).toEqual({ unknown: [path] });
  expect(unknownPaths(UNKNOWN, "tags")).toEqual(["tags"]);
});
