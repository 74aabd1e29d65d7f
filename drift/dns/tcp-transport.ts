import { connect, type Socket } from "node:net";
import { errorCode } from "../../register/error-code";
import { type DnsQuery, mismatch, withId } from "./dns-query";
import type { DnsServer } from "./dns-server";
import { type DnsTransport, type Exchange, Flight, freeId, type TryLimits } from "./exchange";

/** Bytes before each message that say how long it is (RFC 1035 §4.2.2): so no message is longer than 65,535. */
const PREFIX = 2;

/**
 * Asks one server over TCP: one connection, many questions on their way at once, answers in any order (RFC 7766 §6.2.1.1).
 * A server that closes after some answers is gone back to with the questions that are left.
 */
export class TcpTransport implements DnsTransport {
  readonly #server: DnsServer;
  #connection: TcpConnection | undefined;

  constructor(server: DnsServer) {
    this.#server = server;
  }

  ask(query: DnsQuery, limits: TryLimits): Promise<Exchange> {
    return new Promise((resolve) => {
      let carrier: TcpConnection | undefined;
      const flight: Flight = new Flight(
        query,
        limits,
        (exchange) => {
          carrier?.forget(flight);
          resolve(exchange);
        },
        () => carrier?.timedOut(flight),
      );
      const board = (connection: TcpConnection) => {
        carrier = connection;
        connection.carry(flight, board);
      };
      board(this.#open());
    });
  }

  close(): void {
    this.#connection?.end("closed");
  }

  #open(): TcpConnection {
    if (this.#connection === undefined || this.#connection.isOver)
      this.#connection = new TcpConnection(this.#server, () => this.#open());
    return this.#connection;
  }
}

/** A question on a connection, and how it goes on to the next one. */
interface Passenger {
  readonly id: number;
  readonly flight: Flight;
  readonly board: (connection: TcpConnection) => void;
  readonly since: number;
}

class TcpConnection {
  readonly #socket: Socket;
  readonly #passengers = new Map<number, Passenger>();
  readonly #ids = new Map<Flight, number>();
  readonly #next: () => TcpConnection;
  /** What came of a message that is not whole, at most its 65,537 bytes. */
  #parts: Buffer[] = [];
  #held = 0;
  #answered = 0;
  #lastAnswer = 0;
  isOver = false;

  /** @param next a connection for those that this one leaves behind */
  constructor({ address, port }: DnsServer, next: () => TcpConnection) {
    this.#next = next;
    this.#socket = connect({ host: address, port, noDelay: true });
    this.#socket.unref();
    this.#socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    this.#socket.on("error", (error) => this.end(failureOf(error)));
    this.#socket.on("close", () => this.end("the connection was closed"));
  }

  carry(flight: Flight, board: (connection: TcpConnection) => void): void {
    const id = freeId(this.#passengers);
    this.#passengers.set(id, { id, flight, board, since: performance.now() });
    this.#ids.set(flight, id);
    const message = withId(flight.query, id);
    const framed = Buffer.allocUnsafe(PREFIX + message.length);
    framed.writeUInt16BE(message.length, 0);
    message.copy(framed, PREFIX);
    this.#socket.write(framed);
  }

  forget(flight: Flight): void {
    const id = this.#ids.get(flight);
    if (id === undefined) return;
    this.#ids.delete(flight);
    this.#passengers.delete(id);
  }

  /** A connection that gave no whole message as long as a question waited has stalled. */
  timedOut(flight: Flight): void {
    const passenger = this.#passengers.get(this.#ids.get(flight) ?? -1);
    if (passenger !== undefined && this.#lastAnswer < passenger.since) {
      this.forget(flight);
      this.end("a stalled connection");
    }
  }

  /** Ends the connection. Who is left goes on to the next one if this one was of use, else fails. */
  end(failure: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#socket.destroy();
    this.#parts = [];
    const left = [...this.#passengers.values()];
    this.#passengers.clear();
    this.#ids.clear();
    const goesOn = this.#answered > 0 && failure !== "closed";
    for (const { flight, board } of left) {
      if (goesOn) board(this.#next());
      else flight.end({ failure: `${failure} over TCP` });
    }
  }

  #receive(bytes: Buffer): void {
    this.#parts.push(bytes);
    this.#held += bytes.length;
    if (this.#held < PREFIX || (this.#parts.length > 1 && this.#held < this.#wanted())) return;
    let rest = this.#parts.length === 1 ? bytes : Buffer.concat(this.#parts, this.#held);
    while (!this.isOver && rest.length >= PREFIX) {
      const end = PREFIX + rest.readUInt16BE(0);
      if (rest.length < end) break;
      this.#take(rest.subarray(PREFIX, end));
      rest = rest.subarray(end);
    }
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
  }

  /** Bytes up to the end of the first message, where its length is known already. */
  #wanted(): number {
    const [first] = this.#parts;
    return first === undefined || first.length < PREFIX ? 0 : PREFIX + first.readUInt16BE(0);
  }

  #take(message: Buffer): void {
    const passenger = message.length < 2 ? undefined : this.#passengers.get(message.readUInt16BE(0));
    // Late for a question that was given up.
    if (passenger === undefined) return;
    const wrong = mismatch(passenger.flight.query, message);
    if (wrong !== undefined) {
      // Nobody forges on a connection: this server is confused.
      this.end(wrong);
      return;
    }
    this.#answered++;
    this.#lastAnswer = performance.now();
    passenger.flight.end({ message });
  }
}

function failureOf(error: unknown): string {
  const code = errorCode(error);
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ECONNRESET" || code === "EPIPE") return "the connection was closed";
  return code ?? "a failed socket";
}
