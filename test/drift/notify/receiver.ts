import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver answers; `cut`: it takes the request and breaks the connection. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | "cut";

/** An HTTP service on this machine that writes down what it gets, and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  /** Answers to the next requests, in turn; then `usual`. */
  readonly replies: Reply[] = [];

  private constructor(
    private readonly server: Server,
    private readonly usual: (request: Received) => Reply,
  ) {}

  static async start(usual: (request: Received) => Reply = () => ({ status: 200, body: "ok" })): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("error", () => response.destroy());
      request.on("end", () => {
        const { method = "", url: path = "", headers } = request;
        const one = { method, path, headers, body: Buffer.concat(chunks).toString("utf8") };
        receiver.received.push(one);
        const reply = receiver.replies.shift() ?? receiver.usual(one);
        if (reply === "cut") response.destroy();
        else response.writeHead(reply.status, { connection: "close", ...reply.headers }).end(reply.body ?? "");
      });
    });
    const receiver = new Receiver(server, usual);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
