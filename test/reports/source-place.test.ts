import fc from "fast-check";
import { sourcePlace } from "../../reports/source-place";
import { context } from "./full-report";
import { hostileText } from "./hostile-text";
import { finding } from "./sample";

const at = (file: string, folder = "stacks/shop") =>
  sourcePlace(finding({ location: { file, line: 3, column: 2 } }), { ...context, folder });
const instead = { file: "stacks/shop/Pulumi.yaml", line: 1, column: 1, exact: false };

test.each([
  ["index.ts", "stacks/shop/index.ts"],
  ["./src/../net.ts", "stacks/shop/net.ts"],
  ["../../lib/lists.ts", "lib/lists.ts"],
  ["src\\net.ts", "stacks/shop/src/net.ts"],
])("%s is in the repository", (file, expected) => {
  expect(at(file)).toEqual({ file: expected, line: 3, column: 2, exact: true });
});

test.each(["../../../x.ts", "/etc/passwd", "C:\\x.ts", "file:///x.ts", "", "../.."])("%s is not", (file) => {
  expect(at(file)).toEqual(instead);
});

test("what has no place is at the top of the project's file", () => {
  expect(sourcePlace(finding({ location: null }), context)).toEqual(instead);
  expect(sourcePlace(finding({ location: null }), { ...context, fallbackFile: "leases.json" }).file).toBe(
    "stacks/shop/leases.json",
  );
});

test("no file leads out of the repository", () => {
  fc.assert(
    fc.property(
      hostileText,
      fc.array(fc.constantFrom("..", ".", "a", "", "\\", "/"), { maxLength: 6 }),
      (text, parts) => {
        for (const place of [at([...parts, text].join("/")), at("x.ts", [...parts, text].join("/"))]) {
          expect(place.file).not.toMatch(/^\/|(^|\/)\.\.(\/|$)/);
          expect(place.file).not.toBe("");
        }
      },
    ),
  );
});
