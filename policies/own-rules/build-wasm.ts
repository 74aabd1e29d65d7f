import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Opa, OpaError } from "./opa";
import { tarEntry } from "./tar-entry";

/** What rules are compiled from. */
export interface RuleFolders {
  /** Where OPA runs: what it says, and what the compiled rules say when they fail, names files from here. */
  readonly folder: string;
  /** Files or folders of Rego, relative to `folder`; tests in them are left out. */
  readonly sources: readonly string[];
  /** File of the builtins that the runtime has. */
  readonly capabilities: string;
}

/** What every judgement asks. */
export const ENTRY_POINT = "leasehold/findings";

/** Refuses what is not strict Rego, or uses a builtin that the runtime lacks. @throws OpaError */
export function checkRego(opa: Opa, { folder, sources, capabilities }: RuleFolders): void {
  opa.run(["check", "--strict", "--capabilities", capabilities, "--ignore", "*_test.rego", ...sources], folder);
}

/** Compiles rules: the same OPA and the same sources give the same bytes. @throws OpaError */
export function buildWasm(opa: Opa, { folder, sources, capabilities }: RuleFolders): Buffer {
  const scratch = mkdtempSync(join(tmpdir(), "leasehold-wasm-"));
  try {
    const bundle = join(scratch, "bundle.tar.gz");
    const target = ["--target", "wasm", "--entrypoint", ENTRY_POINT];
    const limits = ["--capabilities", capabilities, "--ignore", "*_test.rego"];
    opa.run(["build", ...target, ...limits, "--output", bundle, ...sources], folder);
    const wasm = tarEntry(gunzipSync(readFileSync(bundle), { maxOutputLength: MAX_BUNDLE_BYTES }), "/policy.wasm");
    if (wasm === undefined) throw new OpaError("opa build gave a bundle without policy.wasm");
    return Buffer.from(wasm);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;
