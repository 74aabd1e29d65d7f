// Derives what Pulumi's package schema says of the components from their TypeScript arguments and docstrings, so that
// there is one source of both. `node scripts/component-schema.mjs` writes provider/components/component-schema.ts; `--check` writes
// nothing and exits 1 where it is not current.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "provider", "components", "component-schema.ts");
const COMPONENTS = [
  "LeasedBlock",
  "EgressSegment",
  "EgressPool",
  "NatEgress",
  "EgressFirewall",
  "ReverseDns",
  "Telemetry",
  "PrivilegedAccess",
];
/** A component as an argument: the resource, or its URN as text. */
const HOLDERS = { LeaseHolder: ["LeasedBlock", "EgressSegment"] };
/** What only a program in the components' own language can give. */
const WITHOUT = new Set(["Register"]);

const program = ts.createProgram([join(root, "components", "index.ts")], {
  ...ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config.compilerOptions,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  lib: undefined,
  noEmit: true,
});
const checker = program.getTypeChecker();
const types = {};

/** The schema of all components: `{resources, types}`. */
export function componentSchema() {
  const index = program.getSourceFile(join(root, "components", "index.ts"));
  const exported = new Map(
    checker.getExportsOfModule(checker.getSymbolAtLocation(index)).map((symbol) => [symbol.name, resolve(symbol)]),
  );
  types["leasehold:index:Lease"] = undefined; // first, for people who read
  Object.assign(types, leaseTypes());
  const resources = {};
  for (const name of COMPONENTS) resources[`leasehold:index:${name}`] = component(name, exported);
  return { resources, types };
}

function component(name, exported) {
  const declaration = exported.get(name).declarations.find(ts.isClassDeclaration);
  const made = declaration.members.find(ts.isConstructorDeclaration);
  const args = members(checker.getTypeAtLocation(made.parameters[1]), `${name}Args`);
  const outputs = outputsOf(declaration);
  return {
    isComponent: true,
    description: textOf(exported.get(name)),
    inputProperties: args.properties,
    requiredInputs: args.required,
    ...outputs,
  };
}

/** Public fields of a component that say something outside its program: plain data, outputs, and components by name. */
function outputsOf(declaration) {
  const properties = {};
  const required = [];
  for (const member of declaration.members) {
    if (!ts.isPropertyDeclaration(member) || member.type === undefined || !isPublic(member)) continue;
    const name = member.name.getText();
    const node = withoutUndefined(member.type);
    const spec = HIDDEN.has(name) ? undefined : outputSpec(node, name);
    if (spec === undefined) continue;
    properties[name] = { ...spec, description: textOf(checker.getSymbolAtLocation(member.name)) };
    if (node === member.type) required.push(name);
  }
  return { properties, required };
}

/** Fields that hold objects of the program, or only repeat an argument. */
const HIDDEN = new Set([
  "resourceName",
  "lease",
  "segment",
  "pool",
  "claims",
  "tags",
  "region",
  "subnets",
  "vpcId",
  "subnetsByZone",
]);

function outputSpec(node, name) {
  const [element] =
    ts.isTypeReferenceNode(node) && node.typeName.getText() === "ReadonlyMap" ? [node.typeArguments[1]] : [];
  if (element === undefined) return stripPlain(specOf(node, name));
  const holder = COMPONENTS.includes(element.getText()) && { $ref: `#/resources/leasehold:index:${element.getText()}` };
  const spec = holder || stripPlain(specOf(element, name));
  return spec && { type: "object", additionalProperties: spec };
}

function members(type, owner) {
  const properties = {};
  const required = [];
  for (const symbol of type.getProperties()) {
    const declaration = symbol.declarations[0];
    const spec = specOf(declaration.type, pascal(owner.replace(/Args$/, ""), symbol.name));
    if (spec === undefined) continue;
    const said = textOf(symbol);
    properties[symbol.name] = said === "" ? spec : { ...spec, description: said };
    if ((symbol.flags & ts.SymbolFlags.Optional) === 0) required.push(symbol.name);
  }
  return { properties, required };
}

/** A type as the program writes it; undefined where it cannot be said in a schema. What is no Input has to be plain. */
function specOf(node, hint) {
  if (ts.isParenthesizedTypeNode(node)) return specOf(node.type, hint);
  if (ts.isTypeOperatorNode(node)) return specOf(node.type, hint);
  if (ts.isArrayTypeNode(node)) return container("array", "items", node.elementType, hint);
  if (ts.isUnionTypeNode(node)) return union(node, hint);
  if (ts.isLiteralTypeNode(node)) return literal(node);
  if (ts.isTypeReferenceNode(node)) return reference(node, hint);
  if (ts.isTypeLiteralNode(node)) return named(checker.getTypeFromTypeNode(node), hint, "");
  if (ts.isIndexedAccessTypeNode(node)) return indexed(node, hint);
  const keyword = {
    [ts.SyntaxKind.StringKeyword]: "string",
    [ts.SyntaxKind.NumberKeyword]: "number",
    [ts.SyntaxKind.BooleanKeyword]: "boolean",
  };
  return keyword[node.kind] && { type: keyword[node.kind], plain: true };
}

function container(type, key, element, hint) {
  const spec = specOf(element, hint);
  return spec && { type, [key]: spec, plain: true };
}

function union(node, hint) {
  const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
  const specs = dedupe(
    parts
      .map((part) => specOf(part, hint))
      .filter((spec) => spec !== undefined)
      .flatMap(oneOf),
  );
  if (specs.length === 0) return undefined;
  return specs.length === 1 ? specs[0] : { oneOf: specs, plain: true };
}

