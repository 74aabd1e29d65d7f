import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(resolve(ROOT, path), "utf8").trimEnd();

test.each(["stacks/languages/yaml/Pulumi.yaml", "stacks/languages/python/__main__.py"])(
  "the page on languages shows %s as the end-to-end tests run it",
  (file) => {
    expect(read("docs/languages.md")).toContain(`\n${read(file)}\n`);
  },
);
