/** Version of this package, from its own description: two folders up in dist, one in a checkout. */
export function packageVersion(): string {
  for (const place of ["../../package.json", "../package.json"]) {
    try {
      return (require(place) as { version: string }).version;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    }
  }
  return "unknown";
}
