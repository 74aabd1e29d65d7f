import fc from "fast-check";
import { JSON_LIMITS, type JsonLimits, readJson } from "../../graph/bounded-json";
import { InputError } from "../../graph/input-error";

const values = (text: string | Buffer, limits?: JsonLimits): unknown[] => {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
  return Array.from(readJson(bytes, "in.json", limits).each(), ({ value }) => value);
};
const refusal = (text: string | Buffer, limits?: JsonLimits): string => {
  try {
    values(text, limits);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "";
};

it("gives one document, or each of several with the line it starts on", () => {
  expect(values(' {"a": ["}", "\\"]"]} \n')).toEqual([{ a: ["}", '"]'] }]);
  const stream = readJson(Buffer.from('{"a":1}\n\n{"b":\n2}\n{"c":3}'), "in.json");
  expect(stream.count).toBe(3);
  expect([...stream.each()]).toEqual([
    { value: { a: 1 }, line: 1 },
    { value: { b: 2 }, line: 3 },
    { value: { c: 3 }, line: 5 },
  ]);
});

it("gives what JSON.parse gives, for any objects one after the other", () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }), (objects) => {
      const text = objects.map((object) => JSON.stringify(object)).join("\n");
      expect(values(text)).toEqual(objects.map((object) => JSON.parse(JSON.stringify(object))));
    }),
  );
});

it("keeps a key named __proto__ as a key, and changes no prototype", () => {
  const [value] = values('{"__proto__": {"polluted": true}}') as [object];
  expect(Object.keys(value)).toEqual(["__proto__"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

it.each([
  ["", "in.json: is empty"],
  [" \n\t", "in.json: is empty"],
  ['{"steps": [{"op": "cre', "in.json: line 1, column 23: the file is cut off: it ends inside a value"],
  ['{\n"steps": [1,\n  é]}', "in.json: line 3, column 3: this is no JSON"],
  ['{"a": "\u0000"}', "in.json: line 1, column 8: this is no JSON"],
  ['{"a": 1}\n{"a" 1}', "in.json: line 2, column 6: this is no JSON"],
  ["[1}", "in.json: line 1, column 3: this is no JSON"],
  ["true", "in.json: line 1, column 1: this is no JSON; what Pulumi says on stderr does not belong here"],
  ["warning: x\n{}", "in.json: line 1, column 1: this is no JSON; what Pulumi says on stderr does not belong here"],
  ["{}}", "in.json: line 1, column 3: this is no JSON; what Pulumi says on stderr does not belong here"],
])("refuses %j and says where", (text, message) => {
  expect(refusal(text)).toBe(message);
});

it("never quotes the text it refuses", () => {
  expect(refusal('{"password": hunter2}')).toBe("in.json: line 1, column 14: this is no JSON");
});

it("takes a byte order mark, and refuses other encodings with the remedy", () => {
  expect(values(Buffer.from("\ufeff{}"))).toEqual([{}]);
  const wide = /UTF-16; save it as UTF-8/;
  expect(refusal(Buffer.from("\ufeff{}", "utf16le"))).toMatch(wide);
  expect(refusal(Buffer.from("{}", "utf16le"))).toMatch(wide);
  expect(refusal(Buffer.from("\ufeff{}", "utf16le").swap16())).toMatch(wide);
  expect(refusal(Buffer.from([0x7b, 0x0a, 0x22, 0xff, 0x22, 0x7d]))).toBe(
    "in.json: line 2: is not UTF-8 text; save it as UTF-8",
  );
});

it("takes exactly as much as the limits say", () => {
  const limits: JsonLimits = { bytes: 100, depth: 3, values: 6 };
  expect(refusal("[[[]]]", limits)).toBe("");
  expect(refusal("[\n[[[]]]]", limits)).toBe("in.json: line 2, column 3: values nest more than 3 deep");
  expect(refusal("[1,2,3,4,5,6]", limits)).toBe("");
  expect(refusal("[1,2,3,4,5,6,7]", limits)).toBe("in.json: line 1, column 13: the file holds more than 6 values");
  expect(refusal(`["${"a".repeat(96)}"]`, limits)).toBe("");
  expect(refusal(`["${"a".repeat(97)}"]`, { ...limits, bytes: 100 })).toMatch(/most that is read/);
});

it("refuses 100 MB of nesting where it gets too deep, closed or not", () => {
  const open = Buffer.alloc(100_000_000, "[");
  expect(refusal(open)).toBe(`in.json: line 1, column 129: values nest more than ${JSON_LIMITS.depth} deep`);
  expect(refusal(Buffer.alloc(100_000_000, '{"a":'))).toMatch(/nest more than/);
});
