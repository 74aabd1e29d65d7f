import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

jest.setTimeout(120_000);

test("the components' schema is the one that their arguments give (node scripts/component-schema.mjs writes it)", () => {
  const script = resolve(__dirname, "../../../scripts/component-schema.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
