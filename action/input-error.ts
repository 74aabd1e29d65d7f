/** The workflow asks for what cannot be done; the message says what to write instead. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InputError";
  }
}
