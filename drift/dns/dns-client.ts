import { type DnsAnswer, type DnsType, unknown } from "./dns-answer";
import { type DnsQuery, isAskable, makeQuery, plainName } from "./dns-query";
import { type DnsReply, readReply } from "./dns-reply";
import { type DnsServer, parseDnsServer, systemDnsServers } from "./dns-server";
import type { DnsTransport, Exchange, TryLimits } from "./exchange";
import { Stops } from "./stops";
import { TcpTransport } from "./tcp-transport";
import { Turns } from "./turns";
import { UdpTransport } from "./udp-transport";

export type { DnsAnswer, DnsRecord, DnsType } from "./dns-answer";

export interface DnsClientOptions {
  /**
   * Servers, asked in turn until one answers: `127.0.0.1:5300`, `[::1]:53`, or a bare address (port 53).
   * @default the resolvers of this machine
   */
  readonly servers?: readonly string[];
  /** Milliseconds for one try. @default 2000 */
  readonly timeoutMs?: number;
  /** Tries of a question, all servers together, each at least once. @default 3 */
  readonly tries?: number;
  /** `udp` goes over to TCP where an answer does not fit. @default udp */
  readonly protocol?: "udp" | "tcp";
  /** Questions that are open at the same time, at least 1. @default 256 */
  readonly atOnce?: number;
  /** Messages sent in a second, further tries and aliases included, at least 1. @default no limit */
  readonly perSecond?: number;
  /**
   * `server`: the servers are asked what they hold themselves, without recursion, and what they say without authority is
   * unknown: how a lame delegation shows. @default resolver
   */
  readonly as?: "resolver" | "server";
}

/** Questions for the targets of aliases that one question may lead to. */
const MOST_QUESTIONS = 8;

/** A server and the ways to it. */
interface Way {
  readonly server: DnsServer;
  readonly udp: DnsTransport;
  readonly tcp: DnsTransport;
  /** Refuses messages that say how much fits (RFC 6891 §7). */
  plain: boolean;
}

/**
 * Asks DNS servers, many questions at a time, over UDP and TCP. It never throws for what a server does, and never takes a
 * failure for an absence: whatever is neither records nor a sound "there is none" is `unknown`.
 */
export class DnsClient {
  readonly #ways: readonly Way[];
  readonly #timeoutMs: number;
  readonly #tries: number;
  readonly #protocol: "udp" | "tcp";
  readonly #authoritative: boolean;
  readonly #turns: Turns;
  readonly #stops = new Stops();
  /** The server that answered last: a dead one is not waited for again and again. */
  #preferred = 0;

