import { UNKNOWN } from "../../graph/resource";
import { messageOf, named, readFixture, state } from "./fixture";

const lines = (...events: object[]): string =>
  events.map((event, sequence) => JSON.stringify({ sequence, ...event })).join("\n");
const metadata = (op: string, name: string, now: object | null = state(name), old: object | null = null) => ({
  metadata: { op, urn: state(name).urn, type: state(name).type, old, new: now },
});
const summary = { summaryEvent: { result: "succeeded" } };

it("reads the engine's events: inputs, unknowns and what providers answered, without dependencies and places", () => {
  const { graph, format, config } = readFixture("changes-events.jsonl");
  expect([format, graph.project, graph.stack]).toEqual(["events", "changes", "dev"]);
  expect(config).toMatchObject({ "changes:second": "true" });
  expect(named(graph, "gateway")).toMatchObject({
    inputs: { allocationId: UNKNOWN, subnetId: "subnet-0a1b2c3d4e5f60718" },
    dependencies: [],
    propertyDependencies: {},
    location: undefined,
  });
  expect(named(graph, "token").inputs.value).toBe(UNKNOWN);
  expect(named(graph, "vpc").outputs.arn).toMatch(/^arn:/);
  expect(named(graph, "old").operation).toBe("delete");
});

it("takes the provider's answer over what the step announced, and drops answers that are not known", () => {
  const answered = state("a", { outputs: { publicIp: "203.0.113.9", arn: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } });
  const text = lines(
    { resourcePreEvent: metadata("create", "a") },
    { resOutputsEvent: metadata("create", "a", answered) },
    summary,
  );
  const { graph } = require("../../graph/recognise").readGraph(Buffer.from(text), "in.json");
  expect(named(graph, "a").outputs).toEqual({ publicIp: "203.0.113.9" });
});

it("refuses events that end before their summary, or are of a failed preview", () => {
  expect(messageOf(lines({ cancelEvent: {} }, { resourcePreEvent: metadata("create", "a") }))).toBe(
    "in.json: line 2: the events end before their summary: the file is cut off",
  );
  expect(messageOf(lines({}, { summaryEvent: { result: "failed" } }))).toBe(
    "in.json: line 2: the preview failed, so not every resource is in it; let it succeed (without --policy-pack, where a policy refused it), and check again",
  );
});

it.each([
  [{ resourcePreEvent: 1 }, "line 2: resourcePreEvent: is a number where an object belongs"],
  [{ resourcePreEvent: {} }, "line 2: resourcePreEvent.metadata: is missing where an object belongs"],
  [{ resourcePreEvent: { metadata: {} } }, "line 2: resourcePreEvent.metadata.op: is missing where text belongs"],
  [
    { resOutputsEvent: { metadata: { op: "same", urn: 1 } } },
    "line 2: resOutputsEvent.metadata.urn: is a number where text belongs",
  ],
  [{ resourcePreEvent: metadata("create", "a", null) }, "line 2.new: is null where an object belongs"],
  [{ summaryEvent: [] }, "line 2: summaryEvent: is a list where an object belongs"],
])("says on which line %j is wrong", (event, message) => {
  expect(messageOf(lines({}, event, summary))).toBe(`in.json: ${message}`);
});

it("says on which line something is no event", () => {
  expect(messageOf(`${lines({}, {})}\n[1]`)).toBe("in.json: line 3: is a list where an object belongs");
});
