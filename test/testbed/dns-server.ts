import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { type Answer, type DecodedPacket, decode, encode, type Packet } from "dns-packet";

/** A question as the stand-in sees it. */
export interface AskedQuestion {
  readonly name: string;
  readonly type: string;
  readonly over: "udp" | "tcp";
  readonly packet: DecodedPacket;
  /** How many questions came before it. */
  readonly count: number;
  /** Of TCP: to write what is no whole message, or to cut. */
  readonly connection?: Socket;
}

/** What it sends: packets, bytes as they are, or nothing at all. */
export type DnsResponse = Partial<Packet> & { readonly rcode?: number };
export type DnsHandler = (question: AskedQuestion) => DnsResponse | Buffer | readonly Buffer[] | undefined;

/** A DNS server on loopback whose answers a test decides, faults included: over UDP and TCP at one port. */
export class FakeDnsServer {
  readonly asked: AskedQuestion[] = [];
  readonly #udp: UdpSocket;
  readonly #tcp: Server;
  readonly #connections = new Set<Socket>();
  /** Connections that were made so far. */
  connections = 0;
  port = 0;

  private constructor(readonly handler: DnsHandler) {
    this.#udp = createSocket("udp4");
    this.#udp.on("message", (message, { address, port }) => {
      for (const bytes of this.#answer(message, "udp")) this.#udp.send(bytes, port, address);
    });
    this.#tcp = createServer((socket) => this.#serve(socket));
  }

  static async start(handler: DnsHandler): Promise<FakeDnsServer> {
    for (let tried = 1; ; tried++) {
      const server = new FakeDnsServer(handler);
      try {
        await new Promise<void>((resolve) => server.#udp.bind(0, "127.0.0.1", resolve));
        server.port = server.#udp.address().port;
        await new Promise<void>((resolve, reject) => {
          server.#tcp.once("error", reject);
          server.#tcp.listen(server.port, "127.0.0.1", resolve);
        });
        return server;
      } catch (error) {
        // The port was free for UDP only.
        server.#udp.close();
        if (tried === 20) throw error;
      }
    }
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await Promise.all([
      new Promise<void>((resolve) => this.#udp.close(resolve)),
      new Promise((resolve) => this.#tcp.close(resolve)),
    ]);
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#connections.add(socket);
    socket.on("close", () => this.#connections.delete(socket));
    socket.on("error", () => socket.destroy());
    let held = Buffer.alloc(0);
    socket.on("data", (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const end = 2 + held.readUInt16BE(0);
        for (const answer of this.#answer(held.subarray(2, end), "tcp", socket)) {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(answer.length, 0);
          if (socket.writable) socket.write(Buffer.concat([length, answer]));
        }
        held = held.subarray(end);
      }
    });
  }

  #answer(message: Buffer, over: "udp" | "tcp", connection?: Socket): readonly Buffer[] {
    const packet = decode(message);
    const [question] = packet.questions ?? [];
    if (question === undefined) return [];
    const asked = { name: question.name, type: question.type, over, packet, count: this.asked.length, connection };
    this.asked.push(asked);
    const response = this.handler(asked);
    if (response === undefined) return [];
    if (Buffer.isBuffer(response)) return [response];
    if (Array.isArray(response)) return response;
    return [makeResponse(packet, response as DnsResponse)];
  }
}

/** A response to a packet, with its id and question unless others are given. */
export function makeResponse(packet: DecodedPacket, response: DnsResponse): Buffer {
  const { rcode = 0, flags = 0, ...rest } = response;
  return encode({ type: "response", id: packet.id, questions: packet.questions, ...rest, flags: flags | rcode });
}

/** Answers from a table of `name TYPE`, and NXDOMAIN for everything else. */
export function tableOf(records: Readonly<Record<string, readonly string[]>>): DnsHandler {
  return ({ name, type }) => {
    const found = records[`${name.toLowerCase()} ${type}`];
    if (found !== undefined)
      return { answers: found.map((data): Answer => ({ name, type: type as "PTR", ttl: 60, data })) };
    return Object.keys(records).some((key) => key.startsWith(`${name.toLowerCase()} `)) ? {} : { rcode: 3 };
  };
}
