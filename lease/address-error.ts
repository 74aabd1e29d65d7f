/** An address, prefix, range or AS number that cannot be used, with the way out in its message. */
export class AddressError extends Error {
  constructor(
    /** The text as it was given. */
    readonly value: string,
    message: string,
  ) {
    super(message);
    this.name = "AddressError";
  }
}
