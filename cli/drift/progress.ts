import type { ObserverName } from "../../drift/drift-item";
import type { Io } from "../io";

export interface Progress {
  /** How far an observer is. */
  report(observer: ObserverName, done: number, total: number): void;
  stop(): void;
}

/** Milliseconds between two lines, so that a fast observer does not spend its time on the terminal. */
const EVERY = 100;

/** One line on a terminal's stderr that says how far each observer is. Elsewhere it prints nothing. */
export function showProgress(observers: readonly ObserverName[], io: Io): Progress {
  if (!io.terminal.stderr || io.environment.CI || io.environment.TERM === "dumb") {
    return { report: () => undefined, stop: () => undefined };
  }
  const far = new Map<ObserverName, string>(observers.map((name) => [name, "…"]));
  const draw = (): void => {
    io.stderr(`\r\u001b[KLooking  ${[...far].map(([name, text]) => `${name} ${text}`).join("  ")}`);
  };
  draw();
  let drawn = Date.now();
  return {
    report(observer, done, total) {
      far.set(observer, `${done}/${total}`);
      if (Date.now() - drawn < EVERY) return;
      drawn = Date.now();
      draw();
    },
    stop: () => io.stderr("\r\u001b[K"),
  };
}
