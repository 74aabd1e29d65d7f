import { z } from "zod";
import { contains, formatPrefix, type Prefix, readPrefix } from "../../lease/prefix";
import { sendRequest } from "../http/http-client";
import { HttpError } from "../http/http-error";
import type { HttpAnswer, HttpRequest } from "../http/http-request";
import { pause as pauseInRealTime } from "../http/pause";
import { AnnounceError } from "./announce-error";
import type { AnnouncerSettings } from "./announcer-settings";
import { openEnvelope } from "./cloudflare-envelope";
import { bgpPrefixSchema, type CloudflareView, ipPrefixSchema } from "./cloudflare-prefix";
import type { AnnouncerOptions } from "./converge";

/** The calls of Cloudflare's API for prefixes that were brought to it. */
export class CloudflareApi {
  private readonly base: string;
  private readonly token: string;

  /** @throws AnnounceError (`settings`) where account or token is missing. */
  constructor(
    { cloudflareUrl, cloudflareAccount, cloudflareToken }: AnnouncerSettings,
    private readonly options: AnnouncerOptions = {},
  ) {
    if (cloudflareAccount === undefined || cloudflareToken === undefined)
      throw new AnnounceError(
        "settings",
        "announcing by cloudflare needs leasehold:cloudflareAccount (the account's id) and leasehold:cloudflareToken (a " +
          "token with the permission IP Prefixes: BGP On Demand Write), or their environment variables",
      );
    this.base = `${cloudflareUrl.replace(/\/+$/, "")}/accounts/${encodeURIComponent(cloudflareAccount)}/addressing/prefixes`;
    this.token = cloudflareToken;
  }

  /** What the account holds of a prefix; undefined where no brought range contains it. */
  async view(prefix: Prefix, signal?: AbortSignal): Promise<CloudflareView | undefined> {
    const ranges = await this.get(this.base, z.array(ipPrefixSchema), signal);
    const holding = ranges.value.filter(({ cidr }) => holds(cidr, prefix));
    for (const range of holding) {
      const listed = await this.get(`${this.base}/${range.id}/bgp/prefixes`, z.array(bgpPrefixSchema), signal);
      const bgp = listed.value.find(({ cidr }) => isSame(cidr, prefix));
      if (bgp !== undefined) return { prefix, range, bgp, now: listed.at };
    }
    const range = holding[0];
    return range && { prefix, range, bgp: undefined, now: ranges.at };
  }

  /** Sets a prefix up for announcement, withdrawn at first. */
  async create({ prefix, range }: CloudflareView, signal: AbortSignal): Promise<void> {
    const url = `${this.base}/${range.id}/bgp/prefixes`;
    await this.write("POST", url, { cidr: formatPrefix(prefix) }, signal);
  }

  async advertise(range: string, bgp: string, advertised: boolean, signal: AbortSignal): Promise<void> {
    await this.write("PATCH", `${this.base}/${range}/bgp/prefixes/${bgp}`, { on_demand: { advertised } }, signal);
  }

  private async get<T>(url: string, shape: z.ZodType<T>, signal?: AbortSignal): Promise<{ value: T; at: Date }> {
    const request = { method: "GET", url, idempotent: true, headers: this.headers() } as const;
    const answer = await this.send(request, signal);
    const result = shape.safeParse(readResult(url, answer));
    if (!result.success) throw senseless(url, answer);
    return { value: result.data, at: timeOf(answer) };
  }

  private async write(method: "POST" | "PATCH", url: string, body: object, signal: AbortSignal): Promise<void> {
    const headers = { ...this.headers(), "content-type": "application/json" };
    const request = { method, url, idempotent: false, headers, body: JSON.stringify(body) } as const;
    const answer = await this.send(request, signal, 1);
    readResult(url, answer);
  }

  /** @param tries A writing call is tried once: whether it came through is seen at the next look. */
  private async send(request: HttpRequest, signal?: AbortSignal, tries?: number): Promise<HttpAnswer> {
    const { pause = pauseInRealTime, timeoutMs } = this.options;
    const wait = (ms: number) => pause(ms, signal ?? new AbortController().signal);
    try {
      return await sendRequest(request, { tries, signal, timeoutMs, wait });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw new AnnounceError("unreachable", `Cloudflare: ${error.message}`);
    }
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}`, accept: "application/json" };
  }
}

function readResult(url: string, answer: HttpAnswer): unknown {
  const opened = openEnvelope(answer);
  if ("result" in opened) return opened.result;
  throw refusal(url, answer, opened.errors);
}

function refusal(url: string, answer: HttpAnswer, said: string): AnnounceError {
  const { status } = answer;
  const what = `Cloudflare answered ${status} for ${new URL(url).pathname}${said}`;
  if (status === 401 || status === 403)
    return new AnnounceError(
      "refused",
      `${what}; check the token, its account, and its permission IP Prefixes: BGP On Demand Write`,
    );
  if (status === 404)
    return new AnnounceError("not-held", `${what}; check leasehold:cloudflareAccount and whether the prefix is there`);
  const later = "it cannot take the request now; run it again in a few minutes";
  if (status === 429) return new AnnounceError("busy", `${what}; ${later}`);
  if (status >= 500) return new AnnounceError("unreachable", `${what}; ${later}`);
  if (said !== "") return new AnnounceError("refused", what);
  return senseless(url, answer);
}

function senseless(url: string, { status }: HttpAnswer): AnnounceError {
  const place = new URL(url).pathname;
  return new AnnounceError(
    "unreachable",
    `Cloudflare's answer for ${place} (${status}) is not what its API describes; nothing is known of the prefix now: check ` +
      "leasehold:cloudflareUrl, and whether something in between answers",
  );
}

/** The service's own time, so that this machine's clock does not matter. */
function timeOf({ headers }: HttpAnswer): Date {
  const at = Date.parse(headers.date ?? "");
  return Number.isNaN(at) ? new Date() : new Date(at);
}

function holds(cidr: string, prefix: Prefix): boolean {
  const range = readPrefix(cidr);
  return range !== undefined && contains(range, prefix);
}

function isSame(cidr: string, prefix: Prefix): boolean {
  const other = readPrefix(cidr);
  return other !== undefined && formatPrefix(other) === formatPrefix(prefix);
}
