/** Text that is no list of validated payloads. Its message names the entry and the fix. */
export class VrpJsonError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "VrpJsonError";
  }
}
