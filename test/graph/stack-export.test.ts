import { UNKNOWN } from "../../graph/resource";
import { readStackExport } from "../../graph/stack-export";
import { fixtureBytes, messageOf, named, readFixture, state } from "./fixture";

const exported = (...resources: unknown[]): string => JSON.stringify({ version: 3, deployment: { resources } });

describe("the state of the real engine", () => {
  const { graph, format, config } = readFixture("changes-state.golden.json");

  it("gives what is deployed, with ids, answers and places, and no operation", () => {
    expect([format, graph.project, graph.stack, config]).toEqual(["state", "changes", "dev", {}]);
    const address = named(graph, "address");
    expect(address.id).toMatch(/^eip-/);
    expect(address.outputs.arn).toMatch(/^arn:/);
    expect(address.location).toEqual({ file: "index.js", line: 11, column: 17 });
    expect(graph.resources.every(({ operation }) => operation === undefined)).toBe(true);
    expect(graph.previous).toBeUndefined();
  });

  it("leaves an encrypted secret unknown", () => {
    expect(named(graph, "token").inputs).toEqual({ type: "SecureString", value: UNKNOWN });
  });
});

it("reads secrets of an export with --show-secrets, so that what they refer to is found", () => {
  const { graph } = readFixture("changes-plain-state.golden.json");
  expect(named(graph, "token").inputs.value).toBe("leased from 203.0.113.0/24");
});

it("counts what waits for its deletion as deleted, beside what replaced it", () => {
  const old = state("a", { delete: true, inputs: { address: "203.0.113.8" } });
  const { resources } = readStackExport(
    Buffer.from(exported(state("a"), old, state("b", { delete: true }))),
    "in.json",
  );
  expect(resources.map(({ name, operation, inputs }) => [name, operation, inputs.address])).toEqual([
    ["a", undefined, "203.0.113.9"],
    ["b", "delete", "203.0.113.9"],
  ]);
});

it("takes what was only read by its answers, as it has no inputs", () => {
  const read = state("a", { external: true, inputs: undefined, outputs: { address: "203.0.113.9", arn: "arn:aws:x" } });
  const [resource] = readStackExport(Buffer.from(exported(read)), "in.json").resources;
  expect(resource).toMatchObject({ inputs: { address: "203.0.113.9", arn: "arn:aws:x" }, outputs: {} });
});

it("reads the file of a backend on disk, and a stack that was never deployed", () => {
  const latest = { resources: [state("a")] };
  expect(messageOf(JSON.stringify({ version: 3, checkpoint: { stack: "organization/shop/dev", latest } }))).toBe("");
  expect(messageOf(JSON.stringify({ version: 3, checkpoint: { latest: null } }))).toBe("");
  expect(messageOf('{"version": 3, "deployment": {"manifest": {}}}')).toBe("");
});

it.each([
  ['{"version": 5, "deployment": {}}', "version: is none that this version of leasehold knows; it reads 3 and 4"],
  ['{"version": 3, "deployment": []}', "deployment: is a list where an object belongs"],
  ['{"version": 3, "deployment": {"resources": {}}}', "deployment.resources: is an object where a list belongs"],
  ['{"version": 3, "checkpoint": {"latest": 1}}', "checkpoint.latest: is a number where an object belongs"],
  [exported(state("a"), { ...state("b"), type: 1 }), "deployment.resources[1].type: is a number where text belongs"],
  [
    exported(state("a"), state("a")),
    "deployment.resources[1]: urn:pulumi:dev::shop::aws:ec2/eip:Eip::a is there twice",
  ],
])("refuses %s", (text, message) => {
  expect(messageOf(text)).toBe(`in.json: ${message}`);
});

it("refuses to compare with what is no stack export", () => {
  const read = () => readStackExport(fixtureBytes("changes-preview.golden.json"), "p.json");
  expect(read).toThrow("p.json: is no stack export; make it with pulumi stack export --file FILE");
  expect(() => readStackExport(fixtureBytes("changes-events.jsonl"), "p.json")).toThrow("is no stack export");
});
