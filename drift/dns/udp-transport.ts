import { createSocket, type Socket } from "node:dgram";
import { isIP } from "node:net";
import { errorCode } from "../../register/error-code";
import { type DnsQuery, mismatch, UDP_PAYLOAD, withId } from "./dns-query";
import type { DnsServer } from "./dns-server";
import { type DnsTransport, type Exchange, Flight, freeId, type TryLimits } from "./exchange";

/** Sockets to one server: several source ports for who would guess them, and several receive buffers. */
const SOCKETS = 4;
/** Questions that may be in flight on a socket; far from the 65,536 ids there are, so that a free one is found soon. */
const MOST_IN_FLIGHT = 4096;

/**
 * Asks one server over UDP. Its sockets are connected, so the kernel takes only messages from the server's address and port
 * (RFC 5452 §9.1) and says when the port is closed; many questions share a socket, each with a random id.
 */
export class UdpTransport implements DnsTransport {
  readonly #server: DnsServer;
  readonly #sockets: UdpSocket[] = [];
  #turn = 0;

  constructor(server: DnsServer) {
    this.#server = server;
  }

  ask(query: DnsQuery, limits: TryLimits): Promise<Exchange> {
    const at = this.#turn++ % SOCKETS;
    let socket = this.#sockets[at];
    if (socket === undefined || socket.isBroken) {
      socket = new UdpSocket(this.#server);
      this.#sockets[at] = socket;
    }
    return socket.ask(query, limits);
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.fail("closed");
  }
}

class UdpSocket {
  readonly #socket: Socket;
  readonly #flights = new Map<number, Flight>();
  /** Questions that wait for the socket to be connected. */
  #waiting: (() => void)[] | undefined = [];
  isBroken = false;

  constructor({ address, port }: DnsServer) {
    this.#socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
    // The questions' timers keep the process; a socket without questions does not.
    this.#socket.unref();
    this.#socket.on("message", (message) => this.#receive(message));
    this.#socket.on("error", (error) => this.fail(`${failureOf(error)} over UDP`));
    this.#socket.once("connect", () => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const send of waiting) send();
    });
    this.#socket.connect(port, address);
  }

  ask(query: DnsQuery, limits: TryLimits): Promise<Exchange> {
    if (this.#flights.size >= MOST_IN_FLIGHT) return Promise.resolve({ failure: "too many questions in flight" });
    return new Promise((resolve) => {
      const id = freeId(this.#flights);
      const settle = (exchange: Exchange) => {
        this.#flights.delete(id);
        resolve(exchange);
      };
      const flight = new Flight(query, limits, settle, () => undefined);
      this.#flights.set(id, flight);
      const send = () => {
        if (!flight.over) this.#send(withId(query, id));
      };
      if (this.#waiting === undefined) send();
      else this.#waiting.push(send);
    });
  }

  /** Ends all that is in flight here, and the socket. */
  fail(failure: string): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.#socket.close();
    for (const flight of [...this.#flights.values()]) flight.end({ failure });
  }

  #send(message: Buffer): void {
    if (this.isBroken) return;
    this.#socket.send(message, this.#sent);
  }

  /** One function for all that is sent. */
  readonly #sent = (error: Error | null): void => {
    if (error !== null) this.fail(`${failureOf(error)} over UDP`);
  };

  #receive(message: Buffer): void {
    if (message.length < 2) return;
    const flight = this.#flights.get(message.readUInt16BE(0));
    if (flight === undefined) return;
    // What does not match may be forged: the true answer may still come.
    const wrong =
      message.length > UDP_PAYLOAD ? "a message larger than was asked for" : mismatch(flight.query, message);
    if (wrong === undefined) flight.end({ message });
    else flight.wrong = wrong;
  }
}

function failureOf(error: unknown): string {
  const code = errorCode(error);
  if (code === "ECONNREFUSED") return "connection refused";
  return code ?? "a failed socket";
}
