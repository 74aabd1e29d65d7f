import * as fs from "node:fs";
import * as path from "node:path";
import { renderJson } from "../../reports/json";
import { plainText } from "../../reports/plain-text";
import { inProgramOrder } from "../../reports/program-order";
import { reportJsonSchema, reportSchema } from "../../reports/report";
import { summarise } from "../../reports/summarise";
import { finding, resource, sample } from "./sample";

it("renders JSON that is what its schema says", () => {
  const text = renderJson(sample);
  expect(text.endsWith("}\n")).toBe(true);
  expect(reportSchema.parse(JSON.parse(text))).toEqual(sample);
});

it("publishes the schema that the code has", () => {
  const published = JSON.parse(fs.readFileSync(path.join(__dirname, "../../schemas/findings.schema.json"), "utf8"));
  expect(published).toEqual(JSON.parse(JSON.stringify(reportJsonSchema())));
});

it("refuses a report with a status that is none of the three", () => {
  const wrong = { ...sample, findings: [{ ...finding({}), status: "clean" }] };
  expect(reportSchema.safeParse(wrong).success).toBe(false);
});

it("counts each finding once, undetermined and waived apart from violations", () => {
  expect(sample.summary).toEqual({ resources: 5, errors: 1, warnings: 1, undetermined: 1, waived: 1 });
  expect(summarise([finding({ severity: "warning", status: "undetermined" })], null)).toEqual({
    resources: null,
    errors: 0,
    warnings: 0,
    undetermined: 1,
    waived: 0,
  });
});

it("orders resources as the program reads, whatever the order they were registered in", () => {
  const at = (line: number) => ({ file: "index.ts", line, column: 1 });
  const parent = resource("b", { location: at(2) });
  const child = resource("c", { parent: parent.urn, location: at(9) });
  const first = resource("a-2", { location: at(1) });
  const sibling = resource("a-10", { location: at(1) });
  const nowhere = resource("0", { location: null });
  const expected = ["a-2", "a-10", "b", "c", "0"];
  expect(inProgramOrder([nowhere, child, sibling, parent, first]).map(({ name }) => name)).toEqual(expected);
  expect(inProgramOrder([first, parent, child, nowhere, sibling]).map(({ name }) => name)).toEqual(expected);
});

it.each([
  ["\u001b[31mred\u0007", "\\u001b[31mred\\u0007"],
  ["two\nlines\r", "two\\u000alines\\u000d"],
  ["\u009b1m", "\\u009b1m"],
  ["a\u202eb\u2066c", "a\\u202eb\\u2066c"],
  ["Zürich 東京 ✓", "Zürich 東京 ✓"],
])("writes out what a terminal would obey: %j", (text, expected) => {
  expect(plainText(text)).toBe(expected);
});
