import { spawnSync } from "node:child_process";

/** How a tool ended; `missing`: it is not installed. */
export interface ToolRun {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly missing: boolean;
}

export interface ToolOptions {
  readonly folder?: string;
  readonly input?: string;
  /** Longest output, in bytes; a longer one fails the run. @default 1048576 */
  readonly maxBytes?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** Longest time, in milliseconds; a person who is asked may take any. @default 30000 */
  readonly timeoutMs?: number;
  /** Let the tool talk to the person at the terminal, for a passphrase. @default false */
  readonly interactive?: boolean;
}

/** Runs an installed tool to its end, at most `timeoutMs` unless a person is asked. No shell reads the arguments. */
export function runTool(name: string, args: readonly string[], options: ToolOptions = {}): ToolRun {
  const result = spawnSync(name, [...args], {
    cwd: options.folder,
    input: options.input ?? "",
    maxBuffer: options.maxBytes ?? 1024 * 1024,
    timeout: options.interactive ? undefined : (options.timeoutMs ?? 30_000),
    env: options.environment ?? process.env,
    shell: false,
    stdio: ["pipe", "pipe", options.interactive ? "inherit" : "pipe"],
  });
  const missing = (result.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  // With an error there may be half an output, which must not pass for a whole one.
  const code = result.error === undefined ? result.status : null;
  return {
    code,
    stdout: result.stdout ?? Buffer.alloc(0),
    stderr: result.stderr?.toString("utf8") ?? "",
    missing,
  };
}
