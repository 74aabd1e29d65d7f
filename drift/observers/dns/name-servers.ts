import { DnsClient } from "../../dns/dns-client";
import type { UnknownValue } from "../../drift-item";
import type { DnsSettings } from "./dns-settings";
import { texts, type Voices } from "./voices";

/** Name servers of a zone that are asked; more than 13 hardly fit into a referral. */
const MOST_SERVERS = 13;

/** Whether a server answers for a zone: it does, it does not (which is lame), or nobody knows. */
type Standing = "good" | "lame" | { readonly unknown: string };

/** Asks the name servers of zones themselves, each at one of its addresses. */
export class NameServers {
  readonly #clients = new Map<string, DnsClient>();

  constructor(
    private readonly settings: DnsSettings,
    private readonly voices: Voices,
    private readonly signal: AbortSignal,
  ) {}

  /** The servers that do not answer for the zone with authority, or what hides it. */
  async lame(zone: string, servers: readonly string[]): Promise<readonly string[] | UnknownValue> {
    const asked = servers.slice(0, MOST_SERVERS);
    const all = await Promise.all(asked.map(async (server) => ({ server, is: await this.#standing(zone, server) })));
    const lame = all.filter(({ is }) => is === "lame").map(({ server }) => server);
    const unknown = all.flatMap(({ server, is }) => (typeof is === "string" ? [] : [`${server}: ${is.unknown}`]));
    if (lame.length > 0 || unknown.length === 0) return lame;
    return { unknown: unknown.slice(0, 3).join(", ") };
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #standing(zone: string, server: string): Promise<Standing> {
    const address = await this.#addressOf(server);
    if (typeof address !== "string") return address ?? "lame";
    const answer = await this.#clientOf(address).query(zone, "SOA", this.signal);
    if (answer.kind === "answer") return answer.records[0]?.name === zone ? "good" : "lame";
    // That it says so with authority makes no difference: whoever serves a zone knows where it starts.
    if (answer.kind === "absent") return "lame";
    const isOver = answer.silent === true || this.signal.aborted;
    return isOver ? { unknown: answer.reason } : "lame";
  }

  /** One address, IPv4 if there is one; undefined for a name that has none. */
  async #addressOf(server: string): Promise<string | { unknown: string } | undefined> {
    let unknown: string | undefined;
    for (const type of ["A", "AAAA"] as const) {
      const answer = await this.voices.ask(server, type);
      const [address] = texts(answer);
      if (address !== undefined) return address;
      if (answer.kind === "unknown") unknown ??= answer.reason;
    }
    return unknown === undefined ? undefined : { unknown };
  }

  #clientOf(address: string): DnsClient {
    const { nameServerPort, protocol, perSecond, atOnce, timeoutMs, tries } = this.settings;
    const server = address.includes(":") ? `[${address}]:${nameServerPort}` : `${address}:${nameServerPort}`;
    const client =
      this.#clients.get(server) ??
      new DnsClient({ servers: [server], as: "server", protocol, perSecond, atOnce, timeoutMs, tries });
    this.#clients.set(server, client);
    return client;
  }
}
