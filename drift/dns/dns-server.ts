import { getServers } from "node:dns";
import { isIP } from "node:net";

/** A server to ask. */
export interface DnsServer {
  readonly address: string;
  readonly port: number;
  /** `127.0.0.1:5300`, `[::1]:53`: what messages call it. */
  readonly label: string;
}

/** A text that names no server. */
export class DnsServerError extends Error {
  constructor(text: string) {
    super(
      `DNS server ${JSON.stringify(text)}: give an address with or without a port, such as 192.0.2.53, 127.0.0.1:5300 or [2001:db8::53]:53`,
    );
    this.name = "DnsServerError";
  }
}

const DNS_PORT = 53;
const WITH_PORT = /^(?:\[([^\]]{1,64})\]|([^:[\]]{1,64}))(?::(\d{1,5}))?$/;

/**
 * Reads `127.0.0.1:5300`, `[::1]:53`, `[::1]` or a bare address (port 53).
 * @throws DnsServerError for host names and whatever else is no address: a resolver's name would need a resolver.
 */
export function parseDnsServer(text: string): DnsServer {
  const bare = text.trim();
  if (isIP(bare) !== 0) return server(bare, DNS_PORT);
  const parts = WITH_PORT.exec(bare);
  const [, v6, v4, port = String(DNS_PORT)] = parts ?? [];
  const number = Number(port);
  if (v6 !== undefined && isIP(v6) === 6 && isPort(number)) return server(v6, number);
  if (v4 !== undefined && isIP(v4) === 4 && isPort(number)) return server(v4, number);
  throw new DnsServerError(text);
}

/** The resolvers this machine uses. Empty where it has none. */
export function systemDnsServers(): string[] {
  return getServers();
}

function server(address: string, port: number): DnsServer {
  return { address, port, label: isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}` };
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
