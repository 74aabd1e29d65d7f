import { errorCode } from "../graph/offline/error-code";

/** Version of this package, from its own description: two folders up in dist, one in a checkout. */
export function packageVersion(): string {
  for (const place of ["../../package.json", "../package.json"]) {
    try {
      return (require(place) as { version: string }).version;
    } catch (error) {
      if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return "unknown";
}
