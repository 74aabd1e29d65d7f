import { createHmac, timingSafeEqual } from "node:crypto";
import { type FakeAnswer, FakeService, type SeenRequest } from "./fake-service";

/**
 * A team's ticketing, as docs/publishers.md asks of a receiver: checks signature and age, and opens one ticket for each
 * idempotency key.
 */
export class FakeWebhook {
  readonly secret = "webhook-secret-0f1e2d3c4b5a6978";
  /** A password in the path, as many webhooks have it. */
  readonly path = "/hooks/T0AAA/B0BBB/xyzzy-hook-password";
  /** Bodies of the tickets, in the order in which they were opened. */
  readonly tickets = new Map<string, string>();

  private constructor(readonly service: FakeService) {}

  static async start(): Promise<FakeWebhook> {
    let webhook: FakeWebhook | undefined;
    const service = await FakeService.start((request) => (webhook as FakeWebhook).respond(request));
    webhook = new FakeWebhook(service);
    return webhook;
  }

  get url(): string {
    return `${this.service.url}${this.path}`;
  }

  private respond({ method, path, headers, body }: SeenRequest): FakeAnswer {
    if (path !== this.path) return { status: 404 };
    if (method !== "POST") return { status: 405 };
    if (!this.isSigned(String(headers["leasehold-signature"]), body)) return { status: 401, body: "bad signature" };
    const key = String(headers["idempotency-key"]);
    if (!this.tickets.has(key)) this.tickets.set(key, body);
    const number = [...this.tickets.keys()].indexOf(key) + 1;
    return {
      status: 201,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: `NET-${number}` }),
    };
  }

  private isSigned(header: string, body: string): boolean {
    const [, seconds = "", given = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false;
    const expected = createHmac("sha256", this.secret).update(`${seconds}.${body}`).digest();
    return given !== "" && timingSafeEqual(expected, Buffer.from(given, "hex"));
  }
}
