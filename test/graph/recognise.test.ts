import { create, messageOf, readFixture } from "./fixture";

it.each([
  ["changes-preview.golden.json", "preview"],
  ["changes-events.jsonl", "events"],
  ["changes-state.golden.json", "state"],
  ["quickstart-state.golden.json", "state"],
])("recognises %s by its content", (fixture, format) => {
  expect(readFixture(fixture).format).toBe(format);
});

it("takes one event alone for a stream, which is cut off", () => {
  expect(messageOf('{"sequence": 0, "cancelEvent": {}}')).toMatch(/the events end before their summary/);
});

it.each([
  ["[]", "holds a list"],
  ["{}", "is none of the files that can be judged"],
  ['{"resourcePlans": {}}', "is an update plan"],
  ['{"terraform_version": "1.9.0"}', "is Terraform's"],
])("says what %s is not, and what to give", (text, problem) => {
  expect(messageOf(text)).toBe(
    `in.json: ${problem}; give the output of pulumi preview --json --show-sames, the engine's streamed events, or pulumi stack export`,
  );
});

it("refuses a list of previews", () => {
  expect(messageOf(JSON.stringify([{ steps: [create("a")] }]))).toMatch(/holds a list/);
});
