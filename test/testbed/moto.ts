import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { tool } from "./tools";

/** A free port of the loopback interface. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port to be had")),
      );
    });
  });
}

/** moto's AWS API on loopback, empty at the start. */
export class Moto {
  private constructor(
    readonly endpoint: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<Moto> {
    const port = await freePort();
    const child = spawn(tool("moto_server"), ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    const moto = new Moto(`http://127.0.0.1:${port}`, child);
    const deadline = Date.now() + 30_000;
    while (!(await moto.answers())) {
      if (Date.now() > deadline || child.exitCode !== null) throw new Error("moto_server does not answer");
      await new Promise((next) => setTimeout(next, 100));
    }
    return moto;
  }

  /** What the engine's environment needs, so that the stand-in AWS plugin deploys here. */
  get environment(): Record<string, string> {
    return { AWS_ENDPOINT_URL: this.endpoint, AWS_REGION: "us-east-1" };
  }

  /** For an SDK client of a test. */
  client(region = "us-east-1") {
    return { endpoint: this.endpoint, region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };
  }

  /** The elastic addresses that are allocated in a region, sorted. */
  async publicAddresses(region = "us-east-1"): Promise<string[]> {
    const { EC2 } = await import("@aws-sdk/client-ec2");
    const ec2 = new EC2(this.client(region));
    const { Addresses } = await ec2.describeAddresses({});
    ec2.destroy();
    return (Addresses ?? []).map((address) => address.PublicIp ?? "").sort();
  }

  async stop(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }

  private async answers(): Promise<boolean> {
    return fetch(`${this.endpoint}/moto-api/`).then(
      (response) => response.ok,
      () => false,
    );
  }
}
