import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How one answer goes wrong. `work` says whether the request is carried out all the same. */
export type Fault =
  | { readonly kind: "hang"; readonly work: boolean }
  | { readonly kind: "cut"; readonly work: boolean }
  | { readonly kind: "cut-in-body"; readonly work: boolean }
  | { readonly kind: "answer"; readonly status: number; readonly body: string };

/** A request as a service sees it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** A service on 127.0.0.1 that answers from a state of its own, and goes wrong where a test says so. */
export class FaultServer {
  readonly seen: Seen[] = [];
  private readonly faults: { readonly when: (seen: Seen) => boolean; readonly fault: Fault }[] = [];
  private server: Server | undefined;

  constructor(private readonly answer: (seen: Seen) => Answer) {}

  get url(): string {
    if (this.server === undefined) throw new Error("the server is not started");
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => this.serve(request, Buffer.concat(chunks).toString(), response));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Forgets what it saw and what was to go wrong. */
  reset(): void {
    this.seen.length = 0;
    this.faults.length = 0;
  }

  /** The next request that `when` picks goes wrong. */
  failOnce(when: (seen: Seen) => boolean, fault: Fault): void {
    this.faults.push({ when, fault });
  }

  private serve(request: IncomingMessage, body: string, response: ServerResponse): void {
    const seen = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    this.seen.push(seen);
    const at = this.faults.findIndex(({ when }) => when(seen));
    const fault = at < 0 ? undefined : this.faults.splice(at, 1)[0]?.fault;
    if (fault?.kind === "answer") {
      response.writeHead(fault.status).end(fault.body);
      return;
    }
    const answer = fault?.work === false ? { body: "half of an answer" } : this.answer(seen);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "cut") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
    if (fault?.kind === "cut-in-body") response.write(answer.body.slice(0, 5), () => request.socket.destroy());
    else response.end(answer.body);
  }
}
