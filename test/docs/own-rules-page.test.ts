import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { factSchema } from "../../facts/fact/schema";
import { TESTED_OPA } from "../../policies/own-rules/opa";

const DOCS = resolve(__dirname, "../../docs");
const page = readFileSync(join(DOCS, "own-rules.md"), "utf8");
const exampleFile = (name: string) => readFileSync(join(DOCS, "examples/own-rules", name), "utf8");
const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language, text]) => ({ language, text }));

test.each(["rules/no-plain-http.rego", "rules/no-plain-http_test.rego"])("the page shows %s as it is", (name) => {
  expect(blocks.map(({ text }) => text)).toContain(exampleFile(name));
});

test("the page shows the example's settings, but for the editor's schema", () => {
  const [first, ...rest] = exampleFile("leasehold.yaml").split("\n");
  expect(first).toMatch(/^# yaml-language-server: /);
  expect(blocks.find(({ language }) => language === "yaml")?.text).toBe(rest.join("\n"));
});

test("the page names every kind of fact, and the OPA that builds rules", () => {
  for (const option of factSchema.options) expect(page).toContain(`\`${option.shape.kind.value}\``);
  expect(page).toContain(`(${TESTED_OPA} or later)`);
});

test("every file that the page links to is there", () => {
  for (const [, link = ""] of page.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
    expect(() => readFileSync(join(DOCS, link, "leasehold.yaml"))).not.toThrow();
  }
});
