import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** Stands in for RIS Live on loopback: confirms subscriptions, sends what it is told to, and goes wrong on demand. */
export class FakeRisLive {
  /** What was subscribed to, in order. */
  readonly subscriptions: { readonly prefix: string; readonly moreSpecific: boolean }[] = [];
  /** Query of each connection. */
  readonly queries: string[] = [];
  /** Whether subscriptions are confirmed. */
  confirms = true;
  private readonly sockets = new Set<WebSocket>();

  private constructor(private readonly server: WebSocketServer) {
    server.on("connection", (socket, request) => {
      this.sockets.add(socket);
      this.queries.push(request.url ?? "");
      socket.on("close", () => this.sockets.delete(socket));
      socket.on("message", (data) => {
        const { type, data: subscription } = JSON.parse(String(data));
        if (type !== "ris_subscribe") return;
        this.subscriptions.push(subscription);
        if (this.confirms) socket.send(JSON.stringify({ type: "ris_subscribe_ok", data: { subscription } }));
      });
    });
  }

  /** @param autoPong false: it never answers a ping */
  static async start({ autoPong = true, port = 0 } = {}): Promise<FakeRisLive> {
    const server = new WebSocketServer({ host: "127.0.0.1", port, autoPong });
    await new Promise<void>((resolve) => server.once("listening", resolve));
    return new FakeRisLive(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/v1/ws/`;
  }

  /** Sends text as it is to whoever is connected. */
  send(text: string | Buffer): void {
    for (const socket of this.sockets) socket.send(text);
  }

  announce(peer: string, prefixes: readonly string[], path: readonly (number | number[])[]): void {
    this.send(risMessage({ peer, path, announcements: [{ next_hop: "192.0.2.1", prefixes }] }));
  }

  withdraw(peer: string, prefixes: readonly string[]): void {
    this.send(risMessage({ peer, withdrawals: prefixes }));
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A BGP update as RIS Live writes it. */
export function risMessage(data: object): string {
  const common = { timestamp: 1780300800.5, peer: "192.0.2.9", peer_asn: "64500", id: "x", host: "rrc00.ripe.net" };
  return JSON.stringify({ type: "ris_message", data: { ...common, type: "UPDATE", origin: "IGP", ...data } });
}
