import type { Properties } from "./property-value";

/**
 * A resource that exists and is not ready. The SDK's server turns an error with these fields into one that keeps the
 * resource in the state; the next `pulumi up` then updates it.
 */
export class InitialisationError extends Error {
  override readonly name = "InitialisationError";
  readonly reasons: readonly string[];

  constructor(
    readonly id: string,
    readonly properties: Properties,
    reason: string,
  ) {
    super(reason);
    this.reasons = [reason];
  }
}
