import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Opa, OpaError } from "../../../policies/own-rules/opa";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-opa-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers as the test says. */
function program(script: string): string {
  const file = join(folder, "opa");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test.each(["1.22.2", "1.22.3", "1.30.0", "2.0.0", "1.23.0-rc.1"])("OPA %s builds rules", (version) => {
  expect(Opa.find(program(`echo "Version: ${version}"`)).version).toBe(version);
});

test.each(["1.22.1", "1.9.9", "0.70.0", "1.22.2-dev"])("OPA %s is too old", (version) => {
  const opa = program(`echo "Version: ${version}"`);
  expect(() => Opa.find(opa)).toThrow(OpaError);
  expect(() => Opa.find(opa)).toThrow(`is ${version}. Get 1.22.2 or later`);
});

test.each(["echo hello", "exit 1", "echo 'Version: '"])("what answers with %j is no OPA", (script) => {
  expect(() => Opa.find(program(script))).toThrow("is no opa that runs here");
});

test("a run that fails says what OPA said; it is given no variables that may be secret", () => {
  const opa = Opa.find(program('[ "$1" = version ] && echo "Version: 1.22.2" && exit\nenv >&2; exit 1'));
  process.env.OPA_SECRET_OF_TEST = "hidden";
  try {
    expect(() => opa.run(["check"], folder)).toThrow(/opa check failed:\n[\s\S]*PATH=/);
    expect(opa.try(["check"], folder).stderr).not.toContain("hidden");
  } finally {
    delete process.env.OPA_SECRET_OF_TEST;
  }
});
