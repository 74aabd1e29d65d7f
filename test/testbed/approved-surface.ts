import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const CLI = resolve(__dirname, "../../dist/cli/main.js");

/** Settings that ask for an approval, beside one of a program's privileged surface, by a key made for it. */
export interface ApprovedSurface {
  /** Absolute path of the leasehold.yaml. */
  readonly settings: string;
  dispose(): void;
}

/** Approves what a program declares now, as its approver does. Approvals hold for days, so each run makes its own. */
export function approveSurface(program: string): ApprovedSurface {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-approved-"));
  const settings = join(folder, "leasehold.yaml");
  const key = join(folder, "alice");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "alice", "-f", key]);
  const [type, text] = execFileSync("ssh-keygen", ["-y", "-f", key], { encoding: "utf8" }).split(" ");
  mkdirSync(join(folder, ".leasehold"));
  writeFileSync(join(folder, ".leasehold/allowed_signers"), `alice@example.com ${type} ${text?.trim()} role=network\n`);
  writeFileSync(settings, "approvals: {required: 1, roles: [network], author: environment}\n");
  execFileSync(
    process.execPath,
    [
      CLI,
      "approve",
      program,
      "-s",
      "dev",
      "--yes",
      "--no-type-check",
      "--key",
      key,
      "--settings",
      settings,
      "--base",
      "none",
    ],
    { env: { ...process.env, LEASEHOLD_AUTHOR: "dev@example.com" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  return { settings, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
