import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../policies/catalogue";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");

it.each(catalogue.map(({ name, severity }) => [name, severity]))("the README lists %s as %s", (name, severity) => {
  expect(readme).toContain(`[\`${name}\`](docs/rules/${name}.md) | ${severity} |`);
});

it("the README lists no rule that there is not", () => {
  const listed = [...readme.matchAll(/\]\(docs\/rules\/([\w-]+)\.md\)/g)].map((match) => match[1]);
  expect(listed.sort()).toEqual(catalogue.map(({ name }) => name).sort());
});
