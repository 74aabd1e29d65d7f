import { readFileSync } from "node:fs";
import { request } from "node:https";
import { type FakeAnswer, FakeService, type SeenRequest } from "./fake-service";

/**
 * A real service on loopback behind one that fails on demand: what reaches the service is really done, also where the
 * answer is then lost. The service's own certificate is the only one that is trusted.
 */
export function startFaultyProxy(target: string, certificate: string): Promise<FakeService> {
  const ca = readFileSync(certificate);
  return FakeService.start((seen) => forward(target, ca, seen));
}

function forward(target: string, ca: Buffer, { method, path, headers, body }: SeenRequest): Promise<FakeAnswer> {
  return new Promise((resolve, reject) => {
    const { host, connection, "content-length": _, ...rest } = headers;
    const options = { method, ca, headers: { ...rest, "content-length": Buffer.byteLength(body) } };
    const outgoing = request(new URL(path, target), options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 500, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
