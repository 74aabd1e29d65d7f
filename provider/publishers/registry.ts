import type { ZodType } from "zod";
import { AddressError } from "../../lease/address-error";
import { formatRoa, type RoaPayload } from "../../lease/rpki/roa";
import {
  type HttpAnswer,
  HttpError,
  type HttpHeaders,
  type HttpLimits,
  type HttpRequest,
  sendRequest,
} from "../http/http-client";
import { readRetryAfter } from "../http/retry-delay";
import { parseJson } from "../parse-json";
import { PublishError, type PublisherName, type PublishFailure } from "./publish-error";

/** How one account at one registry is reached. */
export interface RegistryAccess {
  readonly publisher: PublisherName;
  /** Base URL, with or without a slash at its end. */
  readonly url: string;
  /** Headers of each request, the credential's among them. */
  readonly headers: HttpHeaders | (() => HttpHeaders);
  /** How messages call the place. @default origin and path of the request */
  readonly place?: string;
  /** Texts that no message may show, whoever says them. */
  readonly secrets: readonly string[];
  readonly limits?: HttpLimits;
  /** Finds the registry's own words in the body of an error; undefined where there are none. */
  readonly words?: (text: string) => string | undefined;
}

/** A list of all ROAs of a large account is long, and Krill's has each object in it. In bytes. */
const LONGEST_LIST = 64_000_000;

/** A request to the registry, relative to its base URL. */
export interface RegistryRequest extends Pick<HttpRequest, "method" | "body"> {
  /** Follows the base URL; empty for the base URL as it is. */
  readonly path: string;
  readonly headers?: HttpHeaders;
  /** Whether it may be sent again without looking. @default true for GET alone */
  readonly idempotent?: boolean;
}

/** A registry's interface as one account sees it: sends requests, and turns what goes wrong into errors without secrets. */
export class Registry {
  constructor(private readonly access: RegistryAccess) {}

  get limits(): HttpLimits {
    return { maxBytes: LONGEST_LIST, ...this.access.limits };
  }

  /**
   * Sends a request; what only reads is tried again after passing failures, what writes is not, since it may have been done.
   * @throws PublishError where there is no answer to read, or the registry fails on its own side.
   */
  async ask({ path, headers, idempotent, ...request }: RegistryRequest): Promise<HttpAnswer> {
    const { url: base, place, headers: own } = this.access;
    const url = path === "" ? base : `${base.replace(/\/+$/, "")}${path}`;
    const all = () => ({ "user-agent": "leasehold", ...(typeof own === "function" ? own() : own), ...headers });
    const again = idempotent ?? request.method === "GET";
    const answer = await this.send({ ...request, url, place, headers: all, idempotent: again });
    if (answer.status < 500 && answer.status !== 429) return answer;
    throw this.passing(answer);
  }

  /** The answer's JSON, of the shape expected. @throws PublishError */
  json<T>(answer: HttpAnswer, shape: ZodType<T>, what: string): T {
    const parsed = shape.safeParse(parseJson(answer.text));
    if (parsed.success) return parsed.data;
    throw this.unexpected(what, parsed.error.issues[0]?.path.join("."));
  }

  /** Payloads from the registry's notation. @throws PublishError where one of them is none. */
  payloads<T>(entries: readonly T[], read: (entry: T) => RoaPayload): RoaPayload[] {
    try {
      return entries.map(read);
    } catch (error) {
      if (error instanceof AddressError) throw this.unexpected("its list of ROAs", error.message);
      throw error;
    }
  }

  /** An error of this registry; `said` are its own words. Secrets in any of the texts are struck out. */
  error(failure: PublishFailure, happened: string, fix: string, said?: string, retryAfterMs?: number): PublishError {
    const strike = (text: string) =>
      this.access.secrets.reduce((all, secret) => all.replaceAll(secret, "[secret]"), text);
    return new PublishError(
      this.access.publisher,
      failure,
      strike(happened),
      fix,
      said === undefined ? undefined : strike(said.slice(0, 10_000)),
      retryAfterMs,
    );
  }

  /** The registry's own words about what went wrong; a page of HTML is no help to anybody. */
  said({ text }: HttpAnswer): string | undefined {
    return this.access.words?.(text) ?? (/^\s*<(!doctype|html)/i.test(text) ? undefined : text);
  }

  unexpected(what: string, where?: string): PublishError {
    const detail = where ? ` (at ${where})` : "";
    const fix = "check the address in the settings, or report the registry's version with this message";
    return this.error("unexpected", `${what} is not as its interface documents it${detail}`, fix);
  }

  private passing(answer: HttpAnswer): PublishError {
    const retryAfterMs = readRetryAfter(answer.headers["retry-after"], new Date());
    const said = this.said(answer);
    return answer.status === 429
      ? this.error("busy", "the registry asks for fewer requests (429)", "run it again later", said, retryAfterMs)
      : this.error(
          "unavailable",
          `the registry has an error of its own (${answer.status})`,
          "run it again later: what was done is found, and not done twice",
          said,
          retryAfterMs,
        );
  }

  private async send(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await sendRequest(request, this.limits);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const passing = error.kind === "timeout" || error.kind === "network";
      // A mangled answer to a write leaves open what was done, as no answer does.
      const unsure = passing || (error.sent && error.kind !== "status" && request.method !== "GET");
      const fix = unsure
        ? "run it again: what was done is found, and not done twice"
        : "correct the settings of the publisher";
      throw this.error(unsure ? "unavailable" : "unexpected", error.message, fix);
    }
  }
}

/** Payloads in words, a few of them. */
export function formatRoas(roas: readonly RoaPayload[]): string {
  const [shown, more] = [roas.slice(0, 5).map(formatRoa).join("; "), roas.length - 5];
  return more > 0 ? `${shown}; and ${more} more` : shown;
}
