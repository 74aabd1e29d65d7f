/** The `code` of an error of Node's (`ENOENT`, `ESRCH`, `MODULE_NOT_FOUND`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
}
