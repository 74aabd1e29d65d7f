import { parseInspected, RuleSourceError, rulesIn } from "../../../policies/own-rules/rule-metadata";

const METADATA = {
  scope: "package",
  title: "Nothing leaves in the clear",
  description: "Why it\nmatters.\n",
  related_resources: [{ ref: "https://www.rfc-editor.org/rfc/rfc7258" }],
  custom: {
    severity: "error",
    message: "It leaves.",
    undetermined: "Whether it leaves is not known yet",
    fix: "Stop it.",
  },
};

function inspected(annotations: object, options: { file?: string; path?: readonly string[] } = {}) {
  const path = ["data", "leasehold", "rules", "own", "no_plain_http", ...(options.path ?? [])];
  const location = { file: options.file ?? "rules/no-plain-http.rego", row: 1, col: 1 };
  return parseInspected(
    JSON.stringify({
      annotations: [{ annotations, location, path: path.map((value) => ({ type: "string", value })) }],
    }),
  );
}
const custom = (changes: object) => ({ ...METADATA, custom: { ...METADATA.custom, ...changes } });

test("metadata becomes a rule, with what nobody has to say filled in", () => {
  expect(rulesIn(inspected(METADATA))).toEqual([
    {
      file: "rules/no-plain-http.rego",
      rule: {
        name: "no-plain-http",
        part: "own",
        severity: "error",
        scope: "stack",
        title: "Nothing leaves in the clear",
        why: "Why it matters.",
        fix: "Stop it.",
        message: "It leaves.",
        undetermined: "Whether it leaves is not known yet",
        subject: [],
        references: [
          { url: "https://www.rfc-editor.org/rfc/rfc7258", title: "https://www.rfc-editor.org/rfc/rfc7258" },
        ],
      },
    },
  ]);
});

test.each([
  [true, "the rule says that it is never waived"],
  ["mail is never waived", "mail is never waived"],
])("non_waivable %j is a reason", (non_waivable, reason) => {
  expect(rulesIn(inspected(custom({ non_waivable })))[0]?.rule.nonWaivable).toBe(reason);
});

test("what is no package of a rule is left out", () => {
  expect(rulesIn(inspected(METADATA, { path: ["finding"] }))).toEqual([]);
  expect(rulesIn(inspected({ ...METADATA, scope: "rule" }))).toEqual([]);
});

test.each<[string, object, string]>([
  ["no title", { ...METADATA, title: undefined }, "METADATA title"],
  ["no severity", custom({ severity: undefined }), "METADATA custom.severity"],
  ["a severity that is none", custom({ severity: "fatal" }), "METADATA custom.severity"],
  ["a key that is mistyped", custom({ serverity: "error" }), "custom.serverity is unknown; did you mean severity?"],
  ["a link that is none", { ...METADATA, related_resources: [{ ref: "see the wiki" }] }, "related_resources.0.ref"],
])("%s is told with the file", (_, annotations, problem) => {
  expect(() => rulesIn(inspected(annotations))).toThrow(RuleSourceError);
  expect(() => rulesIn(inspected(annotations))).toThrow("rules/no-plain-http.rego: METADATA ");
  expect(() => rulesIn(inspected(annotations))).toThrow(problem);
});

test("file and package carry one name", () => {
  expect(() => rulesIn(inspected(METADATA, { file: "rules/other.rego" }))).toThrow("file and package carry one name");
});
