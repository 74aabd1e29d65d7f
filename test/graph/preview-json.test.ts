import { UNKNOWN } from "../../graph/resource";
import { create, fixtureBytes, messageOf, named, preview, readFixture, state } from "./fixture";

const operations = (fixture: string) =>
  Object.fromEntries(readFixture(fixture).graph.resources.map(({ name, operation }) => [name, operation]));

const CHANGES = {
  "changes-dev": "same",
  vpc: "same",
  existing: "read",
  address: "replace",
  gateway: "replace",
  partners: "update",
  token: "same",
  logs: "same",
  new: "create",
  old: "delete",
};

it.each(["changes-preview.golden.json", "changes-steps-preview.golden.json", "changes-events.jsonl"])(
  "says what becomes of each resource in %s",
  (fixture) => {
    expect(operations(fixture)).toEqual(CHANGES);
  },
);

describe("a preview of the real engine", () => {
  const { graph, config, format } = readFixture("changes-preview.golden.json");

  it("is of its project and stack, with the configuration", () => {
    expect([format, graph.project, graph.stack]).toEqual(["preview", "changes", "dev"]);
    expect(config).toEqual({ "aws:region": "eu-west-1", "changes:second": "true" });
  });

  it("gives inputs, unknowns, dependencies, places and protection as the program has them", () => {
    const gateway = named(graph, "gateway");
    expect(gateway.inputs).toEqual({ allocationId: UNKNOWN, subnetId: "subnet-0a1b2c3d4e5f60718" });
    expect(gateway.propertyDependencies.allocationId).toEqual([named(graph, "address").urn]);
    expect(gateway.dependencies).toEqual([named(graph, "address").urn, named(graph, "existing").urn]);
    expect(gateway.location).toEqual({ file: "index.js", line: 12, column: 1 });
    expect(gateway.parent).toBe(named(graph, "changes-dev").urn);
    expect([gateway.type, gateway.custom, gateway.remote]).toEqual(["aws:ec2/natGateway:NatGateway", true, false]);
    expect(named(graph, "changes-dev").custom).toBe(false);
  });

  it("keeps a secret out of view", () => {
    expect(named(graph, "token").inputs).toEqual({ type: "SecureString", value: UNKNOWN });
  });

  it("knows the id and the answers of what stays, and not of what is replaced or new", () => {
    expect(named(graph, "vpc").id).toMatch(/^vpc-/);
    expect(named(graph, "vpc").outputs.arn).toMatch(/^arn:/);
    expect(named(graph, "partners").id).toMatch(/^managedprefixlist-/);
    expect(named(graph, "address")).toMatchObject({ id: undefined, inputs: { address: "203.0.113.11" }, outputs: {} });
    expect(named(graph, "new").id).toBeUndefined();
  });

  it("keeps what is deleted at the end, as it was", () => {
    const old = named(graph, "old");
    expect(graph.resources.at(-1)).toBe(old);
    expect(old.inputs).toMatchObject({ description: "Removed by the second version" });
  });

  it("keeps the state before of all that changes, protection included", () => {
    const before = new Map(graph.previous?.map((resource) => [resource.name, resource]));
    expect([...before.keys()].sort()).toEqual(["address", "existing", "gateway", "logs", "old", "partners"]);
    expect(before.get("address")).toMatchObject({ operation: "replace", inputs: { address: "203.0.113.10" } });
    expect(before.get("partners")).toMatchObject({
      operation: "update",
      inputs: { entries: [{ cidr: "192.0.2.0/24" }] },
    });
    expect([before.get("logs")?.protect, named(graph, "logs").protect]).toEqual([true, false]);
  });
});

it("refuses a preview that leaves unchanged resources out, and says how to make a whole one", () => {
  expect(messageOf(fixtureBytes("changes-shortened-preview.golden.json"))).toBe(
    "in.json: steps: 2 unchanged resources are left out; preview with pulumi preview --json --show-sames",
  );
});

it("refuses a preview that failed, without a word of its diagnostics", () => {
  const failed = {
    steps: [create("a")],
    diagnostics: [{ severity: "info" }, { severity: "error", message: "hunter2" }],
  };
  expect(messageOf(JSON.stringify(failed))).toBe(
    "in.json: diagnostics[1]: the preview failed, so not every resource is in it; let it succeed (without --policy-pack, where a policy refused it), and check again",
  );
});

it.each([
  [{ op: 1 }, "steps[0].op: is a number where text belongs"],
  [{ op: "explode" }, "steps[0].op: is no step that this version of leasehold knows"],
  [[], "steps[0]: is a list where an object belongs"],
  [null, "steps[0]: is null where an object belongs"],
  [{ op: "create" }, "steps[0].newState: is missing where an object belongs"],
  [{ op: "delete" }, "steps[0].oldState: is missing, so what is deleted is not known"],
  [create("a", { urn: "x" }), "steps[0].newState.urn: is no URN: one starts with urn:pulumi:"],
  [create("a", { urn: `urn:pulumi:${"a".repeat(5000)}` }), "steps[0].newState.urn: is longer than 4096 characters"],
  [create("a", { type: "constructor" }), "steps[0].newState.type: is no type token such as aws:ec2/eip:Eip"],
  [create("a", { inputs: [] }), "steps[0].newState.inputs: is a list where an object belongs"],
  [create("a", { id: {} }), "steps[0].newState.id: is an object where text belongs"],
  [create("a", { parent: 3 }), "steps[0].newState.parent: is a number where text belongs"],
  [create("a", { dependencies: "x" }), "steps[0].newState.dependencies: is text where a list belongs"],
  [create("a", { dependencies: [true] }), "steps[0].newState.dependencies[0]: is a boolean where text belongs"],
  [
    create("a", { propertyDependencies: { b: 1 } }),
    'steps[0].newState.propertyDependencies["b"]: is a number where a list belongs',
  ],
])("says where %j is wrong", (step, message) => {
  expect(messageOf(preview(step))).toBe(`in.json: ${message}`);
});

it("refuses two resources of one URN", () => {
  expect(messageOf(preview(create("a"), create("b"), create("a")))).toBe(
    "in.json: steps[2]: urn:pulumi:dev::shop::aws:ec2/eip:Eip::a is there twice",
  );
});

it("refuses parents in a circle, and towers of them", () => {
  const child = (name: string, parent: string) => create(name, { parent: state(parent).urn });
  expect(messageOf(preview(child("a", "b"), child("b", "a")))).toMatch(/Eip::[ab] is its own parent, in a circle$/);
  expect(messageOf(preview(child("a", "a")))).toMatch(/in a circle$/);
  const tower = Array.from({ length: 502 }, (_, level) => child(`n${level}`, `n${level + 1}`));
  expect(messageOf(preview(...tower))).toMatch(/has more than 500 parents above one another$/);
});

it("puts parents before their children and keeps a parent that is out of view", () => {
  const text = preview(
    create("child", { parent: state("parent").urn }),
    create("parent", { parent: state("gone").urn }),
  );
  expect(messageOf(text)).toBe("");
});

it("takes null for an empty list, as Go writes one", () => {
  expect(messageOf('{"steps": null}')).toBe("");
  expect(
    messageOf(preview(create("a", { dependencies: null, propertyDependencies: { address: null }, inputs: null }))),
  ).toBe("");
});
