import { isatty } from "node:tty";
import type { ObserverTable } from "../drift/observers/table";

/** Where a command reads and writes, so that tests can stand in for a terminal. */
export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Whether stdout, stderr and stdin are a terminal. */
  readonly terminal: { readonly stdout: boolean; readonly stderr: boolean; readonly stdin: boolean };
  /** What is piped in. @default the process's own */
  readonly stdin?: AsyncIterable<unknown>;
  /** What drift runs look with. @default all of drift/observers */
  readonly observers?: ObserverTable;
  /** Ends a command that stays until it is interrupted. @default SIGINT and SIGTERM of the process */
  readonly interrupted?: AbortSignal;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Asks on the terminal; the answer without its newline. */
  ask(question: string): Promise<string>;
  /** Ends the process once the command is done, whatever still holds it open. @default it ends by itself */
  abandon?(): void;
}

/** The process's own streams. A reader that went away (`leasehold rules | head`) ends the command quietly. */
export function processIo(): Io {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
  return {
    environment: process.env,
    folder: process.cwd(),
    // By descriptor: asking `process.stdin` would open it, which takes longer than judging a small stack.
    terminal: { stdout: isatty(1), stderr: isatty(2), stdin: isatty(0) },
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    abandon: () => void setTimeout(() => process.stdout.write("", () => process.exit()), 0),
    async ask(question) {
      const { createInterface } = await import("node:readline/promises");
      const prompt = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await prompt.question(question);
      } finally {
        prompt.close();
      }
    },
  };
}
