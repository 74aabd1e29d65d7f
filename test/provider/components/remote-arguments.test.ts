import { output, unknown } from "@pulumi/pulumi";
import type { ComponentPackage, TypeSpec } from "../../../provider/components/component-package";
import { COMPONENT_SCHEMA } from "../../../provider/components/component-schema";
import { RemoteArguments } from "../../../provider/components/remote-arguments";
import { isOutput, type OutputParts } from "../../../provider/output-parts";

const URN = "urn:pulumi:dev::office::leasehold:index:EgressSegment::web";
const SEGMENT = { name: "the segment itself" };
const reader = new RemoteArguments(COMPONENT_SCHEMA, (urn) => (urn === URN ? SEGMENT : undefined));

const read = (component: string, inputs: Record<string, unknown>) =>
  reader.read(COMPONENT_SCHEMA.resources[`leasehold:index:${component}`]?.inputProperties ?? {}, inputs);

const known = async (value: unknown) => {
  if (!isOutput(value)) throw new Error("no output");
  return (value as OutputParts).promise();
};

test("plain values pass as they are", async () => {
  const lease = { id: "office-2026", prefix: "203.0.113.0/24", status: "active", routing: { origins: [64496] } };
  const segments = { web: { purpose: "web", ports: [443, { protocol: "udp", from: 53 }] } };
  expect(await read("LeasedBlock", { lease, segments })).toEqual({ lease, segments });
});

test("outputs whose value is known are read where a value has to be plain", async () => {
  const lease = { id: output("office-2026"), prefix: "203.0.113.0/24" };
  expect(await read("LeasedBlock", { lease: output(lease) })).toEqual({
    lease: { id: "office-2026", prefix: "203.0.113.0/24" },
  });
});

test.each([
  ["at the top", { lease: output(unknown) }, /^lease: known only once/],
  ["inside", { lease: { id: "office-2026", prefix: unknown } }, /^lease\.prefix: known only once/],
  [
    "in a list",
    { lease: {}, segments: { web: { prefixes: ["203.0.113.0/26", unknown] } } },
    /segments\.web\.prefixes\[1\]/,
  ],
])("a value that is unknown %s is refused by its path where it has to be plain", async (_, inputs, message) => {
  await expect(read("LeasedBlock", inputs)).rejects.toThrow(message);
});

test("what may be an output stays one, also inside a list that came as an output", async () => {
  const vpcId = output("vpc-1");
  const args = await read("EgressSegment", { lease: {}, purpose: "web", vpcId, subnets: output(["subnet-1"]) });
  expect(args.vpcId).toBe(vpcId);
  expect(await known((args.subnets as unknown[])[0])).toBe("subnet-1");
});

test("an unknown id among inputs stays unknown, and its list keeps its length", async () => {
  const args = await read("EgressSegment", { lease: {}, purpose: "web", subnets: ["subnet-1", unknown] });
  const [first, second] = args.subnets as unknown[];
  expect(first).toBe("subnet-1");
  expect(isOutput(second)).toBe(true);
});

test.each([
  ["its URN", URN],
  ["its URN as an output", output(URN)],
  ["what some hosts make of a resource", { urn: URN }],
])("a component is found by %s", async (_, segment) => {
  expect((await read("ReverseDns", { segment })).segment).toBe(SEGMENT);
});

test("a lease may be written out or be a component", async () => {
  expect((await read("EgressSegment", { lease: URN })).lease).toBe(SEGMENT);
  expect((await read("EgressSegment", { lease: { id: "office-2026" } })).lease).toEqual({ id: "office-2026" });
});

test.each([
  ["another deployment's URN", `${URN}-2`, /has the URN/],
  ["a name", "web", /no leasehold component is given/],
  ["an object without URN", { name: "web" }, /no leasehold component is given/],
])("a component named by %s is refused", async (_, segment, message) => {
  await expect(read("ReverseDns", { segment })).rejects.toThrow(message);
});

test("a misspelt argument is refused with those that there are", async () => {
  await expect(read("LeasedBlock", { leese: {} })).rejects.toThrow(
    /leese: no such argument; there are lease, segments/,
  );
});

/** Everything that a type refers to. */
function references(spec: TypeSpec): string[] {
  const inner = [...(spec.oneOf ?? []), spec.items, spec.additionalProperties].filter((part) => part !== undefined);
  return [...(spec.$ref === undefined ? [] : [spec.$ref]), ...inner.flatMap(references)];
}

test("every reference of the component schema leads somewhere, and what is required is there", () => {
  const { resources, types }: ComponentPackage = COMPONENT_SCHEMA;
  const shapes = [
    ...Object.values(resources).flatMap(({ inputProperties, properties }) => [inputProperties, properties]),
    ...Object.values(types).map(({ properties }) => properties),
  ];
  const there = new Set([
    ...Object.keys(resources).map((token) => `#/resources/${token}`),
    ...Object.keys(types).map((token) => `#/types/${token}`),
  ]);
  const missing = shapes
    .flatMap((shape) => Object.values(shape).flatMap(references))
    .filter((each) => !there.has(each));
  expect(missing).toEqual([]);
  for (const { inputProperties, requiredInputs, description } of Object.values(resources)) {
    expect(Object.keys(inputProperties)).toEqual(expect.arrayContaining([...requiredInputs]));
    expect(description).not.toBe("");
  }
});
