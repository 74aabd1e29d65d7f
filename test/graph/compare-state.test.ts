import fc from "fast-check";
import { compareWithState } from "../../graph/compare-state";
import { type Properties, type Resource, UNKNOWN } from "../../graph/resource";
import { readStackExport } from "../../graph/stack-export";
import { graphOf, resource } from "../policies/resource-maker";
import { fixtureBytes, named, readFixture } from "./fixture";

const EIP = "aws:ec2/eip:Eip";
const compare = (program: Resource[], state: Resource[]) =>
  compareWithState(graphOf(...program), graphOf(...state), "s.json");
const operation = (now: Properties, before: Properties, changes: Partial<Resource> = {}) =>
  compare([resource(EIP, "a", now, changes)], [resource(EIP, "a", before)]).resources[0]?.operation;

it("tells create, same and delete apart, and keeps what is deleted, children before parents", () => {
  const parent = resource("shop:index:Site", "site");
  const child = resource(EIP, "old", {}, { parent: parent.urn });
  const { resources, previous } = compare(
    [resource(EIP, "new"), resource(EIP, "kept")],
    [parent, child, resource(EIP, "kept")],
  );
  expect(resources.map(({ name, operation }) => [name, operation])).toEqual([
    ["new", "create"],
    ["kept", "same"],
    ["old", "delete"],
    ["site", "delete"],
  ]);
  expect(previous?.map(({ name, operation }) => [name, operation])).toEqual([
    ["old", "delete"],
    ["site", "delete"],
  ]);
});

it.each<[string, Properties, Properties, Resource["operation"]]>([
  ["another value", { address: "203.0.113.1" }, { address: "203.0.113.2" }, "update"],
  ["a value less", {}, { address: "203.0.113.2" }, "update"],
  ["a value more", { address: "203.0.113.2" }, {}, "update"],
  ["a longer list", { tags: ["a", "b"] }, { tags: ["a"] }, "update"],
  ["a value inside", { tags: { a: [{ b: 1 }] } }, { tags: { a: [{ b: 2 }] } }, "update"],
  ["a list in place of an object", { tags: [] }, { tags: {} }, "update"],
  ["the same inside", { tags: { a: [{ b: 1 }] } }, { tags: { a: [{ b: 1 }] } }, "same"],
  ["null where nothing is", { tags: null }, {}, "same"],
  ["a number as text", { port: 443 }, { port: "443" }, "same"],
  ["an unknown from nowhere", { address: UNKNOWN }, { address: "203.0.113.2" }, undefined],
  ["a secret that is encrypted", { address: "203.0.113.2" }, { address: UNKNOWN }, undefined],
  ["a secret beside another value", { address: "203.0.113.2", tags: "a" }, { address: UNKNOWN, tags: "b" }, "update"],
  ["a secret that is gone", {}, { address: UNKNOWN }, "update"],
])("compares %s", (_, now, before, expected) => {
  expect(operation(now, before)).toBe(expected);
});

describe("an unknown that comes from another resource", () => {
  const source = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  const user = (before: Properties, state: Resource[]) => {
    const inputs: Properties = { vpcId: UNKNOWN };
    const program = [resource(EIP, "a", inputs, { propertyDependencies: { vpcId: [source.urn] } }), source];
    return compare(program, [resource(EIP, "a", before), ...state]).resources[0]?.operation;
  };

  it("is the same where that stays, even when it is registered later", () => {
    expect(user({ vpcId: "vpc-1" }, [source])).toBe("same");
  });

  it("is another where that is new", () => {
    expect(user({ vpcId: "vpc-1" }, [])).toBe("update");
  });

  it("is not known where that changes, or where the state has no such value", () => {
    expect(user({ vpcId: "vpc-1" }, [{ ...source, inputs: {} }])).toBeUndefined();
    expect(user({}, [source])).toBeUndefined();
  });
});

it("follows long chains and circles of references without recursion", () => {
  const chain = (count: number, last: string): Resource[] =>
    Array.from({ length: count }, (_, at) => {
      const from = at + 1 < count ? `n${at + 1}` : last;
      return resource(
        EIP,
        `n${at}`,
        { address: UNKNOWN },
        { propertyDependencies: { address: [resource(EIP, from).urn] } },
      );
    });
  const deployed = Array.from({ length: 20_000 }, (_, at) => resource(EIP, `n${at}`, { address: "203.0.113.1" }));
  const straight = compare(chain(20_000, "gone"), deployed);
  expect(straight.resources[0]?.operation).toBeUndefined();
  expect(compare(chain(3, "n0"), deployed.slice(0, 3)).resources.map(({ operation }) => operation)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it("finds any graph the same as itself where everything is known", () => {
  const values = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false })) as fc.Arbitrary<Properties>;
  fc.assert(fc.property(values, (inputs) => expect(operation(inputs, structuredClone(inputs))).toBe("same")));
});

it("keeps ids and answers of what is there, and the protection it had", () => {
  const before = resource(EIP, "a", {}, { id: "eipalloc-1", outputs: { publicIp: "203.0.113.1" }, protect: true });
  const { resources, previous } = compare([resource(EIP, "a")], [before]);
  expect(resources[0]).toMatchObject({ operation: "same", id: "eipalloc-1", outputs: { publicIp: "203.0.113.1" } });
  expect(previous).toEqual([{ ...before, operation: "same" }]);
});

it("leaves what is read as read, and the engine's own providers alone", () => {
  const provider = { ...resource("pulumi:providers:aws", "default_7_48_0") };
  const read = resource(EIP, "a", {}, { operation: "read" });
  expect(compare([read], [provider, resource(EIP, "a")]).resources.map(({ operation }) => operation)).toEqual(["read"]);
});

it("refuses the state of another stack", () => {
  const state = { ...graphOf(resource(EIP, "a")), stack: "prod" };
  expect(() => compareWithState(graphOf(), state, "s.json")).toThrow(
    "s.json: is of stack prod of project shop, the preview of stack dev of project shop",
  );
});

it("gives, for the second version of a program, the operations of the engine's own preview", () => {
  const engine = readFixture("changes-preview.golden.json").graph;
  const program = {
    ...engine,
    previous: undefined,
    resources: engine.resources.filter((one) => one.operation !== "delete"),
  };
  const state = readStackExport(fixtureBytes("changes-state.golden.json"), "s.json", true);
  const compared = compareWithState(program, state, "s.json");
  const decided = compared.resources.filter(({ operation }) => operation !== undefined);
  // The value of `token` is a secret on both sides, and the gateway's address comes from one that is replaced.
  expect(compared.resources.filter((one) => !decided.includes(one)).map(({ name }) => name)).toEqual([
    "token",
    "gateway",
  ]);
  for (const { name, operation } of decided) {
    const real = named(engine, name).operation;
    expect([name, operation]).toEqual([name, real === "replace" ? "update" : real]);
  }
});
