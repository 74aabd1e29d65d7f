/** What went wrong with a request, whatever the service. */
export type HttpFailure = "timeout" | "network" | "too-large" | "not-text" | "status" | "malformed";

/**
 * A request that got no usable answer. The message names the place without user, query and fragment, and never a header
 * or a body: any of these may hold a secret. For the same reason no `cause` is kept.
 */
export class HttpError extends Error {
  override readonly name = "HttpError";

  /**
   * @param kind `status` is a redirect, which is never followed; `malformed` an answer that is not of the shape expected,
   * or a request that cannot be sent as it is.
   * @param sent Whether the service may have seen the request, and so may have done what it asks.
   * @param retriable Whether another try may help: no certificate becomes valid by waiting.
   */
  constructor(
    readonly kind: HttpFailure,
    message: string,
    readonly sent: boolean,
    readonly status?: number,
    readonly retriable = true,
  ) {
    super(message);
  }
}
