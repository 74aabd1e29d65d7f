import { type ChildProcess, spawn } from "node:child_process";
import { errorCode } from "./error-code";
import type { RunMessage } from "./runner/protocol";

export interface ProgramSettings {
  /** Script that runs the program; see runner/main.ts. */
  readonly runner: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeArgs: readonly string[];
  readonly cacheFolder?: string;
}

/** How a program's process came to its end. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The most that is kept of what a program prints; the rest is dropped, never waited for. */
const MAX_OUTPUT = 1024 * 1024;

/** A larger young generation: most of what the SDK makes for a resource is short-lived promises. */
const NODE_FLAGS = ["--max-semi-space-size=32"];

/**
 * The process that runs the user's program, in a process group of its own, so that all it started can be ended with it.
 * It starts loading the SDK at once and waits for `run`.
 */
export class Program {
  readonly #child: ChildProcess;
  readonly #stop = (): void => this.kill();
  #output = "";
  readonly ended: Promise<Ending>;

  constructor(settings: ProgramSettings) {
    this.#child = spawn(process.execPath, [...NODE_FLAGS, ...settings.nodeArgs, settings.runner], {
      cwd: settings.workingDirectory,
      env: {
        ...settings.environment,
        LEASEHOLD_PROGRAM_FOLDER: settings.workingDirectory,
        LEASEHOLD_PROGRAM_CACHE: settings.cacheFolder ?? "",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: process.platform !== "win32",
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        if (this.#output.length < MAX_OUTPUT) this.#output += text.slice(0, MAX_OUTPUT - this.#output.length);
      });
    }
    this.ended = new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("close", (code, signal) => resolve({ code, signal }));
    });
    process.once("exit", this.#stop);
    const forget = (): void => void process.off("exit", this.#stop);
    this.ended.then(forget, forget);
  }

  run(message: RunMessage): void {
    if (!this.#child.connected) return;
    this.#child.send(message, (error) => {
      // A process that is gone already says why through `ended`.
      if (error) this.kill();
    });
  }

  /** What the program printed to stdout and stderr, in the order it arrived, at most a megabyte. */
  get output(): string {
    return this.#output;
  }

  /** Ends the program and all that it started. */
  kill(): void {
    const pid = this.#child.pid;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      if (process.platform === "win32") this.#child.kill("SIGKILL");
      else process.kill(-pid, "SIGKILL");
    } catch (error) {
      // It ended between the check and the signal.
      if (errorCode(error) !== "ESRCH") throw error;
    }
  }
}