  /** @throws DnsServerError for a server that is no address */
  constructor(options: DnsClientOptions = {}) {
    const { servers = systemDnsServers(), timeoutMs = 2000, tries = 3, protocol = "udp" } = options;
    const { atOnce = 256, perSecond, as = "resolver" } = options;
    this.#ways = servers.map(parseDnsServer).map((server) => ({
      server,
      udp: new UdpTransport(server),
      tcp: new TcpTransport(server),
      plain: false,
    }));
    this.#timeoutMs = timeoutMs;
    this.#tries = tries;
    this.#protocol = protocol;
    this.#authoritative = as === "server";
    this.#turns = new Turns(Math.max(1, atOnce), perSecond);
  }

  /** Asks for the records of a name, following its aliases. What is open when the signal comes ends as unknown. */
  async query(name: string, type: DnsType, signal: AbortSignal): Promise<DnsAnswer> {
    const asked = plainName(name);
    if (!isAskable(asked)) return unknown("not a name that can be asked for");
    if (this.#ways.length === 0) return unknown("no DNS server to ask");
    const turn = this.#turns.take();
    if (turn !== undefined) await turn;
    try {
      return await this.#follow(asked, type, signal);
    } finally {
      this.#turns.give();
    }
  }

  /** Ends what is open, and lets go of the sockets. */
  close(): void {
    for (const { udp, tcp } of this.#ways) {
      udp.close();
      tcp.close();
    }
    this.#stops.close();
  }

  async #follow(name: string, type: DnsType, signal: AbortSignal): Promise<DnsAnswer> {
    const seen = new Set<string>();
    let at = name;
    while (seen.size < MOST_QUESTIONS) {
      seen.add(at);
      const reply = await this.#inTurn(at, type, signal);
      if (reply.kind === "answer" || reply.kind === "absent" || reply.kind === "unknown") return reply;
      if (reply.kind !== "alias") return unknown("an answer that is cut off");
      if (seen.has(reply.target)) return unknown("aliases in a circle");
      if (!isAskable(reply.target)) return unknown("an alias of what is no name");
      at = reply.target;
    }
    return unknown(`more than ${MOST_QUESTIONS} aliases`);
  }

  /** Asks one server after the other until one gives something to rely on. */
  async #inTurn(name: string, type: DnsType, signal: AbortSignal): Promise<DnsReply> {
    const reasons = new Map<Way, string>();
    /** Servers that answered with an error would say it again. */
    const refused = new Set<Way>();
    const first = this.#preferred;
    for (let tried = 0; tried < Math.max(this.#tries, this.#ways.length); tried++) {
      const at = (first + tried) % this.#ways.length;
      const way = this.#ways[at] as Way;
      if (refused.has(way)) continue;
      const reply = await this.#ask(way, name, type, signal);
      if (signal.aborted) return { kind: "unknown", reason: "stopped" };
      if ("failure" in reply) {
        reasons.set(way, reply.failure);
        if (this.#preferred === at) this.#preferred = (at + 1) % this.#ways.length;
      } else if (reply.kind === "unknown" || reply.kind === "not-understood") {
        reasons.set(way, reply.reason);
        refused.add(way);
      } else {
        return reply;
      }
    }
    const reason = [...reasons].map(([way, said]) => `${said} (${way.server.label})`).join(", ");
    return { kind: "unknown", reason, ...(refused.size === 0 && { silent: true }) };
  }

  /** One try at one server, with a second message where the first came to nothing for want of room or of EDNS. */
  async #ask(way: Way, name: string, type: DnsType, signal: AbortSignal): Promise<DnsReply | { failure: string }> {
    const query = makeQuery(name, type, !this.#authoritative, !way.plain);
    const first = await this.#exchange(this.#protocol, way, query, signal);
    if (!("kind" in first)) return first;
    if (first.kind === "not-understood" && !way.plain) {
      const again = makeQuery(name, type, !this.#authoritative, false);
      const second = await this.#exchange(this.#protocol, way, again, signal);
      if ("kind" in second && second.kind !== "not-understood") way.plain = true;
      return "kind" in second && second.kind === "truncated" ? this.#exchange("tcp", way, again, signal) : second;
    }
    return first.kind === "truncated" && this.#protocol === "udp" ? this.#exchange("tcp", way, query, signal) : first;
  }

  async #exchange(
    protocol: "udp" | "tcp",
    way: Way,
    query: DnsQuery,
    signal: AbortSignal,
  ): Promise<DnsReply | { failure: string }> {
    if (signal.aborted) return { failure: "stopped" };
    const wait = this.#turns.delay(performance.now());
    if (wait > 0) await this.#pause(wait, signal);
    if (signal.aborted) return { failure: "stopped" };
    const limits: TryLimits = { timeoutMs: this.#timeoutMs, onStop: (stop) => this.#stops.on(signal, stop) };
    const exchange: Exchange = await way[protocol].ask(query, limits);
    if ("failure" in exchange) return exchange;
    return readReply(query, exchange.message, this.#authoritative);
  }

  /** As `pause` does, with one listener for all that wait. */
  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        takeBack();
        resolve();
      };
      const timer = setTimeout(end, ms);
      const takeBack = this.#stops.on(signal, end);
    });
  }
}
