import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { tarEntry } from "../../../policies/own-rules/tar-entry";

function archive(files: Record<string, string>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-tar-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const out = execFileSync("tar", ["--format=ustar", "-cf", "-", "-C", folder, ...Object.keys(files)]);
  rmSync(folder, { recursive: true });
  return out;
}
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("utf8");

test("a file is found behind others, whatever their lengths", () => {
  const tar = archive({ a: "", b: "x".repeat(512), c: "y".repeat(513), policy: "wasm" });
  expect(textOf(tarEntry(tar, "policy"))).toBe("wasm");
  expect(textOf(tarEntry(tar, "c"))).toBe("y".repeat(513));
  expect(textOf(tarEntry(tar, "a"))).toBe("");
});

test("a file that is not there, and an archive that is cut short, give nothing", () => {
  const tar = archive({ policy: "x".repeat(2000) });
  expect(tarEntry(tar, "other")).toBeUndefined();
  expect(tarEntry(tar.subarray(0, 1024), "policy")).toBeUndefined();
});

test("no bytes make it fail or run on", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      const found = tarEntry(bytes, "policy");
      expect(found === undefined || found.length <= bytes.length).toBe(true);
    }),
  );
});
