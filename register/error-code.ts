/**
 * The code of a system or network error, such as `ENOENT` or `ECONNREFUSED`, its own or its cause's. Its text is left
 * alone: it may repeat a URL with its secrets. Structural, since errors may come from another realm.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error && error.cause !== error ? errorCode(error.cause) : undefined;
}
