import type { Io } from "./io";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Shows on a terminal's stderr that work goes on, until the function it gives is called. Elsewhere it prints nothing. */
export function spin(text: string, io: Io): () => void {
  if (!io.terminal.stderr || io.environment.CI || io.environment.TERM === "dumb") return () => undefined;
  let frame = 0;
  const draw = (): void => {
    io.stderr(`\r${FRAMES[frame++ % FRAMES.length]} ${text}`);
  };
  draw();
  const timer = setInterval(draw, 80);
  timer.unref();
  return () => {
    clearInterval(timer);
    io.stderr("\r\u001b[K");
  };
}
