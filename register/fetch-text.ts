import { FetchError, type FetchLimits, fetchBytes } from "./fetch-bytes";
import { RegisterError, shownSource } from "./register-error";

/**
 * The text behind an https URL, within a time and a size: see `fetchBytes`.
 * @throws RegisterError that names the URL without its secrets.
 */
export async function fetchText(source: string, limits: Omit<FetchLimits, "loopbackHttp">): Promise<string> {
  try {
    const { bytes } = await fetchBytes(source, limits);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof FetchError) throw new RegisterError(shownSource(source), [error.message]);
    throw new RegisterError(shownSource(source), ["is not UTF-8 text; save it as UTF-8"]);
  }
}
