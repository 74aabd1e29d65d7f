import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** What a machine lacks for tests in network namespaces, or undefined where it lacks nothing. */
export function missingForNamespaces(): string | undefined {
  for (const [command, argument, name] of [
    ["nft", "--version", "nftables"],
    ["ip", "-V", "iproute2"],
  ] as const) {
    if (spawnSync(command, [argument]).error) return `${command} is not here: apt-get install -y ${name}`;
  }
  const name = `lh-probe-${process.pid}`;
  const made = spawnSync("ip", ["netns", "add", name], { encoding: "utf8" });
  if (made.status !== 0) return `network namespaces cannot be made here: ${made.stderr.trim()}`;
  const ruleset = spawnSync("ip", ["netns", "exec", name, "nft", "list", "ruleset"], { encoding: "utf8" });
  spawnSync("ip", ["netns", "del", name]);
  return ruleset.status === 0 ? undefined : `nft does not work in a namespace here: ${ruleset.stderr.trim()}`;
}

/** A host of its own: a network namespace, with nothing in it but what a test puts there. */
export class Host {
  readonly name: string;
  private readonly processes: ChildProcess[] = [];

  constructor(role: string) {
    this.name = `lh-${role}-${process.pid}`;
    ip("netns", "add", this.name);
    this.run("ip", "link", "set", "lo", "up");
  }

  /** Runs a command on the host and returns what it prints. */
  run(command: string, ...args: string[]): string {
    return execFileSync("ip", ["netns", "exec", this.name, command, ...args], { encoding: "utf8", stdio: "pipe" });
  }

  /** Runs a command on the host with some text as its input. */
  feed(input: string, command: string, ...args: string[]): string {
    return execFileSync("ip", ["netns", "exec", this.name, command, ...args], {
      encoding: "utf8",
      stdio: "pipe",
      input,
    });
  }

  /** Runs a Node script on the host, which prints one line of JSON, and returns that. */
  async script<T>(source: string): Promise<T> {
    const child = this.start(source);
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    await once(child, "close");
    return JSON.parse(text) as T;
  }

  /** Starts a Node script on the host that says `ready` and then serves until the host is removed. */
  async serve(source: string): Promise<void> {
    const child = this.start(source);
    if (child.stdout) await once(child.stdout, "data");
  }

  addresses(device: string, ...addresses: string[]): void {
    for (const address of addresses) this.run("ip", "address", "add", address, "dev", device);
    this.run("ip", "link", "set", device, "up");
  }

  /** Ends what runs on the host and removes it, with its interfaces and rules. */
  async remove(): Promise<void> {
    for (const child of this.processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "close");
    }
    ip("netns", "del", this.name);
  }

  private start(source: string): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.name, process.execPath, "-e", source], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.processes.push(child);
    return child;
  }
}

/** Connects two hosts with a cable. */
export function cable(a: Host, deviceOfA: string, b: Host, deviceOfB: string): void {
  ip("link", "add", deviceOfA, "netns", a.name, "type", "veth", "peer", "name", deviceOfB, "netns", b.name);
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: "pipe" });
}
