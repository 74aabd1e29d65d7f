import { spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Finding } from "../../policies/finding";
import { sortVerdicts, type Verdict, verdictKey } from "./policy-events";

const CLI = resolve(__dirname, "../../dist/cli/main.js");

/** What `leasehold preview --format json` says of a program. */
export interface OfflinePreview {
  readonly code: number;
  /** Standard output, as it is. */
  readonly output: string;
  readonly findings: readonly Finding[];
  /** The findings as the engine's are compared: each once, sorted. */
  readonly verdicts: readonly Verdict[];
  readonly severities: Readonly<Record<string, string>>;
}

/** Runs the built command as a user does. @throws Error with what it printed, when it could not judge the program */
export async function previewOffline(folder: string, options: readonly string[] = []): Promise<OfflinePreview> {
  const args = [CLI, "preview", folder, "--stack", "dev", "--format", "json", ...options];
  const { code, stdout, stderr } = await execute(args);
  if (code > 1) throw new Error(`leasehold preview ended with ${code}: ${stderr}${stdout}`);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  const verdicts = new Map<string, Verdict>();
  for (const { rule, resource, status } of findings) {
    if (status === "waived") continue;
    const verdict = { rule, resource: resource?.urn ?? "", status };
    verdicts.set(verdictKey(verdict), verdict);
  }
  const severities = Object.fromEntries(findings.map(({ rule, severity }) => [rule, severity]));
  return { code, output: stdout, findings, verdicts: sortVerdicts([...verdicts.values()]), severities };
}

function execute(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolveRun, reject) => {
    // Programs are judged as they lie here, also in CI, where the command would look at the base commit.
    const env = { ...process.env, LEASEHOLD_BASE: "none", LEASEHOLD_AUTHOR: "dev@example.com" };
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env });
    const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    child.stdout.on("data", (chunk: Buffer) => chunks.stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.stderr.push(chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      resolveRun({
        code: code ?? 2,
        stdout: Buffer.concat(chunks.stdout).toString("utf8"),
        stderr: Buffer.concat(chunks.stderr).toString("utf8"),
      }),
    );
  });
}
