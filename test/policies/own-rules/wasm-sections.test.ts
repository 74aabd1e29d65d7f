import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { hasOwnMemory } from "../../../policies/own-rules/wasm-sections";

/** The types of Node 20 know WebAssembly as types alone. */
const runtime = globalThis as unknown as { WebAssembly: { validate(wasm: Uint8Array): boolean } };
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const moduleOf = (...sections: number[]) => Uint8Array.from([...HEADER, ...sections]);

test("what OPA compiles has none", () => {
  expect(hasOwnMemory(readFileSync(join(__dirname, "../../../policies/rules.wasm")))).toBe(false);
});

test.each<[string, Uint8Array, boolean]>([
  ["an empty module", moduleOf(), false],
  ["a custom section", moduleOf(0, 2, 1, 0x61), false],
  ["a memory section", moduleOf(5, 3, 1, 0, 1), true],
  ["a memory section behind another with a padded length", moduleOf(0, 0x82, 0x80, 0, 1, 0x61, 5, 3, 1, 0, 1), true],
  ["a section that is cut short", moduleOf(0, 9, 1), true],
  ["a length that does not end", moduleOf(0, 0x80, 0x80, 0x80, 0x80, 0x80, 0), true],
])("%s: %s", (_, wasm, expected) => {
  expect(hasOwnMemory(wasm)).toBe(expected);
});

test("whatever the runtime accepts with memory of its own is found", () => {
  const custom = fc.uint8Array({ maxLength: 300 }).map((bytes) => {
    const content = [1, 0x61, ...bytes];
    return [0, (content.length & 0x7f) | 0x80, content.length >> 7, ...content];
  });
  fc.assert(
    fc.property(fc.array(custom, { maxLength: 4 }), (sections) => {
      const wasm = moduleOf(...sections.flat(), 5, 3, 1, 0, 1);
      expect(runtime.WebAssembly.validate(wasm)).toBe(true);
      expect(hasOwnMemory(wasm)).toBe(true);
    }),
  );
});
