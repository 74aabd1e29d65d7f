import { isAllowed } from "../../register/fetch-bytes";
import { HttpError } from "./http-error";
import type { HttpHeaders, HttpRequest } from "./http-request";

/**
 * The URL of a request, where it may be sent: https, or http to the machine itself, without user and password.
 * @throws HttpError where it may not.
 */
export function checkedUrl({ url: text, place }: HttpRequest): URL {
  if (!URL.canParse(text)) throw refusal(`${place ?? "the address"} is no URL; write it as https://host/path`);
  const url = new URL(text);
  const shown = shownPlace({ url: text, place });
  if (url.username !== "" || url.password !== "")
    throw refusal(`${shown}: take user and password out of the address; credentials have settings of their own`);
  if (isAllowed(url, true)) return url;
  throw refusal(`${shown} is not https; only a service on this machine (localhost) may be asked without it`);
}

/**
 * Headers as they can be sent, white space around values dropped: a credential read from a file often ends in a line
 * break. Checked here since the runtime's own error quotes the value.
 */
export function checkedHeaders(request: HttpRequest, headers: HttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const trimmed = value.trim();
      if (/^[\x20-\x7e]*$/.test(trimmed)) return [name, trimmed];
      throw refusal(
        `${shownPlace(request)}: the value for the header ${name} holds a character that no header can; ` +
          "look for line breaks or non-ASCII characters in the credential",
      );
    }),
  );
}

/** How messages call where a request goes: origin and path, or the name that the request brings. */
export function shownPlace({ url, place }: Pick<HttpRequest, "url" | "place">): string {
  if (place !== undefined) return place;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function refusal(message: string): HttpError {
  return new HttpError("malformed", message, false);
}
