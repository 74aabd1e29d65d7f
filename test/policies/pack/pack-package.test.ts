import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { version } from "../../../package.json";
import pack from "../../../policies/package.json";

const policies = resolve(__dirname, "../../../policies");

test("the pack's folder is what the engine expects: PulumiPolicy.yaml, a version, and an entry point in dist", () => {
  expect(existsSync(join(policies, "PulumiPolicy.yaml"))).toBe(true);
  expect(pack.version).toBe(version);
  // The SDK requires the folder itself, and Node follows its `main`.
  expect(resolve(policies, pack.main)).toBe(resolve(policies, "../dist/policies/pack/pack.js"));
  expect(existsSync(join(policies, "pack", "pack.ts"))).toBe(true);
});
