/**
 * A program that cannot be previewed: bad project files, a program that fails, a call nobody answered. The message is
 * complete for the user; `details` holds what only `--verbose` shows.
 */
export class PreviewError extends Error {
  constructor(
    message: string,
    /** Stack traces and the tail of the program's own output. */
    readonly details?: string,
  ) {
    super(message);
    this.name = "PreviewError";
  }
}
