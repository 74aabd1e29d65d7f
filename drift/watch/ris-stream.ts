import type { WebSocket } from "ws";
import { pause } from "../../provider/http/pause";
import { isAllowed } from "../../register/fetch-bytes";
import { type RisUpdate, readRisMessage } from "./ris-message";

/** What a stream tells. */
export interface RisListener {
  /** Every subscription stands: what is announced from now on is heard. */
  watching(): void;
  /** Nothing is heard any more. @param reason words for a person */
  lost(reason: string): void;
  update(update: RisUpdate): void;
  /** A message that cannot be read, or what the stream says of itself. */
  trouble(reason: string): void;
}

export interface RisStreamOptions {
  /** `wss:`, or `ws:` of this machine. */
  readonly url: string;
  /** Name that the stream is told. */
  readonly client: string;
  /** Prefixes to hear about, more specifics included. */
  readonly prefixes: readonly string[];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Milliseconds between signs of life; without one in between the connection is given up. @default 20000 */
  readonly keepAliveMs?: number;
  /** Milliseconds before the first try again; they double up to a minute. @default 1000 */
  readonly retryMs?: number;
  /** @default Math.random */
  readonly random?: () => number;
}

const HANDSHAKE_MS = 15_000;
/** Bytes: a BGP update holds 65,535 at most, and is some times as long in JSON. */
const LARGEST_MESSAGE = 2_000_000;
const LONGEST_WAIT_MS = 60_000;

/** A stream that is no URL to be asked. */
export class RisUrlError extends Error {}

/**
 * Listens to RIS Live until the signal: connects again after every loss, with growing pauses and full jitter. It throws
 * for nothing that the other side does.
 * @throws RisUrlError
 */
export async function listenToRis(options: RisStreamOptions, listener: RisListener): Promise<void> {
  const url = checkedUrl(options.url, options.client);
  const { signal, retryMs = 1000, random = Math.random } = options;
  for (let failures = 0; !signal.aborted; ) {
    const stood = await new Connection(url, options, listener).ended;
    failures = stood ? 0 : failures + 1;
    const ceiling = Math.min(LONGEST_WAIT_MS, retryMs * 2 ** Math.min(failures, 16));
    if (!signal.aborted) await pause(Math.max(retryMs / 2, ceiling * random()), signal);
  }
}

function checkedUrl(text: string, client: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isAllowed(new URL(text.replace(/^ws/, "http")), true) || !/^wss?:/.test(text)) {
    throw new RisUrlError(
      "the stream of RIS Live is neither a wss URL nor a ws URL of this machine; give one of these",
    );
  }
  url.searchParams.set("client", client);
  return url;
}

/** One connection, from the handshake to its end. */
class Connection {
  /** Whether all subscriptions stood. */
  readonly ended: Promise<boolean>;
  private socket: WebSocket | undefined;
  private missing: number;
  private isAlive = true;
  private reason = "the connection was closed";

  constructor(
    url: URL,
    private readonly options: RisStreamOptions,
    private readonly listener: RisListener,
  ) {
    this.missing = options.prefixes.length;
    this.ended = new Promise((resolve) => this.open(url, resolve));
  }

  private open(url: URL, resolve: (stood: boolean) => void): void {
    // The client's library is loaded by who watches alone.
    const ws = require("ws") as typeof import("ws");
    const { keepAliveMs = 20_000, signal } = this.options;
    const limits = { handshakeTimeout: HANDSHAKE_MS, maxPayload: LARGEST_MESSAGE, followRedirects: false };
    const socket = new ws.WebSocket(url, { ...limits, perMessageDeflate: false });
    this.socket = socket;
    const timer = setInterval(() => this.keepAlive(), keepAliveMs);
    const stop = () => socket.terminate();
    signal.addEventListener("abort", stop);
    socket.on("open", () => this.subscribe());
    socket.on("pong", () => this.heard());
    socket.on("ping", () => this.heard());
    socket.on("message", (data, isBinary) => this.message(data, isBinary));
    socket.on("error", (error) => {
      this.reason = reasonOf(error);
    });
    socket.on("close", () => {
      clearInterval(timer);
      signal.removeEventListener("abort", stop);
      const stood = this.missing === 0;
      if (!signal.aborted) this.listener.lost(this.reason);
      resolve(stood);
    });
    if (signal.aborted) stop();
  }

  private subscribe(): void {
    for (const prefix of this.options.prefixes) {
      const socketOptions = { includeRaw: false, acknowledge: true };
      const data = { prefix, moreSpecific: true, lessSpecific: false, type: "UPDATE", socketOptions };
      this.socket?.send(JSON.stringify({ type: "ris_subscribe", data }));
    }
  }

  private heard(): void {
    this.isAlive = true;
  }

  /** Subscriptions that are not confirmed by the second beat are not waited for: nobody would know what is heard. */
  private keepAlive(): void {
    const { socket, isAlive, missing } = this;
    if (socket === undefined || socket.readyState !== socket.OPEN) return;
    if (!isAlive || missing > 0) {
      this.reason = isAlive ? "it did not confirm what was subscribed to" : "it gave no sign of life";
      socket.terminate();
      return;
    }
    this.isAlive = false;
    socket.ping();
  }

  private message(data: unknown, isBinary: boolean): void {
    this.heard();
    const text = isBinary || !Buffer.isBuffer(data) ? undefined : data.toString("utf8");
    const message = text === undefined ? undefined : readRisMessage(text);
    switch (message?.kind) {
      case undefined:
        this.listener.trouble("a message cannot be read");
        break;
      case "update":
        this.listener.update(message);
        break;
      case "subscribed":
        if (this.missing > 0 && --this.missing === 0) this.listener.watching();
        break;
      case "error":
        this.reason = `it says: ${message.message}`;
        this.listener.trouble(this.reason);
        break;
      case "other":
        break;
    }
  }
}

function reasonOf(error: Error & { code?: unknown }): string {
  const status = /^Unexpected server response: (\d{3})$/.exec(error.message)?.[1];
  if (status !== undefined)
    return `it answered with status ${status}${status === "429" ? ", too many connections" : ""}`;
  if (error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return "it sent a message that is too long";
  return typeof error.code === "string" ? `the connection failed (${error.code})` : "the connection failed";
}
