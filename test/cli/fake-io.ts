import type { Io } from "../../cli/io";

export interface FakeIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

/** A terminal or a pipe that remembers what was printed, and answers questions with `answer`. */
export function fakeIo(
  options: { folder?: string; terminal?: boolean; environment?: Record<string, string>; answer?: string } = {},
): FakeIo {
  const printed = { out: "", err: "" };
  const terminal = options.terminal ?? false;
  return {
    environment: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.environment },
    folder: options.folder ?? "/",
    terminal: { stdout: terminal, stderr: terminal, stdin: terminal },
    stdout: (text) => {
      printed.out += text;
    },
    stderr: (text) => {
      printed.err += text;
    },
    ask: (question) => {
      printed.err += question;
      return Promise.resolve(options.answer ?? "");
    },
    out: () => printed.out,
    err: () => printed.err,
  };
}
