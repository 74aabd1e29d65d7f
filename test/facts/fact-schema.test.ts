import { readFileSync } from "node:fs";
import { join } from "node:path";
import { factSchema, factsJsonSchema, factsSchema } from "../../facts/fact/schema";
import * as make from "../policies/fact-makers";

const one = [
  ...make.cleanFacts(),
  make.opaque("remote"),
  make.permission(),
  make.approval(),
  make.revocation(),
  make.addition(),
  make.release(),
];

test("the published JSON Schema is the one that the code gives (npm run schemas:build writes it)", () => {
  const published = readFileSync(join(__dirname, "../../schemas/facts.schema.json"), "utf8");
  expect(JSON.parse(published)).toEqual(factsJsonSchema());
});

test.each(one.map((fact) => [fact.kind, fact] as const))("a fact of the kind %s is one by its schema", (_, fact) => {
  expect(factSchema.parse(fact)).toEqual(fact);
});

test("the schema has these kinds of facts, each with its own definition", () => {
  const kinds = factSchema.options.map((option) => option.shape.kind.value).sort();
  expect(kinds).toEqual(one.map(({ kind }) => kind).sort());
  expect(Object.keys(factsJsonSchema().$defs as object).sort()).toEqual(kinds);
});

test("what is unknown stays visible: without the field, a fact is none", () => {
  const { unknown, ...rest } = make.withUnknown(make.segment({ purpose: null }), "purpose");
  expect(factSchema.parse({ ...rest, unknown }).unknown).toEqual({ purpose: [expect.stringContaining("#purpose")] });
  expect(factSchema.safeParse(rest).success).toBe(false);
});

test.each([
  ["a field that the contract does not have", { ...make.subnet(), colour: "red" }],
  ["a field less", { ...make.subnet(), via: undefined }],
  ["another kind", { ...make.subnet(), kind: "sub-net" }],
  ["another type", { ...make.roa(), asn: "64500" }],
])("with %s a fact is refused", (_, fact) => {
  expect(factSchema.safeParse(fact).success).toBe(false);
});

test("another version is refused", () => {
  expect(factsSchema.safeParse({ version: 1, facts: [], problems: [] }).success).toBe(true);
  expect(factsSchema.safeParse({ version: 2, facts: [], problems: [] }).success).toBe(false);
});