const oneOf = (spec) => spec.oneOf ?? [spec];

function literal({ literal: value }) {
  if (ts.isStringLiteral(value)) return { type: "string", plain: true };
  return { type: ts.isNumericLiteral(value) ? "number" : "boolean", plain: true };
}

function reference(node, hint) {
  const name = node.typeName.getText();
  const [first, second] = node.typeArguments ?? [];
  if (name === "Input" || name === "Output") return stripOuterPlain(specOf(first, hint));
  if (name === "Readonly") return specOf(first, hint);
  if (name === "Record") return container("object", "additionalProperties", second, hint);
  if (name === "LeaseInput") return { $ref: "#/types/leasehold:index:Lease", plain: true };
  const holders = COMPONENTS.includes(name) ? [name] : HOLDERS[name];
  if (holders !== undefined) return componentReference(holders);
  const symbol = resolve(checker.getSymbolAtLocation(node.typeName));
  const declaration = symbol.declarations[0];
  if (WITHOUT.has(name) || declaration.getSourceFile().fileName.includes("node_modules")) return undefined;
  if (ts.isTypeAliasDeclaration(declaration)) return specOf(declaration.type, name);
  if (ts.isInterfaceDeclaration(declaration))
    return named(checker.getTypeAtLocation(declaration), name, textOf(symbol));
  return undefined;
}

function componentReference(names) {
  const references = names.map((name) => ({ $ref: `#/resources/leasehold:index:${name}` }));
  return { oneOf: [...references, { type: "string" }], plain: true };
}

/** `Ports["protocol"]`: the type of that property. */
function indexed(node, hint) {
  const property = checker.getTypeFromTypeNode(node.objectType).getProperty(node.indexType.literal.text);
  return specOf(withoutUndefined(property.declarations[0].type), hint);
}

function named(type, name, description) {
  const token = `leasehold:index:${name}`;
  if (!(token in types)) {
    types[token] = {};
    Object.assign(types[token], { type: "object", ...(description && { description }), ...members(type, name) });
  }
  return { $ref: `#/types/${token}`, plain: true };
}

/** The lease's types, from the published JSON Schema of the register. */
function leaseTypes() {
  const register = JSON.parse(readFileSync(join(root, "schemas", "register.schema.json"), "utf8"));
  const made = {};
  fromJsonSchema(register.properties.leases.items, "Lease", made);
  return made;
}

function fromJsonSchema(schema, name, made) {
  if (schema.type === "array") return { type: "array", items: fromJsonSchema(schema.items, name, made), plain: true };
  if (schema.type !== "object") {
    const known = schema.enum ? { description: `One of ${schema.enum.join(", ")}` } : {};
    return { type: schema.type, plain: true, ...known };
  }
  if (schema.properties === undefined)
    return {
      type: "object",
      additionalProperties: fromJsonSchema(schema.additionalProperties, name, made),
      plain: true,
    };
  const token = `leasehold:index:${name}`;
  made[token] = { type: "object", properties: {}, required: schema.required ?? [] };
  for (const [key, value] of Object.entries(schema.properties))
    made[token].properties[key] = fromJsonSchema(value, pascal(name, key), made);
  return { $ref: `#/types/${token}`, plain: true };
}

function resolve(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function withoutUndefined(node) {
  if (!ts.isUnionTypeNode(node)) return node;
  const rest = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
  return rest.length === 1 ? rest[0] : node;
}

/** Docstring and default, as one text. */
function textOf(symbol) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === "default");
  const defaults = tags.map(({ text: parts }) => `Default: ${ts.displayPartsToString(parts)}.`);
  return [text.replaceAll(/\{@link ([^}]*)\}/g, "$1"), ...defaults].filter((part) => part !== "").join("\n");
}

function isPublic(member) {
  const flags = ts.getCombinedModifierFlags(member);
  return (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static)) === 0;
}

function stripOuterPlain(spec) {
  if (spec === undefined) return undefined;
  const { plain: _, ...rest } = spec;
  return rest;
}

function stripPlain(spec) {
  if (spec === undefined || typeof spec !== "object") return spec;
  if (Array.isArray(spec)) return spec.map(stripPlain);
  return Object.fromEntries(
    Object.entries(spec)
      .filter(([key]) => key !== "plain")
      .map(([key, value]) => [key, stripPlain(value)]),
  );
}

function dedupe(specs) {
  return [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
}

const pascal = (owner, name) => owner + name[0].toUpperCase() + name.slice(1);

/** The generated file, formatted as the repository is. */
export function componentSchemaSource() {
  const { resources, types: shapes } = componentSchema();
  const source = `// Written by scripts/component-schema.mjs from the components' arguments: change those, and run it again.
import type { ComponentPackage } from "./component-package";

/** What the package schema says of the components, which programs of other languages make as remote components. */
export const COMPONENT_SCHEMA: ComponentPackage = ${JSON.stringify({ resources, types: shapes })};
`;
  const biome = join(root, "node_modules", ".bin", "biome");
  return execFileSync(biome, ["format", "--stdin-file-path", target], { cwd: root, input: source, encoding: "utf8" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = componentSchemaSource();
  if (readFileSync(target, { encoding: "utf8", flag: "a+" }) === source) process.exit(0);
  if (process.argv.includes("--check")) {
    console.error(
      "provider/components/component-schema.ts is not what the components give; run: node scripts/component-schema.mjs",
    );
    process.exit(1);
  }
  writeFileSync(target, source);
  console.log("wrote provider/components/component-schema.ts");
}
