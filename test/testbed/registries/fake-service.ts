import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the service saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * What goes wrong with one request.
 * - `lost`: the connection is cut before anything is done
 * - `cut`: everything is done, then the connection is cut without an answer
 * - `half`: everything is done, half of the answer arrives
 * - `silent`: nothing is done and nothing is answered
 * - `silent-done`: everything is done and nothing is answered
 * - `garbled`: everything is done, the answer is no sense in any notation
 * - `binary`: everything is done, the answer is no text
 * - `huge`: everything is done, the answer never ends
 * - an answer: nothing is done, that is answered
 */
export type Fault = "lost" | "cut" | "half" | "silent" | "silent-done" | "garbled" | "binary" | "huge" | FakeAnswer;

/** Answers a request; a proxy takes its time. */
export type Responder = (request: SeenRequest) => FakeAnswer | Promise<FakeAnswer>;

/** Which requests fail, and how many of them. */
export interface Failing {
  readonly method?: string;
  readonly when?: (request: SeenRequest) => boolean;
  /** @default 1 */
  readonly times?: number;
}

interface PlannedFault {
  readonly fault: Fault;
  readonly when: (request: SeenRequest) => boolean;
  left: number;
}

/** A service on loopback that answers as a registry would, and fails on demand. */
export class FakeService {
  readonly seen: SeenRequest[] = [];
  private readonly faults: PlannedFault[] = [];

  private constructor(
    private readonly server: Server,
    private readonly respond: Responder,
    readonly url: string,
  ) {}

  static async start(respond: Responder): Promise<FakeService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const service = new FakeService(server, respond, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => {
      service.serve(request, response).catch((error) => response.destroy(error));
    });
    return service;
  }

  /** Lets the next requests (of a method, or those that `when` picks) fail so often. */
  fail(fault: Fault, { method, when, times = 1 }: Failing = {}): void {
    const picked = (request: SeenRequest) => method === undefined || request.method === method;
    this.faults.push({ fault, when: when ?? picked, left: times });
  }

  /** Forgets what it saw and what was to go wrong. */
  forget(): void {
    this.seen.length = 0;
    this.faults.length = 0;
  }

  /** Lets nothing fail any more. */
  heal(): void {
    this.faults.length = 0;
  }

  /** How many requests of a method were seen. */
  count(method: string): number {
    return this.seen.filter((request) => request.method === method).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    this.seen.push(request);
    const fault = this.nextFault(request);
    if (fault === "lost") return void response.destroy();
    if (fault === "silent") return;
    if (typeof fault === "object") return send(response, fault);
    const answer = await this.respond(request);
    if (fault === undefined) return send(response, answer);
    spoil(response, fault, answer);
  }

  private nextFault(request: SeenRequest): Fault | undefined {
    const planned = this.faults.find((one) => one.left > 0 && one.when(request));
    if (planned === undefined) return undefined;
    planned.left--;
    return planned.fault;
  }
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = "", url = "", headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
}

function send(response: ServerResponse, { status, headers, body = "" }: FakeAnswer): void {
  response.writeHead(status, headers).end(body);
}

function spoil(response: ServerResponse, fault: Exclude<Fault, FakeAnswer>, answer: FakeAnswer): void {
  const { status, headers, body = "" } = answer;
  if (fault === "cut") return void response.destroy();
  if (fault === "silent-done") return;
  response.writeHead(status === 204 ? 200 : status, {
    ...headers,
    ...(fault === "half" ? { "content-length": String(body.length + 1000) } : {}),
  });
  if (fault === "garbled") return void response.end('{"<roas>": [');
  if (fault === "binary") return void response.end(Buffer.from([0xff, 0xfe, 0x00, 0xc3]));
  if (fault === "half") return void response.write(body.slice(0, body.length / 2), () => response.destroy());
  pour(response);
}

/** Writes as fast as it is read, until the reader has had enough. */
function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(" ".repeat(16_384))) {
      // Until the buffer is full.
    }
  };
  response.on("drain", more);
  more();
}
