/** The store of drift runs cannot be used. The message names the file and the way out. */
export class DriftStoreError extends Error {
  override readonly name = "DriftStoreError";

  constructor(
    /** The file as the user named it. */
    readonly file: string,
    problem: string,
  ) {
    super(`${file}: ${problem}`);
  }
}
